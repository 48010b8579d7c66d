"""Translation catalogues: update from the code, check that they are complete, compile.

Each app carries the words it says in its own `locale/`; what `core` and the rest say is in
`src/teranga/locale`, and an app does not repeat it. French, English and Arabic must be
complete, without a doubtful ("fuzzy") entry; Portuguese is started. Works without GNU gettext:
Babel reads, merges and compiles.
"""

import io
import re
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "teranga"
APPS = sorted(path.parent for path in SOURCE.glob("*/apps.py") if path.parent.name != "core")
COMPLETE = ("fr", "en", "ar")
STARTED = ("pt",)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


_QUOTED = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(rf"""\b(?:n|p|np)?gettext\((?:{_QUOTED}|[^()"'])*\)|\b_\({_QUOTED}\)""")


def main(arguments: list[str]) -> int:
    commands = {"update": update, "check": check, "compile": compile_all}
    apps = {folder.name: folder for folder in APPS} | {"core": SOURCE}
    if not arguments or arguments[0] not in commands or not apps.keys() >= set(arguments[1:]):
        sys.stderr.write("usage: catalogues.py update|check|compile [APP…]\n")
        return 2
    return commands[arguments[0]]([apps[name] for name in arguments[1:]] or [SOURCE, *APPS])


def path_of(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def messages_of(folder: Path) -> Catalog:
    """Return the messages of an app which the shared catalogue does not hold already."""
    catalog = messages_within(folder)
    for message in messages_within(SOURCE) if folder != SOURCE else ():
        if message.id:
            catalog.delete(message.id, message.context)
    return catalog


def files_within(folder: Path) -> list[Path]:
    """Return the code and the templates of an app, or those outside every app."""
    templates = [*folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]
    files = [*sorted(folder.rglob("*.py")), *sorted(templates)]
    return files if folder != SOURCE else [f for f in files if not set(f.parents) & set(APPS)]


@cache
def messages_within(folder: Path) -> Catalog:
    catalog = Catalog(project="Teranga", charset="utf-8")
    for path in files_within(folder):
        code = path.read_bytes()
        add_messages(catalog, code if path.suffix == ".py" else calls_of_template(code), path)
    return catalog


def calls_of_template(template: bytes) -> bytes:
    """Return the gettext calls of a template, one a line.

    Django's own parser reads the tags, so that `{% translate %}` and `{% blocktranslate %}`
    mean here exactly what they mean on screen.
    """
    return "\n".join(match[0] for match in CALL.finditer(templatize(template.decode()))).encode()


def add_messages(catalog: Catalog, code: bytes, path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    found = extract("python", io.BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
        catalog.add(message, locations=[(where, line)], flags=flags, context=context)


def load(folder: Path, language: str) -> Catalog:
    path = path_of(folder, language)
    if not path.exists():
        return Catalog(locale=language, project="Teranga", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(folders: list[Path]) -> int:
    for folder in folders:
        template = messages_of(folder)
        for language in (*COMPLETE, *STARTED):
            catalog = load(folder, language)
            # A copy: catalogues share message objects with the template they are updated from.
            catalog.update(deepcopy(template), no_fuzzy_matching=True)
            catalog.obsolete.clear()
            if language == "en":
                fill_english(catalog)
            save(catalog, path_of(folder, language))
            counts = f"{len(missing_in(catalog))} to translate of {len(catalog)}"
            sys.stdout.write(f"{folder.name} {language}: {counts}\n")
    return 0


def save(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, omit_header=False, sort_output=True)


def fill_english(catalog: Catalog) -> None:
    """Copy the identifiers, English phrases that are their own translation."""
    for message in catalog:
        if message.id and not any(strings_of(message)):
            message.string = message.id if isinstance(message.id, tuple) else str(message.id)


def strings_of(message: object) -> tuple[str, ...]:
    text = message.string  # type: ignore[attr-defined]
    return (
        tuple(text.values())
        if isinstance(text, dict)
        else text
        if isinstance(text, tuple | list)
        else (text,)
    )


def missing_in(catalog: Catalog) -> list[str]:
    return [str(m.id) for m in catalog if m.id and (m.fuzzy or not all(strings_of(m)))]


def check(folders: list[Path]) -> int:
    """Fail when a message of the code is missing, doubtful or has broken placeholders."""
    problems = [problem for folder in folders for problem in problems_of(folder)]
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    if problems:
        sys.stderr.write(
            f"{len(problems)} problems: run `make messages`, then translate what is empty.\n"
        )
    return 1 if problems else 0


def problems_of(folder: Path) -> list[str]:
    template = messages_of(folder)
    problems = []
    for language in COMPLETE:
        catalog = load(folder, language)
        known = {(m.id, m.context) for m in catalog if m.id}
        problems += [
            f"not in the catalogue {language}: {m.id!r}"
            for m in template
            if m.id and (m.id, m.context) not in known
        ]
        problems += [f"not translated {language}: {text!r}" for text in missing_in(catalog)]
    for language in (*COMPLETE, *STARTED):
        catalog = load(folder, language)
        problems += [
            f"{language}: {m.id!r}: {error}" for m, errors in catalog.check() for error in errors
        ]
        problems += plural_problems(catalog, language)
    return [f"{folder.name}: {problem}" for problem in problems]


def plural_problems(catalog: Catalog, language: str) -> list[str]:
    """Name plurals that lack a form: Arabic wants six."""
    return [
        f"{language}: {message.id[0]!r} wants {catalog.num_plurals} plural forms"
        for message in catalog
        if isinstance(message.id, tuple)
        and any(strings_of(message))
        and len(strings_of(message)) != catalog.num_plurals
    ]


def compile_all(folders: list[Path]) -> int:
    for folder in folders:
        for path in folder.glob("locale/*/LC_MESSAGES/django.po"):
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=path.parts[-3]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
