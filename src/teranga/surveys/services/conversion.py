"""From the sheet people write to the form that devices read, in a process of its own."""

import hashlib
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from teranga.core.archives import TO_READ, check_archive
from teranga.core.exceptions import FileContentError, ImportRefusedError
from teranga.core.spreadsheets import read_sheets
from teranga.surveys.queries.definitions import Definition, UnreadableFormError, read_definition
from teranga.surveys.services.expression_problems import expression_problems
from teranga.surveys.services.problems import Headers, Problem, problem_from
from teranga.surveys.services.sheet_places import Rows, placed
from teranga.surveys.xforms.xml import XFormError

MAX_BYTES = 5 * 1024**2
MAX_XFORM_BYTES = 8 * 1024**2
SECONDS = 30
_CONVERTER = Path(__file__).with_name("xlsform_converter.py")


class ConversionRefusedError(ImportRefusedError):
    """The sheet is not a questionnaire yet; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(str(problem) for problem in problems[:5]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Conversion:
    xform: bytes
    definition: Definition
    warnings: list[Problem] = field(default_factory=list)

    @property
    def md5(self) -> str:
        return hashlib.md5(self.xform, usedforsecurity=False).hexdigest()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.xform).hexdigest()


def convert_source(content: bytes, *, name: str) -> Conversion:
    """Convert an XLSForm (.xlsx) or take an XForm (.xml); raise `ConversionRefusedError`."""
    extension = name.rpartition(".")[2].lower()
    if len(content) > MAX_BYTES:
        raise _refused(_("This file is too large for a questionnaire: at most 5 MB."))
    if extension == "xml":
        return _checked(content, [])
    if extension != "xlsx":
        raise _refused(_("Send the questionnaire as .xlsx (XLSForm), or as .xml (XForm)."))
    try:
        check_archive(io.BytesIO(content), limits=TO_READ, main_part="xl/workbook.xml")
    except FileContentError as error:
        raise _refused(str(error)) from error
    sheets = _rows_by_sheet(content, name)
    headers = _headers(sheets)
    answer = _run_converter(content)
    if "error" in answer:
        problem = problem_from(str(answer["error"]), headers)
        raise ConversionRefusedError([placed(problem, sheets)])
    xform = _with_identifier(str(answer["xform"]), name).encode()
    warnings = [placed(problem_from(text, headers), sheets) for text in answer["warnings"]]
    return _checked(xform, warnings, survey=sheets.get("survey", ()))


def _checked(xform: bytes, warnings: list[Problem], survey: Rows = ()) -> Conversion:
    if len(xform) > MAX_XFORM_BYTES:
        raise _refused(_("This questionnaire is too large for a telephone."))
    try:
        definition = read_definition(xform)
        problems = expression_problems(xform, survey)
    except (UnreadableFormError, XFormError) as error:
        message = _("This file is not a questionnaire that can be read: %(reason)s")
        raise _refused(message % {"reason": error}) from error
    if problems:
        raise ConversionRefusedError(problems)
    return Conversion(xform, definition, warnings)


def _run_converter(content: bytes) -> dict[str, list[str] | str]:
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, no argument from outside
            [sys.executable, "-I", str(_CONVERTER), ".xlsx"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(_("This sheet takes too long to convert.")) from error
    if done.returncode != 0:
        raise _refused(_("This sheet could not be converted: it asks for too much, or is damaged."))
    answer: dict[str, list[str] | str] = json.loads(done.stdout)
    return answer


def _rows_by_sheet(content: bytes, name: str) -> dict[str, Rows]:
    try:
        sheets = read_sheets(io.BytesIO(content), name=name)
    except ImportRefusedError as error:
        raise _refused(str(error)) from error
    return {sheet.name.strip().lower(): sheet.rows for sheet in sheets if sheet.rows}


def _headers(sheets: Mapping[str, Rows]) -> Headers:
    """Return the column names of each sheet, to say in which cell a mistake is."""
    return {name: [str(cell or "") for cell in rows[0]] for name, rows in sheets.items()}


def _with_identifier(xform: str, name: str) -> str:
    """Call a sheet without settings, which has no identifier, by the name of its file."""
    return re.sub(r'<data id="data"', f'<data id="{slug_of(name)}"', xform, count=1)


def slug_of(name: str) -> str:
    stem = unicodedata.normalize("NFKD", name.rpartition(".")[0] or name)
    plain = re.sub(r"[^a-z0-9]+", "_", stem.encode("ascii", "ignore").decode().lower()).strip("_")
    return plain[:100] or "questionnaire"


def _refused(message: str) -> ConversionRefusedError:
    return ConversionRefusedError([Problem("", "", message)])
