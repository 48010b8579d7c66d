"""A whole installation of the platform, served on this machine with its demo content.

The pages are those of `teranga demo` itself: real server, real static files, real door.
Nothing here reads the database: what a test knows, a visitor may know.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SOURCES = Path(__file__).parents[2] / "src"
SECONDS_TO_START = 240
_COMMAND = "import sys; from teranga.command import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def served_demo(folder: Path) -> Iterator[str]:
    """Load the demo into a folder, serve it, and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, "demo", "--port", str(port)],
            env=environment(folder, address),
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_it_answers(address, server, folder / "server.log")
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, address: str) -> dict[str, str]:
    """Only what the platform needs: nothing of the tests' own settings reaches it."""
    names = ("PATH", "HOME", "LANG", "PYTHONPYCACHEPREFIX")
    inherited = {name: os.environ[name] for name in names if name in os.environ}
    return {"PYTHONPYCACHEPREFIX": str(folder / "pycache"), **inherited} | {
        "PYTHONPATH": str(SOURCES),
        "TERANGA_MODE": "demo",
        "TERANGA_DATA_DIR": str(folder / "data"),
        "TERANGA_PUBLIC_URL": address,
    }


def wait_until_it_answers(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with suppress(URLError, ConnectionError), urlopen(f"{address}/robots.txt", timeout=10):
            return
        time.sleep(0.3)
    message = f"The demo did not start:\n{log.read_text(encoding='utf-8')[-2000:]}"
    raise AssertionError(message)
