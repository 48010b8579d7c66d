"""What the code may not contain, read from the code itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from teranga.portal.api.mount import api

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "teranga"
# Shell, pickle and other unsafe readers, weak hashes and randomness, injected SQL.
RULES = "S102,S301,S302,S306,S307,S311,S313,S314,S318,S324,S602,S604,S605,S608,S609,S612"
HTTP_CLIENTS = {"requests", "httpx", "urllib.request", "http.client", "aiohttp", "urllib3"}


def test_no_shell_pickle_or_weak_randomness():
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", RULES, PLATFORM],
        capture_output=True,
        text=True,
        check=False,
    )

    # Each exception is written, with its reason, on the line it is about.
    assert found.returncode == 0, found.stdout


def test_platform_fetches_nothing_from_other_machines():
    importers = []
    for path in PLATFORM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if HTTP_CLIENTS & set(names):
                importers.append(path.relative_to(PLATFORM).as_posix())

    assert importers == []


@pytest.mark.parametrize("name", ["runtime", "dev", "build"])
def test_every_dependency_is_locked_by_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*$", "", text, flags=re.M).strip())

    loose = [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]

    assert len(entries) >= 1
    assert loose == []
    assert "://" not in re.sub(r"#.*", "", text)


PERSONAL = re.compile(r"e_?mail|phone|given_name|family_name|person|holder_name|address|note_by")


def test_api_lists_every_field_and_no_personal_one():
    """Only the caller's own account has a name and an address: `me`."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    personal = {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
        if PERSONAL.search(field)
    }

    assert personal <= {"MeOut.email"}
    assert len(schemas) > 15
