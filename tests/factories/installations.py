"""Installations as an administrator has them: real processes, a folder of their own each time."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg

ROOT = Path(__file__).parents[2]
MAIN = "import sys; from teranga.command import main; sys.exit(main())"
PASSWORD = "une longue phrase de passe 2026"


@dataclass
class Installation:
    """A data folder, and a database in it or on the server the suite runs on."""

    folder: Path
    database_url: str

    @property
    def environment(self):
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TERANGA_", "DJANGO_", "LC_", "LANG", "PYTEST"))
        }
        # Each start would compile the same modules again.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        kept["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "teranga-test-pycache")
        return kept | {
            "TERANGA_MODE": "demo",
            "TERANGA_DATA_DIR": str(self.folder),
            "TERANGA_DATABASE_URL": self.database_url,
            "TERANGA_ADMIN_PASSWORD": PASSWORD,
            "PYTHONPATH": str(ROOT / "src"),
            "LANG": "en_GB.UTF-8",
        }

    @property
    def is_sqlite(self):
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self):
        return self.folder / "teranga.sqlite3"

    def command(self, *arguments):
        return [sys.executable, "-c", MAIN, *map(str, arguments)]

    def run(self, *arguments, **environment):
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def python(self, code, **environment):
        """Run code inside this installation; return what it printed."""
        text = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", text],
            env=self.environment
            | {"DJANGO_SETTINGS_MODULE": "teranga.settings.base"}
            | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


class Workshop:
    """Makes installations, empty or copied from another, and takes their databases away."""

    def __init__(self, folder):
        self.folder = folder
        self.server = os.environ.get("TERANGA_DATABASE_URL", "")
        self.names = []

    def make(self, copy_of=None):
        name = f"teranga_{uuid4().hex[:12]}"
        folder = self.folder / name
        if copy_of is not None:
            shutil.copytree(copy_of.folder, folder)
        if not self.server.startswith("postgresql"):
            return Installation(folder, f"sqlite:///{folder}/teranga.sqlite3")
        template = f' TEMPLATE "{copy_of.folder.name}"' if copy_of else ""
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"{template}')
        self.names.append(name)
        return Installation(folder, self.server.replace("/postgres?", f"/{name}?"))

    def close(self):
        for name in self.names:
            with psycopg.connect(self.server, autocommit=True) as server:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(installation, **environment):
    """Run `teranga serve` on a free port; yield `(process, port)` once it answers."""
    port = free_port()
    log = (installation.folder.parent / f"serve-{port}.log").open("wb")
    process = subprocess.Popen(
        installation.command("serve", "--port", port),
        env=installation.environment | environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_until(lambda: answers(port), seconds=60)
        yield process, port
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def web_server_of(process):
    """Return the process that serves the pages of `teranga serve`; `None` between two of them."""
    children = psutil.Process(process.pid).children()
    return next((child for child in children if child.name() == "teranga-web"), None)


def answers(port):
    try:
        return fetch(port, "/account/login/")[0] == 200
    except OSError:
        return False


def fetch(port, path):
    """Return `(status, body)` of a page."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request("GET", path)
        response = link.getresponse()
        return response.status, response.read()
    finally:
        link.close()


def wait_until(condition, *, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"Not true after {seconds} s: {condition}")
