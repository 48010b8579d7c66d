"""An installation in a folder of its own, programs run in it, and servers asked over HTTP."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TERANGA = [sys.executable, "-c", "import sys; from teranga.command import main; sys.exit(main())"]
_START_S = 60


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """Return what makes `folder` an installation, and nothing of the one we are run from."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TERANGA_")}
    return {
        **kept,
        "TERANGA_MODE": "demo",
        "TERANGA_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "teranga.settings.base",
        # Byte code is cached as in any installation, wherever this one keeps it.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "teranga-bench-pycache"),
        **more,
    }


def call(
    command: list[str], environment: dict[str, str] | None = None, *, input_text: str = ""
) -> str:
    """Return what a program printed; raise `RuntimeError` with its complaint when it failed."""
    done = subprocess.run(
        command, env=environment, input=input_text, capture_output=True, text=True, check=False,
        timeout=600, cwd="/",
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[:3]} failed: {done.stderr[-2000:]}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    def wait(self, page: str = "/health/") -> None:
        """Return once the page is answered."""
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                get(self.port, page)
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError("The server did not start.")

    def end(self) -> None:
        """Do nothing the second time."""
        self.process.terminate()
        self.process.wait(30)


@contextmanager
def started(command: list[str], environment: dict[str, str], port: int) -> Iterator[Server]:
    """Yield a server at once, perhaps before it answers; end it afterwards."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    server = Server(port, process)
    try:
        yield server
    finally:
        server.end()


@contextmanager
def platform(environment: dict[str, str], *, workers: int) -> Iterator[Server]:
    """Yield the platform as `teranga serve` starts it."""
    port = free_port()
    command = [*TERANGA, "serve", "--port", str(port), "--workers", str(workers)]
    with started(command, environment, port) as server:
        yield server


def get(port: int, page: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", page)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{page} answered {response.status}.")
    return body


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
