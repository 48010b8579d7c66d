"""Reading the files of demo content that stand beside the code."""

from importlib import resources
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, name: str) -> Any:
    """Return the content of a YAML file of that package's folder."""
    return yaml.load((resources.files(package) / name).read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader, in C
