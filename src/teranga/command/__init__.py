"""The command `teranga`: one word for each thing an administrator does.

Exit codes: 0 done, 1 refused or inconsistent (one line says why), 2 misspelt command.
Nothing of Django is imported before it is needed: `--help` answers at once.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from teranga.command.arguments import read_arguments
from teranga.command.words import complain, language, words

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = read_arguments(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teranga.settings.base")
    # A measure makes its own content in a folder of its own: it needs no installation.
    if options.command in {"demo", "bench"}:
        os.environ.setdefault("TERANGA_MODE", "demo")
    # There is a process for each core: a matrix product must not wake further threads, which
    # would not follow into the processes of the server.
    if options.command == "serve":
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us stopped reading: nothing more to say, nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(options: argparse.Namespace) -> int:
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - see above

    try:
        import django  # noqa: PLC0415

        # What is loaded stays: looking for waste among it, again and again, is time lost.
        gc.disable()
        django.setup()
        gc.enable()
    except ImproperlyConfigured as error:
        complain(words(f"réglage refusé : {error}", f"setting refused: {error}"))
        return 1
    return _answer(options)


def _answer(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from teranga.command.orders import ORDERS  # noqa: PLC0415
    from teranga.core.context import Actor, acting_as  # noqa: PLC0415
    from teranga.core.exceptions import TerangaError  # noqa: PLC0415

    name: str = options.command
    with translation.override(language()), acting_as(Actor(label=f"teranga {name}")):
        try:
            return ORDERS[name](options)
        except TerangaError as error:
            complain(str(error))
        except ValidationError as error:
            complain(" ".join(error.messages))
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
            complain(words(f"base de données : {reason[0]}", f"database: {reason[0]}"))
        except OSError as error:
            complain(f"{error.strerror}: {error.filename}" if error.filename else str(error))
    return 1
