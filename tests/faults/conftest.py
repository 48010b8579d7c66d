"""The same installations, for the tests that break things around them."""

from tests.command.conftest import (  # noqa: F401 - fixtures
    installation,
    migrated_installation,
    new_installation,
    used_installation,
    workshop,
)
