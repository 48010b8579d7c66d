"""Run as a program of its own: read a workbook from standard input, write JSON.

It limits itself before it opens anything, and imports nothing of the platform.
"""

import datetime as dt
import io
import json
import resource
import sys

MEMORY_BYTES = 768 * 1024**2
CPU_SECONDS = 15
MAX_TEXT = 32_767  # of a cell, in the format itself
TOO_MANY_CELLS = 3
UNREADABLE = 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    max_rows, max_columns = (int(argument) for argument in sys.argv[1:3])

    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - after the limits

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.end is not None and (sheet.end[0] >= max_rows or sheet.end[1] >= max_columns):
                return TOO_MANY_CELLS
            rows = [
                [_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            sheets.append({"name": name, "rows": rows})
    except (CalamineError, MemoryError, ValueError, OverflowError):
        return UNREADABLE
    json.dump(sheets, sys.stdout)
    return 0


def _plain(cell: object) -> object:
    if isinstance(cell, str):
        if len(cell) > MAX_TEXT:
            raise ValueError("A cell holds more than its format allows.")
        return cell or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, dt.datetime):
        return ["at", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["on", cell.isoformat()]
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell


if __name__ == "__main__":
    sys.exit(main())
