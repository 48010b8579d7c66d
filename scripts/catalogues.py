"""Translation catalogues: update from the code, check that they are complete, compile.

French and English must be complete, without a doubtful ("fuzzy") entry; Arabic and
Portuguese are started. Works without GNU gettext: Babel reads, merges and compiles.
"""

import io
import re
import sys
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "teranga"
LOCALE = SOURCE / "locale"
COMPLETE = ("fr", "en")
STARTED = ("ar", "pt")
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
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write("usage: catalogues.py update|check|compile\n")
        return 2
    return commands[arguments[0]]()


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def messages_of_the_code() -> Catalog:
    """Return every message the code and the templates use."""
    catalog = Catalog(project="Teranga", charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        add_messages(catalog, path.read_bytes(), path)
    for path in sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        add_messages(catalog, calls_of_template(path.read_text(encoding="utf-8")), path)
    return catalog


def calls_of_template(text: str) -> bytes:
    """Return the gettext calls of a template, one a line.

    Django's own parser reads the tags, so that `{% translate %}` and `{% blocktranslate %}`
    mean here exactly what they mean on screen.
    """
    return "\n".join(match[0] for match in CALL.finditer(templatize(text))).encode()


def add_messages(catalog: Catalog, code: bytes, path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    found = extract("python", io.BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
        catalog.add(message, locations=[(where, line)], flags=flags, context=context)


def load(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Teranga", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> int:
    template = messages_of_the_code()
    for language in (*COMPLETE, *STARTED):
        catalog = load(language)
        # A copy: catalogues share message objects with the template they are updated from.
        catalog.update(deepcopy(template), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == "en":
            fill_english(catalog)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(
                file, catalog, width=100, no_location=True, omit_header=False, sort_output=True
            )
        sys.stdout.write(f"{language}: {len(missing_in(catalog))} to translate of {len(catalog)}\n")
    return 0


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


def check() -> int:
    """Fail when a message of the code is missing, doubtful or has broken placeholders."""
    template = messages_of_the_code()
    problems = []
    for language in COMPLETE:
        catalog = load(language)
        known = {(m.id, m.context) for m in catalog if m.id}
        problems += [
            f"{language}: not in the catalogue: {m.id!r}"
            for m in template
            if m.id and (m.id, m.context) not in known
        ]
        problems += [f"{language}: not translated: {text!r}" for text in missing_in(catalog)]
    for language in (*COMPLETE, *STARTED):
        for message, errors in load(language).check():
            problems += [f"{language}: {message.id!r}: {error}" for error in errors]
        problems += plural_problems(language)
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    if problems:
        sys.stderr.write(
            f"{len(problems)} problems: run `make messages`, then translate what is empty.\n"
        )
    return 1 if problems else 0


def plural_problems(language: str) -> list[str]:
    """Name plurals that lack a form: Arabic wants six."""
    catalog = load(language)
    return [
        f"{language}: {message.id[0]!r} wants {catalog.num_plurals} plural forms"
        for message in catalog
        if isinstance(message.id, tuple)
        and any(strings_of(message))
        and len(strings_of(message)) != catalog.num_plurals
    ]


def compile_all() -> int:
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
