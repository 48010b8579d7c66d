"""`teranga serve`: the web server and the worker, started, watched and stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from teranga.command.words import complain, say, words
from teranga.core.exceptions import InstallationError

_SECONDS_TO_STOP = 15.0
_MAX_RESTARTS = 5
_RESTART_WINDOW = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process we answer for; started again when it dies, unless it dies again and again."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            self.command,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def dies_too_often(self, now: float) -> bool:
        self.deaths.append(now)
        while self.deaths and now - self.deaths[0] > _RESTART_WINDOW:
            self.deaths.popleft()
        return len(self.deaths) > _MAX_RESTARTS

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def serve_until_stopped(host: str, port: int, workers: int) -> int:
    """Serve until a signal stops us; return 0, or 1 when a process would not stay up."""
    _ensure_free(host, port)
    # There is a process for each core: a matrix product must not wake further threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    children = [Child("web", _web_command(host, port, workers)), Child("worker", _worker_command())]
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    for child in children:
        child.start()
    say(_address(host, port))
    try:
        return _watch(children, stopping)
    finally:
        _stop(children)


def collect_static_if_needed() -> None:
    """Gather the static files when the bundle is newer than what is served."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    gathered_at = manifest.stat().st_mtime if manifest.is_file() else 0.0
    newest = max(
        (
            Path(storage.path(name)).stat().st_mtime
            for finder in get_finders()
            for name, storage in finder.list([])
        ),
        default=0.0,
    )
    if newest >= gathered_at:
        call_command("collectstatic", verbosity=0, interactive=False)


def _web_command(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws",
        "--host", host, "--port", str(port),
        # Eight at once: those that write at the same instant share one wait for the disk.
        "--workers", str(workers), "--blocking-threads", "8",
        "--workers-kill-timeout", "10", "--respawn-failed-workers",
        "--log-level", "error",
        "teranga.wsgi:application",
    ]  # fmt: skip


def _worker_command() -> list[str]:
    # Work in the background takes what the pages leave of the processors.
    return [
        "nice", "-n", "10", sys.executable, "-m", "django", "db_worker", "--queue-name", "*",
        "--interval", "1", "--no-reload", "--verbosity", "0",
    ]  # fmt: skip


def _ensure_free(host: str, port: int) -> None:
    """Say in one line that the port is taken, before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InstallationError(
                words(
                    f"{host}:{port} n’est pas libre ({error.strerror}) : essayez --port.",
                    f"{host}:{port} is not free ({error.strerror}): try --port.",
                )
            ) from error


def _watch(children: list[Child], stopping: list[int]) -> int:
    while not stopping:
        time.sleep(0.2)
        for child in children:
            if child.has_died() and not stopping:
                if child.dies_too_often(time.monotonic()):
                    complain(
                        words(
                            f"{child.name} ne tient pas : arrêt.",
                            f"{child.name} keeps failing: stopping.",
                        )
                    )
                    return 1
                complain(words(f"{child.name} est relancé.", f"{child.name} is started again."))
                time.sleep(0.5)
                child.start()
    return 0


def _stop(children: list[Child]) -> None:
    """Ask, wait, then insist: nobody is left behind."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + _SECONDS_TO_STOP
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            child.signal(signal.SIGKILL)
            child.process.wait()


def _die_with_parent() -> None:
    """Ask Linux to stop this process when `teranga serve` itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in {"127.0.0.1", "::1"} else host
    return words(
        f"Teranga répond sur http://{shown}:{port}/ (Ctrl+C pour arrêter)",
        f"Teranga answers at http://{shown}:{port}/ (Ctrl+C to stop)",
    )
