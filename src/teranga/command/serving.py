"""`teranga serve`: the web server and the worker, started, watched and stopped together.

The pages are loaded once, here; every process is a fork of this one. It starts in the time of
one load instead of three, shares what was loaded, and is there again at once when it dies.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from teranga.command.words import complain, say, words
from teranga.core.exceptions import InstallationError

_SECONDS_TO_STOP = 15.0
_MAX_RESTARTS = 5
_RESTART_WINDOW = 60.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15


@dataclass(slots=True)
class Child:
    """One process we answer for; started again when it dies, unless it dies again and again."""

    name: str
    work: Callable[[], None]
    process: ForkProcess | None = None
    deaths: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=_live, args=(self.name, self.work, os.getpid()))
        self.process.start()

    def has_died(self) -> bool:
        return self.process is not None and self.process.exitcode is not None

    def dies_too_often(self, now: float) -> bool:
        self.deaths.append(now)
        while self.deaths and now - self.deaths[0] > _RESTART_WINDOW:
            self.deaths.popleft()
        return len(self.deaths) > _MAX_RESTARTS

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.pid and not self.has_died():
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def wait(self, seconds: float | None = None) -> None:
        if self.process is not None:
            self.process.join(seconds)


def serve_until_stopped(host: str, port: int, workers: int) -> int:
    """Serve until a signal stops us; return 0, or 1 when a process would not stay up."""
    _ensure_free(host, port)
    _load_pages()
    web = Child("teranga-web", partial(_serve_pages, host, port, workers))
    children = [web, Child("teranga-worker", _work_in_background)]
    stopping: list[int] = []
    for number in _SIGNALS:
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


def _load_pages() -> None:
    """Load what a page needs, so that the processes are forked with it; leave nothing open."""
    from django.core.cache import caches  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    gc.disable()
    get_wsgi_application()
    reverse("portal:home")
    gc.enable()
    # A connection belongs to one process: two that shared one would read each other's answers.
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        # Closing one that comes from a pool only gives it back.
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # of this database alone
    caches.close_all()
    # What is loaded stays: the collector need not touch it, and its memory stays shared.
    gc.collect()
    gc.freeze()


def _serve_pages(host: str, port: int, workers: int) -> None:
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "teranga.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers,
        # Eight at once: those that write at the same instant share one wait for the disk.
        blocking_threads=8,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    ).serve(target_loader=_load_application)


def _load_application(path: str) -> Any:
    """Load what answers, in a process of the web server, which must not outlive the server."""
    from django.utils.module_loading import import_string  # noqa: PLC0415

    _end_with_parent()
    return import_string(path.replace(":", "."))


def _work_in_background() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    # Work in the background takes what the pages leave of the processors.
    os.nice(10)
    call_command("db_worker", queue_name="*", interval=1, reload=False, verbosity=0)


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
        child.wait(max(0.0, deadline - time.monotonic()))
        child.signal(signal.SIGKILL)
        child.wait()


def _live(name: str, work: Callable[[], None], parent: int) -> None:
    """Be a process of its own, in a session of its own, that ends with its parent."""
    os.setsid()
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, name.encode())
    _end_with_parent()
    if os.getppid() == parent:
        work()


def _end_with_parent() -> None:
    """Ask Linux to stop this process when the one that started it is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in {"127.0.0.1", "::1"} else host
    return words(
        f"Teranga répond sur http://{shown}:{port}/ (Ctrl+C pour arrêter)",
        f"Teranga answers at http://{shown}:{port}/ (Ctrl+C to stop)",
    )
