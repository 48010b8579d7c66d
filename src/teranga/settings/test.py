"""Settings of the test suite: the demo's, with a fast hasher and nothing kept."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TERANGA_MODE", "demo")
os.environ.setdefault("TERANGA_DATA_DIR", tempfile.mkdtemp(prefix="teranga-test-"))

from teranga.settings.base import *  # noqa: F403
from teranga.settings.base import DATA_DIR, DATABASES, STORAGES

# Argon2 is meant to be slow; the hasher in use is checked by its own test.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests roll the data back without a trace: a kept page would outlive them.
PAGE_CACHE_SECONDS = 0
MEDIA_ROOT = Path(DATA_DIR) / "attachments"
# Tables come straight from the models; `tests/conftest.py` runs what migrations add besides, and
# `tests/command/test_migrations.py` proves that a migrated database is the same.
is_sqlite = "sqlite" in str(DATABASES["default"]["ENGINE"])
# A database in memory refuses whoever comes while another writes; a file lets them wait.
DATABASES["default"]["TEST"] = {"MIGRATE": False} | (
    {"NAME": Path(DATA_DIR) / "test.sqlite3"} if is_sqlite else {}
)
# Whitenoise warns about a folder that is not there, and warnings are errors.
(Path(DATA_DIR) / "static").mkdir(exist_ok=True)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
