"""SIGKILL at any moment: what was acknowledged is there, what was not is whole or absent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.factories.installations import answers, serving, wait_until, web_server_of

WRITER = """
import io, itertools, django
django.setup()
from django.db import transaction
from teranga.accounts.models import User
from teranga.core.services.attachments import add_attachment
user = User.objects.get(email="admin@example.org")
for number in itertools.count():
    with transaction.atomic():
        content = io.BytesIO(b"%PDF-" + str(number).encode() * 5000)
        row = add_attachment(content, name="a.pdf", added_by=user)
    print(row.pk, flush=True)
"""
FIND = (
    "from teranga.core.models import Attachment\n"
    "print(*Attachment.objects.values_list('pk', flat=True))"
)


@pytest.mark.parametrize("patience", [0.05, 0.4])
def test_killed_writer_loses_nothing_it_acknowledged(installation, patience):
    acknowledged = set()
    for _ in range(2):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER],
                env=installation.environment | {"DJANGO_SETTINGS_MODULE": "teranga.settings.base"},
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for writer in writers:
            acknowledged.add(writer.stdout.readline().strip())
        time.sleep(patience)
        for writer in writers:
            writer.kill()
        for writer in writers:
            # A line cut by the kill was not an acknowledgement.
            acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
            writer.stdout.close()
            writer.wait()

    found = set(installation.python(FIND).split())
    check = installation.run("check")

    assert len(acknowledged) > 4
    assert acknowledged <= found
    assert (check.returncode, check.stdout) == (0, "No inconsistency.\n"), check.stderr


def test_killed_page_process_is_replaced(installation):
    with serving(installation) as (process, port):
        web = web_server_of(process)
        for child in web.children(recursive=True):
            child.kill()
        web.kill()
        wait_until(lambda: not answers(port) or web.pid not in psutil.pids(), seconds=20)

        wait_until(lambda: answers(port), seconds=60)

        assert process.poll() is None
    assert process.returncode == 0
    assert installation.run("check").returncode == 0


def test_killed_web_server_leaves_no_page_process_behind(installation):
    with serving(installation) as (process, port):
        web = web_server_of(process)
        pages = web.children(recursive=True)

        web.kill()

        gone, alive = psutil.wait_procs(pages, timeout=20)
        assert (len(gone) >= 1, alive) == (True, [])
        wait_until(lambda: answers(port), seconds=60)


def test_killed_supervisor_leaves_nobody_behind(installation):
    with serving(installation) as (process, port):
        family = psutil.Process(process.pid).children(recursive=True)

        os.kill(process.pid, signal.SIGKILL)

        gone, alive = psutil.wait_procs(family, timeout=30)
        assert (len(gone) >= 2, alive) == (True, [])
        assert not answers(port)
    assert installation.run("check").returncode == 0


def test_stopped_supervisor_stops_its_children(installation):
    with serving(installation) as (process, port):
        family = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        assert process.wait(30) == 0
        assert psutil.wait_procs(family, timeout=5)[1] == []
        assert not answers(port)
    assert Path(installation.folder).is_dir()


def test_processes_hold_no_connection_of_the_one_they_were_forked_from(installation):
    with serving(installation) as (process, _port):
        parent = psutil.Process(process.pid)
        files = {Path(file.path).name for file in parent.open_files()}
        links, n_threads = parent.net_connections("all"), parent.num_threads()

    assert installation.database_file.name not in files
    assert (links, n_threads) == ([], 1)
