"""A progress bar on the terminal, and nothing anywhere else."""

import sys
from typing import TextIO

_WIDTH = 30


class ProgressBar:
    """Shows how far a long computation is, on standard error and only on a terminal.

    Parameters
    ----------
    label
        What is being done.
    stream
        Where to show it; standard error when None.
    """

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = sys.stderr if stream is None else stream
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` parts are finished; at the end the bar goes away."""
        if not self._stream.isatty() or total <= 0:
            return
        percent = 100 * done // total
        if percent == self._shown:
            return
        self._shown = percent
        if done >= total:
            self._stream.write("\r\033[K")
        else:
            filled = _WIDTH * done // total
            bar = "█" * filled + "·" * (_WIDTH - filled)
            self._stream.write(f"\r{self._label} {bar} {percent:3d}% ({done}/{total})")
        self._stream.flush()
