"""From the words of the command line to a report and an exit code."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from teranga_analytics.composite.command.parser import build_parser


def run(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, run the command, write its report.

    Parameters
    ----------
    arguments
        Words after the name of the command; those of the process when None.

    Returns
    -------
    int
        Exit code: 0 done, 1 refused or different, 2 wrong command line.
    """
    parser = build_parser()
    try:
        stated = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    if stated.source is None and getattr(stated, "package", None) is None:
        sys.stderr.write(f"{parser.prog} build: wanted SOURCE or --package DIR, saw neither\n")
        return 2
    return _reported(stated)


def _reported(arguments: Namespace) -> int:
    # What follows needs the engine; help and mistakes of spelling do not.
    from teranga_analytics.composite.command.output import Report, refusal, written  # noqa: PLC0415
    from teranga_analytics.composite.pipeline.running import StepError  # noqa: PLC0415
    from teranga_analytics.composite.problems import (  # noqa: PLC0415
        InvalidInputError,
        Problem,
    )

    module = import_module(f"teranga_analytics.composite.command.{arguments.command}")
    command: Callable[[Namespace], Report] = module.run
    try:
        report = command(arguments)
    except InvalidInputError as error:
        report = refusal(error.problems)
    except StepError as error:
        wanted = "data that this step can work on"
        report = refusal([Problem("pipeline", error.number, error.step.step, error.reason, wanted)])
    except OSError as error:
        seen = error.strerror or str(error)
        report = refusal([Problem(str(error.filename), None, None, seen, "a place to write")])
    text = written(report, as_json=arguments.json)
    refused = report.exit_code and not arguments.json
    (sys.stderr if refused else sys.stdout).write(text)
    return report.exit_code
