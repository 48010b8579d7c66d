"""ASVS V6.2.1, V6.2.4, V6.2.12: long, not common, not breached."""

import gzip
import hashlib
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from teranga.accounts import passwords
from teranga.accounts.services.breached_passwords import BreachedFilter
from tests.factories.accounts import make_user


def is_accepted(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError:
        return False
    return True


@pytest.mark.django_db
def test_password_length_depends_on_what_the_account_opens_v6_2_1():
    """ASVS V6.2.1: 12, and 15 with a second-factor role; no rule of composition."""
    reader, officer = make_user("reader"), make_user("officer")

    assert not is_accepted("riz au lait", reader)
    assert is_accepted("riz aux épic", reader)
    assert not is_accepted("riz aux épices", officer)
    assert is_accepted("riz aux épices!", officer)
    assert is_accepted("tamarin kora pirogue", officer)


def test_top_three_thousand_common_passwords_are_refused_bare_and_made_long_v6_2_4():
    """ASVS V6.2.4."""
    path = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    with gzip.open(path, "rt", encoding="utf-8") as words:
        top = words.read().split()[:3000]

    assert len(top) == 3000
    assert [word for word in top if is_accepted(word)] == []
    assert [word for word in top[::3] if is_accepted(f"{word}2024!?2024")] == []
    assert [word for word in top[::3] if is_accepted(word * 12)] == []


@pytest.mark.parametrize(
    "password",
    [
        "P@ssw0rd2024!!",
        "soleilsoleil",
        "azertyuiopqs",
        "poiuytreza12345",
        "aaaaaaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "Bienvenue-2026",
        "teranga teranga",
        "Administration 2026",
    ],
)
def test_common_words_made_long_are_refused(password):
    assert not is_accepted(password)


@pytest.mark.parametrize(
    "password", ["un baobab au bord du fleuve", "correct horse battery", "kora-tamarin-41-lune"]
)
def test_sentences_are_accepted(password):
    assert is_accepted(password)


@pytest.fixture
def filter_file(tmp_path):
    """A filter built by the command from a thousand digests."""
    source, target = tmp_path / "digests.txt", tmp_path / "filter.bin"
    digests = [hashlib.sha1(f"stolen sentence {n}".encode()).hexdigest() for n in range(1000)]
    source.write_text("".join(f"{digest.upper()}:{n}\n" for n, digest in enumerate(digests)))
    call_command("breachedfilter", source, target, verbosity=0)
    return target


def test_breached_sample_is_refused_v6_2_12(filter_file, settings):
    """ASVS V6.2.12: offline, every one of the list, about one in a thousand of the others."""
    assert is_accepted("stolen sentence 7")

    settings.BREACHED_PASSWORDS = str(filter_file)

    assert not any(is_accepted(f"stolen sentence {n}") for n in range(1000))
    assert is_accepted("un baobab au bord du fleuve")
    others = BreachedFilter.open(filter_file)
    n_wrong = sum(f"another sentence {n}" in others for n in range(20_000))
    assert n_wrong < 60


def test_stolen_passwords_are_refused_without_any_setting_v6_2_12(settings):
    """ASVS V6.2.12: what is installed knows a million of them; these are in no common list."""
    assert not settings.BREACHED_PASSWORDS
    assert not is_accepted("leavemealone")
    assert not is_accepted("Mailcreated5240")


def test_missing_filter_is_told_before_anyone_signs_up(monkeypatch, tmp_path):
    assert passwords.check_filter_is_installed() == []
    monkeypatch.setattr(passwords, "INSTALLED_FILTER", tmp_path / "away")
    assert [error.id for error in passwords.check_filter_is_installed()] == ["accounts.E001"]


def test_breached_filter_refuses_a_file_that_is_not_one(tmp_path, filter_file):
    for name, content in [("short", b"x"), ("other", b"y" * 100)]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match="not a filter"):
            BreachedFilter.open(tmp_path / name)
    cut = tmp_path / "cut"
    cut.write_bytes(filter_file.read_bytes()[:-1])
    with pytest.raises(ValueError, match="not a filter"):
        BreachedFilter.open(cut)
    (tmp_path / "words.txt").write_text("password\n")
    with pytest.raises(CommandError, match="Line 1"):
        call_command("breachedfilter", tmp_path / "words.txt", tmp_path / "out")


def test_passwords_are_hashed_with_argon2id_v11_4_2():
    """ASVS V11.4.2: the hasher of every installation; the suite itself uses a fast one."""
    from teranga.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert make_password("x", hasher="argon2").startswith("argon2$argon2id$")
