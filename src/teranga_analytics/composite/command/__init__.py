"""The command ``teranga-index``: check, build, audit, vary, compare and export an index.

Exit codes: 0 done; 1 the input was refused or a verification found differences, with every
problem named; 2 the command line itself is wrong.
"""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``teranga-index``.

    Parameters
    ----------
    arguments
        Words of the command line after the name of the command; those of the process when None.

    Returns
    -------
    int
        Exit code.
    """
    # Help must come at once: the engine and its libraries wait until a command needs them.
    from teranga_analytics.composite.command.dispatch import run  # noqa: PLC0415

    return run(arguments)
