"""The door that a researcher opens: names, help and examples of the package."""

import doctest
import inspect
from importlib import import_module

import pytest

import teranga_analytics.composite as package
from teranga_analytics.composite import _HOME_OF

FIGURES = ["bars", "ranks", "heat_map", "radar", "scatter"]


def test_every_name_is_exported_once_and_found_at_home():
    assert set(package.__all__) == set(_HOME_OF)
    assert package.__all__ == sorted(package.__all__)
    for name, home in _HOME_OF.items():
        found = getattr(package, name)
        assert found.__module__ == f"{package.__name__}.{home}"


def test_dir_shows_names_not_loaded_yet():
    assert set(package.__all__) <= set(dir(package))


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'build_indx'"):
        _ = package.build_indx


@pytest.mark.parametrize("name", package.__all__)
def test_help_describes_what_goes_in_and_comes_out(name):
    found = getattr(package, name)
    text = inspect.getdoc(found) or ""

    parameters = [
        parameter
        for parameter in inspect.signature(found).parameters
        if parameter not in {"args", "kwargs"}
    ]
    assert len(text.splitlines()) > 1
    assert not parameters or "Parameters\n---" in text or "Attributes\n---" in text
    assert inspect.isclass(found) or "Returns\n---" in text or name.startswith("write_")


@pytest.mark.parametrize(
    "module", ["", ".framework", *(f".figures.{figure}" for figure in FIGURES)]
)
def test_examples_in_docstrings_are_true(module):
    tested = import_module(f"teranga_analytics.composite{module}")

    failed, attempted = doctest.testmod(tested)

    assert attempted > 0
    assert failed == 0
