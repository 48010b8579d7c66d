"""What the command says, wherever its words go."""

import sys
from pathlib import Path

import pytest

from teranga.command.words import complain


def test_complaint_no_disk_can_take_stops_nothing(monkeypatch):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device here is always full")
    log = full.open("w", encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", log)

    complain("web est relancé.")

    with pytest.raises(OSError, match="No space left"):
        log.close()
