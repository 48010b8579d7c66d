"""The error tree. Every message is translated and safe to show to anyone.

TerangaError
├── InvalidTransitionError     the thing is no longer in the state the order needs
├── StaleEditError             someone else saved first
├── DeletionRefusedError       things are archived, not deleted
├── FileRefusedError           type, size or content of an upload
│   ├── FileTooLargeError
│   ├── FileTypeRefusedError
│   └── FileContentError
├── ImportRefusedError         a sheet that cannot be read at all
├── JobRefusedError            a job that cannot start or go on
├── DamagedFileError           a stored file that no longer has its hash
└── InstallationError          the installation itself is wrong (teranga check, restore)

`status` is how a web page answers when nobody nearer caught the error.
"""

from http import HTTPStatus
from typing import ClassVar


class TerangaError(Exception):
    """A refusal that says what is missing and who can help."""

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT


class InvalidTransitionError(TerangaError):
    pass


class StaleEditError(TerangaError):
    pass


class DeletionRefusedError(TerangaError):
    pass


class FileRefusedError(TerangaError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class FileTooLargeError(FileRefusedError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class FileTypeRefusedError(FileRefusedError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class FileContentError(FileRefusedError):
    pass


class ImportRefusedError(TerangaError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class JobRefusedError(TerangaError):
    pass


class DamagedFileError(TerangaError):
    status = HTTPStatus.GONE


class InstallationError(TerangaError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
