"""Declared parameters of methods: read from the signature of the function that does the work."""

import inspect
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

JsonValue = Any  # a JSON document: no narrower static type survives json.loads


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method or option of a step.

    Parameters
    ----------
    name
        Its name.
    annotation
        Type of the values admitted, as annotated.
    default
        Value when not stated; `inspect.Parameter.empty` when it must be stated.
    """

    name: str
    annotation: object
    default: object = inspect.Parameter.empty

    @property
    def is_required(self) -> bool:
        """Whether the parameter must be stated."""
        return self.default is inspect.Parameter.empty


def keyword_parameters(
    function: Callable[..., object], given: Collection[str] = ()
) -> dict[str, Parameter]:
    """Read the keyword-only parameters of a function.

    Parameters
    ----------
    function
        An annotated function.
    given
        Names that the engine supplies and a pipeline may not state.

    Returns
    -------
    dict
        Parameters by name, in order of declaration.
    """
    hints = get_type_hints(function)
    return {
        name: Parameter(name, hints[name], parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and name not in given
    }


def parameter_complaints(
    declared: Mapping[str, Parameter], stated: Mapping[str, JsonValue]
) -> list[tuple[str, str, str]]:
    """List what is wrong with stated parameters.

    Parameters
    ----------
    declared
        Parameters that exist.
    stated
        Values stated, by name.

    Returns
    -------
    list of tuple
        Name, what was seen, what was wanted.
    """
    names = ", ".join(declared) or "no parameter"
    complaints = [
        (name, f"parameter {name!r}", f"one of: {names}") for name in stated if name not in declared
    ]
    for name, parameter in declared.items():
        if name not in stated:
            if parameter.is_required:
                complaints.append((name, "nothing", f"{described(parameter.annotation)}"))
        elif not fits(stated[name], parameter.annotation):
            complaints.append((name, repr(stated[name]), described(parameter.annotation)))
    return complaints


def fits(value: JsonValue, annotation: object) -> bool:
    """Tell whether a JSON value is admitted by a type annotation.

    Parameters
    ----------
    value
        Number, text, boolean, None, list or dict.
    annotation
        ``float``, ``int``, ``bool``, ``str``, ``None``, a ``Literal``, a union, a sequence or a
        mapping of such types.

    Returns
    -------
    bool
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        return any(fits(value, argument) for argument in arguments)
    if origin is Literal:
        return any(value == choice and type(value) is type(choice) for choice in arguments)
    if origin in {Sequence, list, tuple}:
        return isinstance(value, list | tuple) and all(fits(item, arguments[0]) for item in value)
    if origin in {Mapping, dict}:
        return isinstance(value, Mapping) and all(
            fits(key, arguments[0]) and fits(item, arguments[1]) for key, item in value.items()
        )
    return _fits_plainly(value, annotation)


def _fits_plainly(value: JsonValue, annotation: object) -> bool:
    if annotation is type(None):
        return value is None
    if annotation is float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value) < float("inf")
    if annotation is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(annotation, type) and isinstance(value, annotation)


def described(annotation: object) -> str:
    """Say in words what a type annotation admits."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        return " or ".join(described(argument) for argument in arguments)
    if origin is Literal:
        return "one of " + ", ".join(repr(choice) for choice in arguments)
    if origin in {Sequence, list, tuple}:
        return f"a list of ({described(arguments[0])})"
    if origin in {Mapping, dict}:
        return f"a mapping of ({described(arguments[0])}) to ({described(arguments[1])})"
    words = {float: "a number", int: "a whole number", bool: "true or false", str: "text"}
    return "null" if annotation is type(None) else words.get(annotation, str(annotation))  # type: ignore[call-overload]
