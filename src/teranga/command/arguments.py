"""What the command `teranga` understands."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from teranga.command.words import words

if TYPE_CHECKING:
    Orders = argparse._SubParsersAction[argparse.ArgumentParser]


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; a misspelt one prints its usage and exits with 2."""
    parser = argparse.ArgumentParser(
        prog="teranga",
        description=words(
            "La plateforme d’un réseau régional de coopération sur la migration.",
            "The platform of a regional migration-policy cooperation network.",
        ),
    )
    orders = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serving(orders)
    _add_administration(orders)
    _add_safekeeping(orders)
    return parser.parse_args(arguments)


def _order(orders: "Orders", name: str, fr: str, en: str) -> argparse.ArgumentParser:
    return orders.add_parser(name, help=words(fr, en), description=words(fr, en))


def _add_serving(orders: "Orders") -> None:
    demo = _order(
        orders,
        "demo",
        "Préparer une plateforme de démonstration, pleine de contenus réels, et la servir.",
        "Prepare a demo platform, full of real content, and serve it.",
    )
    demo.add_argument(
        "--no-serve",
        action="store_true",
        help=words("préparer sans servir", "prepare without serving"),
    )
    serve = _order(
        orders,
        "serve",
        "Servir les pages et exécuter les travaux de fond.",
        "Serve the pages and run the background work.",
    )
    for parser in (demo, serve):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=_port, default=8000)
        parser.add_argument("--workers", type=_count, default=1, help=words(
            "processus de pages (un par cœur)", "processes for pages (one per core)"
        ))  # fmt: skip


def _add_administration(orders: "Orders") -> None:
    _order(
        orders,
        "migrate",
        "Créer ou mettre à jour la base de données.",
        "Create the database or bring it up to date.",
    )
    admin = _order(
        orders,
        "createadmin",
        "Créer le compte d’un administrateur.",
        "Create the account of an administrator.",
    )
    admin.add_argument("email")
    admin.add_argument("name")
    admin.add_argument("--language", choices=["fr", "en"], default="fr")
    _order(
        orders,
        "check",
        "Vérifier toute l’installation et nommer chaque incohérence.",
        "Check the whole installation and name each inconsistency.",
    )
    _order(
        orders,
        "reindex",
        "Refaire l’index de recherche.",
        "Make the search index anew.",
    )
    bench = _order(orders, "bench", "Mesurer une promesse.", "Measure a claim.")
    bench.add_argument("name")
    bench.add_argument(
        "--json",
        action="store_true",
        help=words("un objet JSON par ligne", "one JSON object a line"),
    )


def _add_safekeeping(orders: "Orders") -> None:
    backup = _order(
        orders,
        "backup",
        "Tout sauver dans une seule archive.",
        "Save everything in one archive.",
    )
    backup.add_argument("file", type=Path)
    restore = _order(
        orders,
        "restore",
        "Remettre une archive dans une installation vide.",
        "Put an archive back into an empty installation.",
    )
    restore.add_argument("file", type=Path)
    for parser in (backup, restore):
        parser.add_argument(
            "--sealed",
            action="store_true",
            help=words(
                "archive chiffrée : phrase demandée, ou lue dans TERANGA_BACKUP_PASSPHRASE",
                "sealed archive: passphrase asked for, or read from TERANGA_BACKUP_PASSPHRASE",
            ),
        )
    export = _order(
        orders,
        "export",
        "Tout écrire en lignes JSON, lisibles sans Teranga.",
        "Write everything as lines of JSON, readable without Teranga.",
    )
    export.add_argument("folder", type=Path)
    export.add_argument("--only", nargs="+", default=[], metavar="APP")
    load = _order(
        orders,
        "load",
        "Charger un export dans une installation vide.",
        "Load an export into an empty installation.",
    )
    load.add_argument("folder", type=Path)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(words("un port de 1 à 65535", "a port from 1 to 65535"))
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 64:
        raise argparse.ArgumentTypeError(words("un nombre de 1 à 64", "a number from 1 to 64"))
    return int(text)
