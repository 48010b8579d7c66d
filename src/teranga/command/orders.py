"""What each command does, in a few lines each: the work itself is elsewhere."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from teranga.command.words import complain, say, words
from teranga.core.exceptions import InstallationError


def demo(options: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415 - imported when its command is given

    from teranga.command.demo import load_demo_content, sign_in_lines  # noqa: PLC0415

    if not settings.DEMO:
        raise InstallationError(
            words(
                "la démonstration ne se charge pas dans une installation de production "
                "(TERANGA_MODE=production).",
                "the demo is not loaded into a production installation (TERANGA_MODE=production).",
            )
        )
    migrate(options)
    load_demo_content()
    for line in sign_in_lines():
        say(line)
    if not options.no_serve:
        _become_the_server(options)
    return 0


def serve(options: argparse.Namespace) -> int:
    from teranga.command.serving import collect_static_if_needed, serve_until_stopped  # noqa: PLC0415
    from teranga.core.installation.inspection import pending_migrations  # noqa: PLC0415

    _ensure_data_folder()
    if pending_migrations():
        raise InstallationError(
            words(
                "la base n’est pas à jour : lancez d’abord « teranga migrate ».",
                "the database is not up to date: run “teranga migrate” first.",
            )
        )
    collect_static_if_needed()
    return serve_until_stopped(options.host, options.port, options.workers)


def _become_the_server(options: argparse.Namespace) -> None:
    """Serve in a fresh process: this one holds threads of the libraries that loaded the demo."""
    sys.stdout.flush()
    command = "import sys; from teranga.command import main; sys.exit(main())"
    arguments = ["--host", options.host, "--port", options.port, "--workers", options.workers]
    os.execv(sys.executable, [sys.executable, "-c", command, "serve", *map(str, arguments)])  # noqa: S606


def migrate(options: argparse.Namespace) -> int:
    from teranga.core.installation.tables import bring_up_to_date  # noqa: PLC0415

    _ensure_data_folder()
    bring_up_to_date()
    say(words("La base de données est à jour.", "The database is up to date."))
    return 0


def createadmin(options: argparse.Namespace) -> int:
    from teranga.command.administrators import create_administrator  # noqa: PLC0415

    password = os.environ.get("TERANGA_ADMIN_PASSWORD") or _ask_twice(
        words("Mot de passe : ", "Password: ")
    )
    create_administrator(
        email=options.email, name=options.name, language=options.language, password=password
    )
    say(
        words(
            "Compte créé. À la première connexion, il devra ajouter un second facteur.",
            "Account created. At the first sign-in it must add a second factor.",
        )
    )
    return 0


def check(options: argparse.Namespace) -> int:
    from teranga.core.installation.inspection import inspect_installation  # noqa: PLC0415

    n_found = 0
    for found in inspect_installation():
        say(f"{found.part} : {found.text}")
        n_found += 1
    if n_found:
        complain(words(f"{n_found} incohérence(s).", f"{n_found} inconsistency(ies)."))
        return 1
    say(words("Aucune incohérence.", "No inconsistency."))
    return 0


def reindex(options: argparse.Namespace) -> int:
    from teranga.core.search.index import reindex as rewrite  # noqa: PLC0415

    n_documents = rewrite()
    say(words(f"{n_documents} fiches indexées.", f"{n_documents} documents indexed."))
    return 0


def backup(options: argparse.Namespace) -> int:
    from teranga.core.installation.backup import write_backup  # noqa: PLC0415

    if options.file.exists():
        raise InstallationError(
            words(f"existe déjà : {options.file}", f"already there: {options.file}")
        )
    manifest = write_backup(options.file, passphrase=_passphrase(options, is_new=True))
    say(_summary(manifest))
    return 0


def restore(options: argparse.Namespace) -> int:
    from teranga.core.installation.restore import restore_backup  # noqa: PLC0415

    manifest = restore_backup(options.file, passphrase=_passphrase(options, is_new=False))
    say(_summary(manifest))
    return 0


def export(options: argparse.Namespace) -> int:
    from teranga.core.installation.transfer import export_installation  # noqa: PLC0415

    manifest = export_installation(options.folder, only=options.only)
    say(_rows(manifest))
    return 0


def load(options: argparse.Namespace) -> int:
    from teranga.core.installation.transfer import load_installation  # noqa: PLC0415

    say(_rows(load_installation(options.folder)))
    return 0


def bench(options: argparse.Namespace) -> int:
    from teranga.core.benchmarks import run_benchmark  # noqa: PLC0415

    for measure in run_benchmark(options.name):
        say(measure.as_json() if options.json else str(measure))
    return 0


ORDERS: dict[str, Callable[[argparse.Namespace], int]] = {
    order.__name__: order
    for order in (
        demo,
        serve,
        migrate,
        createadmin,
        check,
        reindex,
        backup,
        restore,
        export,
        load,
        bench,
    )
}


def _ensure_data_folder() -> None:
    from django.conf import settings  # noqa: PLC0415

    Path(settings.DATA_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)


def _passphrase(options: argparse.Namespace, *, is_new: bool) -> str:
    if not options.sealed:
        return ""
    given = os.environ.get("TERANGA_BACKUP_PASSPHRASE", "")
    question = words("Phrase de passe : ", "Passphrase: ")
    phrase = given or (_ask_twice(question) if is_new else getpass.getpass(question))
    if is_new and len(phrase) < 12:
        raise InstallationError(
            words(
                "phrase de passe trop courte : 12 signes au moins.",
                "passphrase too short: 12 characters at least.",
            )
        )
    return phrase


def _ask_twice(question: str) -> str:
    try:
        first = getpass.getpass(question)
        if first == getpass.getpass(words("Encore une fois : ", "Once more: ")):
            return first
    except EOFError as error:
        raise InstallationError(
            words("aucun terminal pour le demander.", "no terminal to ask at.")
        ) from error
    raise InstallationError(words("les deux diffèrent.", "the two differ."))


def _summary(manifest: dict[str, object]) -> str:
    members = manifest["members"]
    n_files = len(members) - 1 if isinstance(members, dict) else 0
    return words(
        f"{n_files} fichiers, contenu {manifest['content_sha256']}",
        f"{n_files} files, content {manifest['content_sha256']}",
    )


def _rows(manifest: dict[str, object]) -> str:
    parts = manifest["apps"]
    lines = []
    if isinstance(parts, dict):
        lines = [f"{label:16} {sum(part['rows'].values()):8}" for label, part in parts.items()]
    return "\n".join(lines)
