import tomllib
from pathlib import Path

from teranga_analytics.composite.export.version import ENGINE_VERSION


def test_engine_version_is_that_of_the_distribution():
    root = Path(__file__).parents[4]

    with (root / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == ENGINE_VERSION
