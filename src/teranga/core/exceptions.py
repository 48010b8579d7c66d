"""The error tree. Every message is translated and safe to show to anyone.

TerangaError
├── InvalidTransitionError     the thing is no longer in the state the order needs
├── StaleEditError             someone else saved first
├── DeletionRefusedError       things are archived, not deleted
├── FileRefusedError           type, size or content of an upload
├── ImportRefusedError         a sheet that cannot be read at all
└── InstallationError          the installation itself is wrong (teranga check, restore)
"""


class TerangaError(Exception):
    """A refusal that says what is missing and who can help."""


class InvalidTransitionError(TerangaError):
    pass


class StaleEditError(TerangaError):
    pass


class DeletionRefusedError(TerangaError):
    pass


class FileRefusedError(TerangaError):
    pass


class ImportRefusedError(TerangaError):
    pass


class InstallationError(TerangaError):
    pass
