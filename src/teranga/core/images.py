"""Pictures are drawn anew: what a camera or an attacker hid in the file is not kept."""

import io
import warnings
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from teranga.core.exceptions import FileContentError
from teranga.core.file_types import MAX_IMAGE_PIXELS

_FORMAT = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}


def redraw_image(stream: IO[bytes], extension: str) -> bytes:
    """Return the picture re-encoded, upright, without metadata; refuse what is not one."""
    wanted = _FORMAT[extension]
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a bomb below twice its limit
            with Image.open(stream, formats=[wanted]) as picture:
                if picture.width * picture.height > MAX_IMAGE_PIXELS:
                    raise FileContentError(_("This picture has too many pixels."))
                upright = ImageOps.exif_transpose(picture)
                return _encode(upright, wanted)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning) as error:
        raise FileContentError(
            _("This file is not a picture of the kind its name says.")
        ) from error
    finally:
        stream.seek(0)


def _encode(picture: Image.Image, wanted: str) -> bytes:
    has_alpha = wanted != "JPEG" and (
        picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    )
    clean = picture.convert("RGBA" if has_alpha else "RGB")
    clean.info.clear()
    buffer = io.BytesIO()
    clean.save(buffer, format=wanted, **_OPTIONS[wanted])
    return buffer.getvalue()
