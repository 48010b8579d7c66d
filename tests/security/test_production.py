"""The settings of a real installation behind https, asked from outside in a process of its own."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from teranga.command.arguments import read_arguments
from teranga.settings import base

_ASK = """
import json, warnings
import django
django.setup()
from django.core.management import call_command
from django.conf import settings
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
answer = Client().get("/account/login/", secure=True, HTTP_HOST="teranga.example.org")
cookies = {name: {k: morsel[k] for k in ("secure", "httponly", "samesite", "path", "domain")}
           for name, morsel in answer.cookies.items()}
plain = Client().get("/account/login/", HTTP_HOST="teranga.example.org")
print(json.dumps({"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies,
                  "plain": [plain.status_code, plain.headers.get("Location", "")],
                  "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME,
                            settings.LANGUAGE_COOKIE_NAME],
                  "debug": settings.DEBUG}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("TERANGA_", "DJANGO_"))},
        "TERANGA_MODE": "production",
        # Long and varied, and not worth guessing: nothing is kept under it.
        "TERANGA_SECRET_KEY": "".join(map(chr, range(48, 123))),
        "TERANGA_FIELD_KEYS": "".join(map(chr, range(122, 47, -1))),
        "TERANGA_PUBLIC_URL": "https://teranga.example.org",
        "TERANGA_DATA_DIR": str(tmp_path_factory.mktemp("production")),
        "DJANGO_SETTINGS_MODULE": "teranga.settings.base",
        "PYTHONPATH": str(base.SOURCE_DIR.parent),
    }


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def answer(environment):
    result = run(environment, "-c", _ASK)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.strip().splitlines()[-1])


def test_cookies_are_bound_to_this_host_and_to_https(answer):
    assert answer["status"] == 200
    assert answer["cookies"]
    for name, flags in answer["cookies"].items():
        assert name.startswith("__Host-")
        assert flags == {
            "secure": True,
            "httponly": True,
            "samesite": "Lax",
            "path": "/",
            "domain": "",
        }
    assert all(name.startswith("__Host-") for name in answer["names"])


def test_https_is_demanded_for_two_years(answer):
    assert answer["headers"]["Strict-Transport-Security"] == (
        "max-age=63072000; includeSubDomains; preload"
    )
    assert answer["plain"] == [301, "https://teranga.example.org/account/login/"]


def test_deployment_check_finds_nothing(environment, answer):
    result = run(environment, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert answer["debug"] is False


@pytest.mark.parametrize(
    "change",
    [
        {"TERANGA_SECRET_KEY": "short"},
        {"TERANGA_SECRET_KEY": ""},
        {"TERANGA_MODE": "prod"},
        {"TERANGA_DATABASE_URL": "mysql://u:secretword@h/n"},
    ],
)
def test_nonsense_stops_the_start_without_telling_a_secret(environment, change):
    result = run({**environment, **change}, "-m", "django", "check")

    assert result.returncode != 0
    assert next(iter(change)) in result.stderr
    assert "secretword" not in result.stderr


def test_passwords_are_hashed_with_argon2id(environment):
    result = run(
        environment,
        "-c",
        "import django; django.setup(); from django.contrib.auth.hashers import make_password;"
        "print(make_password('a long sentence for a test'))",
    )

    assert result.stdout.startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["password1234", "123456789012", "qwertyuiop123"])
def test_common_passwords_are_refused(password):
    names = [row["NAME"] for row in base.AUTH_PASSWORD_VALIDATORS]

    assert "django.contrib.auth.password_validation.CommonPasswordValidator" in names
    with pytest.raises(ValidationError):
        CommonPasswordValidator().validate(password[:8] if password[0] == "p" else password[:10])


def test_proxy_we_describe_speaks_tls_1_2_and_1_3_only_v12_1_1():
    """ASVS V12.1.1: TLS ends at the proxy; nothing else listens beyond this machine."""
    text = (base.SOURCE_DIR.parents[1] / "docs" / "deployment.md").read_text(encoding="utf-8")
    [proxy] = re.findall(r"```nginx\n(.+?)```", text, re.DOTALL)

    assert re.findall(r"ssl_protocols ([^;]+);", proxy) == ["TLSv1.2 TLSv1.3"]
    assert re.findall(r"listen ([^;]+);", proxy) == ["443 ssl"]
    assert re.findall(r"proxy_pass ([^;]+);", proxy) == ["http://127.0.0.1:8000"]
    assert read_arguments(["serve"]).host == "127.0.0.1"
