"""Which files people may add: one table, each type with its limit and its signature."""

from dataclasses import dataclass
from typing import Literal

MIB = 1024**2
Family = Literal["pdf", "office", "open_document", "image", "text"]


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file, told by its extension and proven by its content.

    `main_part` is the member without which a zipped document is not what it says.
    """

    extension: str
    content_type: str
    family: Family
    max_bytes: int
    main_part: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

FILE_TYPES = {
    kind.extension: kind
    for kind in (
        FileType("pdf", "application/pdf", "pdf", 200 * MIB),
        FileType(
            "docx",
            f"{_OFFICE}.wordprocessingml.document",
            "office",
            50 * MIB,
            "word/document.xml",
        ),
        FileType("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "office", 20 * MIB, "xl/workbook.xml"),
        FileType(
            "pptx",
            f"{_OFFICE}.presentationml.presentation",
            "office",
            100 * MIB,
            "ppt/presentation.xml",
        ),
        FileType("odt", f"{_OPEN}.text", "open_document", 50 * MIB, "content.xml"),
        FileType("ods", f"{_OPEN}.spreadsheet", "open_document", 20 * MIB, "content.xml"),
        FileType("jpg", "image/jpeg", "image", 20 * MIB),
        FileType("jpeg", "image/jpeg", "image", 20 * MIB),
        FileType("png", "image/png", "image", 20 * MIB),
        FileType("webp", "image/webp", "image", 20 * MIB),
        FileType("csv", "text/csv; charset=utf-8", "text", 20 * MIB),
        FileType("txt", "text/plain; charset=utf-8", "text", 5 * MIB),
    )
}

MAX_IMAGE_PIXELS = 40_000_000
"""About the largest camera in use; a picture unpacks to 3 or 4 bytes a pixel."""
