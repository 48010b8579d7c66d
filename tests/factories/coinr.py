"""COINr itself, where R has it: the reference tool, asked beside us."""

import shutil
import subprocess

import pytest


def run_coinr(*arguments, folder):
    """Run Rscript in a folder; skip the test where R or its COINr is not on the machine."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not on this machine")
    done = subprocess.run(
        [rscript, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if "there is no package called" in done.stderr:
        pytest.skip("R has no COINr")
    assert done.returncode == 0, done.stderr
