"""Answers sent to a server that is killed, whose disk fills, or that gets each five times at once.

What is acknowledged is there, once, with every byte of its files.
"""

import hashlib
import http.client
import json
import random
import shutil
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.factories.installations import ROOT, Installation, serving, web_server_of
from tests.factories.senders import post_answer, send_in_parallel
from tests.factories.surveys import make_answer

PATH = "/surveys/fill/{token}/submission"
MAKE = """
from tests.factories.surveys import make_questionnaire
print(make_questionnaire(form_id="faults").public_token)
"""
# What an inspector finds afterwards: every answer, its files compared with what was sent.
FOUND = """
import collections, hashlib, json
from teranga.core.models import AuditEntry
from teranga.core.services import stored_files
from teranga.core.services.attachments import file_faults
from teranga.surveys.models import Submission, SubmissionFile, plain_bytes
rows = list(Submission.objects.values_list("instance_id", flat=True))
torn = [row.instance_id for row in Submission.objects.iterator()
        if hashlib.sha256(plain_bytes(row.raw)).hexdigest() != row.sha256]
files = collections.defaultdict(dict)
for slot in SubmissionFile.objects.select_related("submission").exclude(stored_as=""):
    content = stored_files.path_of(slot.stored_as).read_bytes()
    files[slot.submission.instance_id][slot.name] = hashlib.sha256(content).hexdigest()
print(json.dumps({
    "rows": rows, "torn": torn, "files": files,
    "faults": [fault.reason for fault in file_faults() if fault.reason != "orphan"],
    "audited": AuditEntry.objects.filter(model="surveys.submission", action="created").count(),
}))
"""


def questionnaire_of(installation):
    path = f"{ROOT}/src:{ROOT}"
    return installation.python(MAKE, PYTHONPATH=path).splitlines()[-1]


def found_in(installation):
    return json.loads(installation.python(FOUND).splitlines()[-1])


def answers_of(number):
    """Return `(identity, bytes, files)`; each file says whose it is."""
    return [
        (
            f"uuid:{n}",
            make_answer("faults", instance_id=f"uuid:{n}", photo=f"{n}.jpg"),
            [(f"{n}.jpg", f"photo {n} ".encode() * 200)],
        )
        for n in range(number)
    ]


def assert_nothing_is_lost(installation, answers, acknowledged):
    found = found_in(installation)
    wanted = {i: {n: hashlib.sha256(c).hexdigest() for n, c in files} for i, _, files in answers}
    assert sorted(acknowledged) == sorted(wanted), "a device gave up"
    assert set(acknowledged) - set(found["rows"]) == set(), "acknowledged and lost"
    assert len(found["rows"]) == len(set(found["rows"])), "kept twice"
    assert found["torn"] == []
    assert found["faults"] == []
    assert {i: found["files"][i] for i in acknowledged} == wanted
    assert found["audited"] == len(found["rows"])


def kill_now_and_then(process, times, every, done):
    """Kill the whole web server, as a power switch would; `teranga serve` starts it again."""
    drawn = random.Random(1)
    n_killed = 0
    while n_killed < times and not done.wait(drawn.uniform(*every)):
        web = web_server_of(process)
        if web is not None:
            for part in [*web.children(recursive=True), web]:
                part.send_signal(signal.SIGKILL)
            n_killed += 1
    return n_killed


def run_with_kills(installation, *, number, n_devices, kills, every, seconds, pause=0, watch=None):
    """Send while the server is killed; `watch`, if any, runs beside and its result is returned."""
    token = questionnaire_of(installation)
    answers = answers_of(number)
    with serving(installation) as (process, port), ThreadPoolExecutor(2) as threads:
        done = threading.Event()
        killer = threads.submit(kill_now_and_then, process, kills, every, done)
        watcher = threads.submit(watch) if watch else None
        acknowledged, n_posts = send_in_parallel(
            port,
            PATH.format(token=token),
            answers,
            n_devices=n_devices,
            seconds=seconds,
            pause=pause,
        )
        done.set()
        n_killed = killer.result()
        watched = watcher.result() if watcher else None
    return answers, acknowledged, n_posts, n_killed, watched


