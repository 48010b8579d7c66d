"""Answers received per second: durable, over HTTP, by a real server on this machine.

Each database is measured in turns with a bare INSERT loop: one connection, one row of the
same size, one commit each. `lost` and `duplicated` count what was acknowledged in these very
runs. The whole takes under 50 seconds on two cores that have nothing else to do.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import _map
from benchmarks._serving import HERE, Server, call, environment_of, platform
from teranga.core.benchmarks import Measure

SECONDS = 4
SECONDS_BARE = 1.5
N_SENDERS = 20
KEPT = "SELECT instance_id FROM surveys_submission"


@dataclass(frozen=True)
class Run:
    per_s: float
    bare_per_s: float
    lost: int
    duplicated: int


def run() -> Iterator[Measure]:
    with ExitStack() as opened:
        places = {"sqlite_per_s": opened.enter_context(_sqlite())}
        if _postgresql_bin() is not None:
            places["postgresql_per_s"] = opened.enter_context(_postgresql())
        mapped = environment_of(Path(opened.enter_context(_folder())))
        with ThreadPoolExecutor(2) as at_once:
            filled = at_once.submit(_map.fill, mapped)
            prepared = {
                claim: at_once.submit(_content, "prepare", place.environment)
                for claim, place in places.items()
            }
        filled.result()
        # All start at once, and all are ready before anything is measured.
        servers = {
            claim: opened.enter_context(platform(place.environment, workers=2))
            for claim, place in places.items()
        }
        with_map = opened.enter_context(platform(mapped, workers=1))
        for server in servers.values():
            server.wait()
        with_map.wait(_map.MAP)
        runs = {
            claim: _run(places[claim], server, prepared[claim].result())
            for claim, server in servers.items()
        }
        yield from _measures(runs)
        yield from _map.measures(with_map.port)


def _measures(runs: dict[str, "Run"]) -> Iterator[Measure]:
    for claim, goal in (("sqlite_per_s", 150), ("postgresql_per_s", 300)):
        one = runs.get(claim)
        per_s, against = float("nan"), "no PostgreSQL here"
        if one is not None:
            per_s = one.per_s
            against = f"{N_SENDERS} senders, 8 kB each; bare INSERT: {one.bare_per_s:.0f}/s"
        yield Measure(claim, per_s, "answers/s", f">= {goal}", against)
    share = min(one.per_s / one.bare_per_s for one in runs.values())
    yield Measure("share_of_bare_insert", share, "ratio", ">= 0.1", "the lower of the databases")
    lost = sum(one.lost for one in runs.values())
    yield Measure("lost", lost, "answers", "= 0", "acknowledged, then gone")
    twice = sum(one.duplicated for one in runs.values())
    yield Measure("duplicated", twice, "answers", "= 0", "kept twice")


@dataclass(frozen=True)
class Place:
    environment: dict[str, str]
    bare: Callable[[bytes], float]
    kept: Callable[[], list[str]]


def _run(place: Place, server: Server, prepared: str) -> Run:
    token, sample = json.loads(prepared)
    _send(server.port, token, sample, seconds=1)  # every worker has compiled its code
    acknowledged, seconds = _send(server.port, token, sample, seconds=SECONDS)
    server.end()  # before it reads what it received: the next measure has the machine to itself
    bare = place.bare(sample.encode())
    found = place.kept()
    kept = set(found)
    return Run(
        per_s=len(acknowledged) / seconds,
        bare_per_s=bare,
        lost=len(set(acknowledged) - kept),
        duplicated=len(found) - len(kept),
    )


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="teranga-bench-", ignore_cleanup_errors=True)


@contextmanager
def _sqlite() -> Iterator[Place]:
    with _folder() as name:
        folder = Path(name)

        def bare(row: bytes) -> float:
            with closing(sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)) as link:
                link.execute("PRAGMA journal_mode=WAL")
                link.execute("PRAGMA synchronous=FULL")
                link.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, row BLOB)")
                return _rate(lambda: link.execute("INSERT INTO bare VALUES (?, ?)", _row(row)))

        def kept() -> list[str]:
            with closing(sqlite3.connect(folder / "teranga.sqlite3")) as link:
                return [identity for (identity,) in link.execute(KEPT)]

        yield Place(environment_of(folder), bare, kept)


@contextmanager
def _postgresql() -> Iterator[Place]:
    """Start a private cluster that really waits for its disk."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))  # given away to its owner
    programs, owner = _postgresql_bin(), _owner(folder)
    cluster = folder / "cluster"
    try:
        call([*owner, f"{programs}/initdb", "-D", str(cluster), "-U", "teranga", "-A", "trust",
               "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c max_connections=60"
        call([*owner, f"{programs}/pg_ctl", "-D", str(cluster), "-l", str(folder / "log"), "-w",
               "start", "-o", options])  # fmt: skip
        folder.chmod(0o755)
        url = f"postgresql://teranga@/postgres?host={folder}"

        def bare(row: bytes) -> float:
            with psycopg.connect(url, autocommit=True) as link:
                link.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, row BYTEA)")
                return _rate(lambda: link.execute("INSERT INTO bare VALUES (%s, %s)", _row(row)))

        def kept() -> list[str]:
            with psycopg.connect(url) as link:
                return [identity for (identity,) in link.execute(KEPT)]

        with _folder() as data:
            yield Place(environment_of(Path(data), TERANGA_DATABASE_URL=url), bare, kept)
    finally:
        stop = [*owner, f"{programs}/pg_ctl", "-D", str(cluster), "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, capture_output=True, check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def _postgresql_bin() -> str | None:
    if find_spec("psycopg") is None:
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(found[-1].parent) if found else None


def _owner(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the cluster then belongs to its own Debian user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _row(content: bytes) -> tuple[str, bytes]:
    return uuid.uuid4().hex, content


def _rate(insert: Callable[[], object]) -> float:
    n_rows, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS_BARE:
        insert()
        n_rows += 1
    return n_rows / (time.perf_counter() - start)


def _send(port: int, token: str, sample: str, *, seconds: float) -> tuple[list[str], float]:
    """Send from a process of its own: our interpreter must not slow the server's."""
    output = call(
        [sys.executable, str(HERE / "_submissions_content.py"), "send", str(port), token,
         str(N_SENDERS), str(seconds)],
        input_text=sample,
    )  # fmt: skip
    answer = json.loads(output)
    if answer["refused"]:
        raise RuntimeError(f"Refused: {answer['refused']}.")
    return answer["acknowledged"], answer["seconds"]


def _content(order: str, environment: dict[str, str]) -> str:
    return call([sys.executable, str(HERE / "_submissions_content.py"), order], environment)
