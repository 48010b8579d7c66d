"""One settings file for every installation; what differs is read from the environment.

`docs/deployment.md` documents every variable; a test fails when one is missing there.
"""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext

from teranga.settings import env

django_stubs_ext.monkeypatch()

SOURCE_DIR = Path(__file__).resolve().parent.parent
MODE = env.read_choice("TERANGA_MODE", ["demo", "production"], "production")
DEMO = MODE == "demo"
DATA_DIR = env.read_path("TERANGA_DATA_DIR", Path.cwd() / "var")

DEBUG = False
# A demo is a public toy on one's own machine: its key protects nothing of worth.
SECRET_KEY = (
    "demo-only-key-that-protects-nothing-and-is-refused-in-production"
    if DEMO
    else env.read_secret("TERANGA_SECRET_KEY")
)
SECRET_KEY_FALLBACKS = env.read_list("TERANGA_OLD_SECRET_KEYS")
# Key of the encrypted fields: kept outside the database, so that a stolen dump stays mute.
FIELD_KEYS = env.read_list("TERANGA_FIELD_KEYS", [SECRET_KEY])
PUBLIC_URL = env.read_text("TERANGA_PUBLIC_URL", "http://localhost:8000").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.read_list(
    "TERANGA_ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"] if DEMO else [PUBLIC_URL.split("://")[-1].split(":")[0]],
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
N_TRUSTED_PROXIES = env.read_int("TERANGA_TRUSTED_PROXIES", 0, minimum=0, maximum=3)
NETWORK_NAME = env.read_text("TERANGA_NETWORK_NAME", "Teranga")

INSTALLED_APPS = [
    # Ours first: their templates stand in for those of the libraries.
    "teranga.core",
    "teranga.programmes",
    "teranga.accounts",
    "teranga.directory",
    "teranga.surveys",
    "teranga.knowledge",
    "teranga.roster",
    "teranga.indices",
    "teranga.facility",
    "teranga.monitoring",
    "teranga.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "teranga.core.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "teranga.core.middleware.ServiceUnavailableMiddleware",
    "teranga.core.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "teranga.core.middleware.RequestSizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teranga.accounts.middleware.SessionActivityMiddleware",
    "teranga.accounts.middleware.SessionEndMiddleware",
    "teranga.accounts.middleware.SecondFactorMiddleware",
    "teranga.core.middleware.AuditContextMiddleware",
    "teranga.core.middleware.RefusalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "teranga.core.middleware.BackgroundFormMiddleware",
    "teranga.core.middleware.PrivateCacheMiddleware",
]

ROOT_URLCONF = "teranga.urls"
WSGI_APPLICATION = "teranga.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "teranga.portal.context.chrome",
            ],
        },
    }
]

# --- data -------------------------------------------------------------------------------
DATABASES = {
    "default": env.read_database("TERANGA_DATABASE_URL", f"sqlite:///{DATA_DIR}/teranga.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "teranga.core.cache.HonestCache",
        "LOCATION": "core_cache",
        # The counts of guesses and the codes already used live here: the 300 rows Django
        # keeps otherwise would let a visitor push them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# A visitor's page is kept while nothing is written, and never longer than this.
PAGE_CACHE_SECONDS = 60
MEDIA_ROOT = DATA_DIR / "attachments"
ATTACHMENT_MAX_BYTES = (
    env.read_int("TERANGA_ATTACHMENT_MAX_MIB", 12, minimum=1, maximum=200) * 1024**2
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
# A mobile app sends an answer with up to a hundred files in one post.
DATA_UPLOAD_MAX_NUMBER_FILES = 120
FILE_UPLOAD_PERMISSIONS = 0o600
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- people -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "teranga.accounts.passwords.LengthByRoleValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "teranga.accounts.passwords.CommonCoreValidator"},
    {"NAME": "teranga.accounts.passwords.BreachedPasswordValidator"},
]
# A filter built from a list of breached passwords (see docs/security/access.md), beside ours.
BREACHED_PASSWORDS = env.read_text("TERANGA_BREACHED_PASSWORDS", " ").strip()
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "teranga.accounts.reset_tokens.BoundedResetTokenGenerator"  # noqa: S105 - a class
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home-private"
LOGOUT_REDIRECT_URL = "portal:home"

ACCOUNT_ADAPTER = "teranga.accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation was received at that address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a factor added, a password changed: the owner is told
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,10/10m/key",
    # The owner's own browser is counted apart: guessing elsewhere never shuts the owner out.
    "login_failed_known_browser": "10/10m/key",
    "reset_password": "10/m/ip,3/10m/key",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = NETWORK_NAME
MFA_ADAPTER = "teranga.accounts.adapter.EncryptedMFAAdapter"
# Passkeys need https, except on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "teranga.core.views.errors.csrf_failure"

# --- headers ----------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if N_TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- words and pictures -----------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية"), ("pt", "Português")]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.read_text("TERANGA_TIME_ZONE", "Africa/Dakar")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SOURCE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- letters ----------------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = env.read_text("TERANGA_SMTP_HOST", "localhost")
EMAIL_PORT = env.read_int("TERANGA_SMTP_PORT", 25, minimum=1, maximum=65535)
EMAIL_HOST_USER = env.read_text("TERANGA_SMTP_USER", " ").strip()
EMAIL_HOST_PASSWORD = env.read_text("TERANGA_SMTP_PASSWORD", " ").strip()
EMAIL_USE_TLS = env.read_bool("TERANGA_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
# How this installation is known in the registry of the IATI standard.
IATI_REFERENCE = env.read_text("TERANGA_IATI_REFERENCE", "XX-TERANGA")
DEFAULT_FROM_EMAIL = env.read_text("TERANGA_MAIL_FROM", "teranga@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "teranga.core.logs.SingleLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