def test_killed_server_loses_no_acknowledged_answer(installation):
    answers, acknowledged, n_posts, n_killed, _ = run_with_kills(
        installation, number=400, n_devices=8, kills=2, every=(0.5, 1.0), seconds=240
    )

    assert n_killed >= 1
    assert n_posts > len(answers)  # some did have to be sent again
    assert_nothing_is_lost(installation, answers, acknowledged)


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def moved_to(disk, installation):
    """Return the installation on that disk; a database on a server stays where it is."""
    folder = disk / "data"
    shutil.copytree(installation.folder, folder)
    url = f"sqlite:///{folder}/teranga.sqlite3"
    return Installation(folder, url if installation.is_sqlite else installation.database_url)


def fill_but(disk, n_bytes):
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"\0" * max(0, free - n_bytes))


def enlarge_when_full(disk, *, after):
    """Wait for the last block to be written, refuse posts for some seconds, then give room."""
    was_full = False
    deadline = time.monotonic() + 240
    while not was_full and time.monotonic() < deadline:
        time.sleep(0.05)
        was_full = shutil.disk_usage(disk).free < 64_000
    time.sleep(after)
    subprocess.run(["mount", "-o", "remount,size=900m", str(disk)], check=True)
    return was_full


@pytest.mark.heavy
def test_ten_thousand_answers_survive_ten_kills_and_a_full_disk(installation, small_disk):
    """Twenty senders; ten times a power switch; and once, under way, no room on the disk."""
    full = moved_to(small_disk, installation)

    def fill_under_way():
        time.sleep(20)
        fill_but(small_disk, 1_500_000)
        # Long enough for a kill to fall on a server that can write nothing.
        return enlarge_when_full(small_disk, after=13)

    answers, acknowledged, n_posts, n_killed, was_full = run_with_kills(
        full,
        number=10_000,
        n_devices=20,
        kills=10,
        # No oftener: `teranga serve` gives up on what dies six times in a minute.
        every=(12, 13),
        seconds=1500,
        pause=0.28,
        watch=fill_under_way,
    )

    assert n_killed == 10
    assert was_full
    assert n_posts > len(answers)
    assert_nothing_is_lost(full, answers, acknowledged)


def test_full_disk_acknowledges_nothing_it_cannot_keep(installation, small_disk):
    """The disk fills under way and is enlarged later: the devices then bring the rest."""
    full = moved_to(small_disk, installation)
    token = questionnaire_of(full)
    answers = answers_of(600)

    with serving(full) as (_process, port), ThreadPoolExecutor(1) as threads:
        fill_but(small_disk, 1_500_000)
        watcher = threads.submit(enlarge_when_full, small_disk, after=2)
        acknowledged, n_posts = send_in_parallel(
            port, PATH.format(token=token), answers, n_devices=8, seconds=1500
        )
        assert watcher.result()

    assert n_posts > len(answers)
    assert_nothing_is_lost(full, answers, acknowledged)


def test_same_answer_five_times_at_once_is_acknowledged_each_time_and_kept_once(installation):
    """The race peers lose: forty answers, five posts of each at once, each with another file."""
    n_answers, n_copies = 40, 5
    path = PATH.format(token=questionnaire_of(installation))
    answers = [make_answer("faults", instance_id=f"uuid:{n}") for n in range(n_answers)]
    jobs = [(number, copy) for number in range(n_answers) for copy in range(n_copies)]

    with serving(installation) as (_process, port):

        def post(job):
            number, copy = job
            content = b"%d of %d" % (copy, number)
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
                return post_answer(connection, path, answers[number], [(f"{copy}.jpg", content)])

        with ThreadPoolExecutor(10) as threads:
            statuses = list(threads.map(post, jobs))

    found = found_in(installation)
    assert statuses == [201] * len(jobs)
    assert sorted(found["rows"]) == sorted(f"uuid:{n}" for n in range(n_answers))
    assert {name: sorted(files) for name, files in found["files"].items()} == {
        f"uuid:{n}": [f"{copy}.jpg" for copy in range(n_copies)] for n in range(n_answers)
    }
    assert found["faults"] == []
