import json
import re
import time

import pytest

from teranga.command.arguments import read_arguments
from teranga.core import benchmarks


def test_help_answers_without_starting_the_platform(new_installation):
    start = time.monotonic()
    done = new_installation().run("--help", TERANGA_DATABASE_URL="nonsense")

    assert done.returncode == 0
    assert "restore" in done.stdout
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["serve", "--port", "0"], ["backup"]])
def test_misspelt_command_exits_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as refusal:
        read_arguments(arguments)

    assert refusal.value.code == 2
    assert "usage: teranga" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("locale", "phrase"), [("fr_FR.UTF-8", "réglage refusé"), ("en_GB.UTF-8", "setting refused")]
)
def test_wrong_setting_is_told_in_one_line_of_the_reader_s_language(
    new_installation, locale, phrase
):
    done = new_installation().run("check", LANG=locale, TERANGA_MODE="nonsense")

    assert done.returncode == 1
    assert phrase in done.stderr
    assert "TERANGA_MODE" in done.stderr
    assert done.stderr.count("\n") == 1


def test_serve_refuses_a_database_that_is_not_migrated(new_installation):
    done = new_installation().run("serve")

    assert done.returncode == 1
    assert done.stderr == "teranga: the database is not up to date: run “teranga migrate” first.\n"


def test_demo_refuses_a_production_installation(new_installation):
    done = new_installation().run(
        "demo",
        TERANGA_MODE="production",
        TERANGA_SECRET_KEY="x" * 60,
        TERANGA_PUBLIC_URL="https://teranga.example.org",
    )

    assert done.returncode == 1
    assert "production" in done.stderr


def test_createadmin_refuses_a_weak_password_and_a_second_account(installation):
    weak = installation.run(
        "createadmin", "b@example.org", "B", TERANGA_ADMIN_PASSWORD="motdepasse"
    )
    twice = installation.run("createadmin", "ADMIN@example.org", "B")

    assert (weak.returncode, twice.returncode) == (1, 1)
    assert weak.stderr.startswith("teranga: ")
    assert (
        installation.python("from teranga.accounts.models import User; print(User.objects.count())")
        == "1"
    )


def test_migrate_and_check_may_be_run_again(installation):
    assert installation.run("migrate").returncode == 0
    done = installation.run("check")

    assert (done.returncode, done.stdout) == (0, "No inconsistency.\n")


def test_check_names_each_inconsistency(installation):
    installation.python(
        "from teranga.core.models import AuditEntry, Attachment\n"
        "from teranga.core.services import stored_files\n"
        "AuditEntry.objects.filter(position=1).update(label='forged')\n"
        "stored_files.path_of(Attachment.objects.get().stored_as).write_bytes(b'other')"
    )

    done = installation.run("check")

    assert done.returncode == 1
    assert "line 1 is altered" in done.stdout
    assert re.search(r"file \w{48} is altered", done.stdout)
    assert "Traceback" not in done.stderr


def test_bench_prints_one_json_object_a_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "trial.py").write_text(
        "from teranga.core.benchmarks import Measure\n"
        "def run():\n"
        "    yield Measure('home_kb', 12.5, 'kB', '< 60', 'limit')\n"
    )
    monkeypatch.setattr(benchmarks, "folder", lambda: tmp_path)
    from teranga.command import main

    assert main(["bench", "trial", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "claim": "home_kb",
        "value": 12.5,
        "unit": "kB",
        "goal": "< 60",
        "against": "limit",
    }
    assert main(["bench", "absent"]) == 1
    assert "trial" in capsys.readouterr().err
