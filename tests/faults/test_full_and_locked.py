"""A full disk or a locked database: 503 and a word, nothing lost, and on again afterwards."""

import json
import os
import shutil
import subprocess

import pytest

from tests.factories.installations import Installation

# Someone signed in; then writes until the database refuses, then a page that writes.
VISITOR = """
import json, sqlite3
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
connection.settings_dict["OPTIONS"]["timeout"] = 0.3
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.models import Attachment, AuditEntry
reader = User.objects.filter(email="p@example.org").first() or User.objects.create_user(
    "p@example.org", None, name="P")
Attachment.objects.update(owner=reader)
client = Client(raise_request_exception=False)
client.force_login(reader)
client_of_nobody = Client(raise_request_exception=False)
holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
if {locked}:
    holder.execute("BEGIN IMMEDIATE")
page, seen, kept = f"/files/{{Attachment.objects.get().pk}}/", [], 0
size = {size}
for number in range({number}):
    try:
        write_audit(AuditAction.READ, "trial", number, detail={{"text": "x" * size}})
        kept += 1
    except DatabaseError as error:
        if size > 1:
            size //= 8  # what is left of the disk may still take a smaller line
            continue
        answer = client.get(page)
        seen = [type(error).__name__, answer.status_code, answer.headers.get("Retry-After")]
        break
sign_in = client_of_nobody.post("/account/login/", {{"login": "p@example.org", "password": "x"}})
holder.close()
found = AuditEntry.objects.filter(model="trial").count()
print(json.dumps({{"kept": kept, "found": found, "seen": seen,
                  "sign_in": sign_in.status_code}}))
"""


def visit(installation, *, number, size, locked=False):
    printed = installation.python(VISITOR.format(number=number, size=size, locked=locked))
    return json.loads(printed.splitlines()[-1])


@pytest.fixture
def sqlite_installation(installation):
    if not installation.is_sqlite:
        pytest.skip("PostgreSQL keeps its own disk and its own locks")
    return installation


@pytest.fixture
def small_disk(tmp_path):
    """Mount a memory disk of a few megabytes; needs root."""
    place = tmp_path / "small"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("this machine does not let us mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_full_disk_answers_503_and_loses_nothing(sqlite_installation, small_disk):
    folder = small_disk / "data"
    shutil.copytree(sqlite_installation.folder, folder)
    installation = Installation(folder, f"sqlite:///{folder}/teranga.sqlite3")

    full = visit(installation, number=400, size=60_000)
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    after = visit(installation, number=3, size=60_000)
    check = installation.run("check")

    assert full["seen"] == ["OperationalError", 503, "60"]
    assert 0 < full["kept"] < 400
    assert full["found"] == full["kept"]
    assert after["found"] == full["kept"] + 3
    assert (check.returncode, check.stdout) == (0, "No inconsistency.\n"), check.stdout


def test_locked_database_answers_503_and_goes_on_afterwards(sqlite_installation):
    locked = visit(sqlite_installation, number=3, size=10, locked=True)
    after = visit(sqlite_installation, number=3, size=10)

    assert locked["seen"] == ["OperationalError", 503, "60"]
    # Not 429: whoever signs in meanwhile did not try too often.
    assert (locked["sign_in"], after["sign_in"]) == (503, 200)
    assert (locked["kept"], after["found"]) == (0, 3)
    assert sqlite_installation.run("check").returncode == 0
