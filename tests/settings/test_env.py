"""Settings refuse nonsense at start, in one line that names the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from teranga.settings import env


@pytest.mark.parametrize("text", ["oui", "ture", "2", "enabled"])
def test_read_bool_refuses_a_misspelt_boolean(monkeypatch, text):
    monkeypatch.setenv("TERANGA_SMTP_TLS", text)

    with pytest.raises(ImproperlyConfigured, match=f"TERANGA_SMTP_TLS='{text}'.*yes or no"):
        env.read_bool("TERANGA_SMTP_TLS", default=False)


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("ON", True), ("0", False), ("", False)]
)
def test_read_bool_reads_what_people_write(monkeypatch, text, value):
    monkeypatch.setenv("TERANGA_SMTP_TLS", text)

    assert env.read_bool("TERANGA_SMTP_TLS", default=False) is value


@pytest.mark.parametrize("text", ["12.5", "-1", "0", "201", "douze"])
def test_read_int_refuses_what_is_out_of_range(monkeypatch, text):
    monkeypatch.setenv("TERANGA_ATTACHMENT_MAX_MIB", text)

    with pytest.raises(ImproperlyConfigured, match="from 1 to 200"):
        env.read_int("TERANGA_ATTACHMENT_MAX_MIB", 12, minimum=1, maximum=200)


def test_read_database_never_repeats_a_password(monkeypatch):
    monkeypatch.setenv("TERANGA_DATABASE_URL", "mysql://teranga:canary@localhost/teranga")

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.read_database("TERANGA_DATABASE_URL", "")

    assert "canary" not in str(refusal.value)


def test_read_database_reads_both_databases(monkeypatch):
    monkeypatch.setenv("TERANGA_DATABASE_URL", "postgresql://me:p%40ss@/teranga?host=/run/pg")

    postgresql = env.read_database("TERANGA_DATABASE_URL", "")
    sqlite = env.read_database("NOT_SET", "sqlite:////srv/teranga.sqlite3")

    assert (postgresql["NAME"], postgresql["PASSWORD"], postgresql["HOST"]) == (
        "teranga",
        "p@ss",
        "/run/pg",
    )
    assert sqlite["NAME"] == "/srv/teranga.sqlite3"
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"TERANGA_MODE": "prodution"}, "TERANGA_MODE"),
        ({"TERANGA_MODE": "production"}, "TERANGA_SECRET_KEY is missing"),
        ({"TERANGA_MODE": "production", "TERANGA_SECRET_KEY": "short"}, "at least 50"),
        ({"TERANGA_MODE": "demo", "TERANGA_DATA_DIR": "here"}, "an absolute path"),
        ({"TERANGA_MODE": "demo", "TERANGA_TRUSTED_PROXIES": "many"}, "TERANGA_TRUSTED_PROXIES"),
    ],
)
def test_the_start_stops_on_nonsense(variables, said):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    source = str(Path(env.__file__).parents[2])

    run = subprocess.run(
        [sys.executable, "-c", "import teranga.settings.base"],
        env=kept | {"PYTHONPATH": source} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.returncode == 1
    assert said in run.stderr.splitlines()[-1]
