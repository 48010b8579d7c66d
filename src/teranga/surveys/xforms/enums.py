"""Kinds used when a form is read and a submission checked."""

from enum import StrEnum


class FlagKind(StrEnum):
    """What may be wrong with one answer."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    RELEVANT = "relevant"
    TYPE = "type"
    CALCULATION = "calculation"


class FaultKind(StrEnum):
    """What may be wrong with one expression of a form."""

    SYNTAX = "syntax"
    UNKNOWN_PATH = "unknown_path"
    CYCLE = "cycle"
