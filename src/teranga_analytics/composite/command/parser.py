"""The words of the command line. Nothing heavy is imported here: help must come at once."""

import argparse

DESCRIPTION = """\
Composite indices that anyone can check.

A SOURCE is a folder written by `build`, or a table: CSV, XLSX or Parquet with one row per unit
(then --meta is a table of elements, COINr's iMeta), or one row per cell (then --meta is a codebook
in YAML). A workbook with the sheets iData and iMeta needs no --meta.
"""
EPILOGUE = "Exit codes: 0 done; 1 input refused or verification failed; 2 wrong command line."


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``teranga-index``."""
    parser = argparse.ArgumentParser(
        prog="teranga-index",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _check(commands)
    _build(commands)
    _audit(commands)
    _uncertainty(commands)
    _sensitivity(commands)
    _compare(commands)
    _whatif(commands)
    _export(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse gives it no public name


def _command(
    commands: "Commands[argparse.ArgumentParser]",
    name: str,
    summary: str,
    *,
    optional_source: bool = False,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary, epilog=EPILOGUE)
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?" if optional_source else None,
        help="folder written by build, or table of data",
    )
    parser.add_argument("--meta", metavar="FILE", help="table of elements, or codebook (.yaml)")
    parser.add_argument("--pipeline", metavar="FILE", help="steps as JSON; sensible ones if absent")
    parser.add_argument(
        "--reading",
        choices=("volume", "favourability"),
        default="volume",
        help="what a high score means, with a codebook",
    )
    parser.add_argument("--json", action="store_true", help="write JSON for machines")
    return parser


def _check(commands: "Commands[argparse.ArgumentParser]") -> None:
    _command(commands, "check", "Read the input and the pipeline and name every problem at once")


def _build(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "build", "Compute the index", optional_source=True)
    parser.add_argument("--out", metavar="DIR", help="folder for the data package of the index")
    parser.add_argument("--title", default="", help="title of the package")
    parser.add_argument("--package", metavar="DIR", help="compute a package again")
    parser.add_argument(
        "--verify", action="store_true", help="compare every byte of the package with its own"
    )


def _audit(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "audit", "Correlations, consistency, components and influence")
    parser.add_argument("--time", type=float, help="wave of a panel; the last one by default")


def _study(parser: argparse.ArgumentParser, *, node: bool = True) -> None:
    parser.add_argument("--study", metavar="FILE", help="what varies, as JSON")
    parser.add_argument("--seed", type=_natural, help="same seed, same numbers")
    if node:
        parser.add_argument("--node", metavar="CODE", help="node to report on; the top by default")


def _uncertainty(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "uncertainty", "Intervals of scores and ranks when choices vary")
    _study(parser)
    parser.add_argument("--replications", type=_positive, metavar="N", help="number of draws")
    parser.add_argument("--top", type=_positive, default=3, metavar="K", help="places at the top")
    parser.add_argument("--threads", type=_positive, default=1, metavar="N")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="Dask scheduler on which the replications run"
    )


def _sensitivity(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "sensitivity", "Which choices the scores depend on")
    _study(parser)
    parser.add_argument(
        "--base",
        type=_positive,
        default=1024,
        metavar="N",
        help="size of the Sobol sample, best a power of two; N x (choices + 2) runs",
    )
    parser.add_argument(
        "--output", choices=("score", "rank"), default="score", help="what is followed per unit"
    )
    parser.add_argument(
        "--shapley", action="store_true", help="share the variance out, interactions included"
    )
    parser.add_argument("--threads", type=_positive, default=1, metavar="N")


def _compare(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "compare", "The index beside other versions of it")
    parser.add_argument(
        "--with",
        dest="others",
        action="append",
        default=[],
        metavar="PATH",
        help="another pipeline (.json) or another package; may be repeated",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="CODE",
        help="element to leave out; may be repeated; each indicator in turn when nothing is said",
    )
    parser.add_argument("--node", metavar="CODE", help="node to compare; the top by default")


def _whatif(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "whatif", "The scores if some values were others")
    parser.add_argument(
        "--set",
        dest="changes",
        action="append",
        required=True,
        metavar="UNIT.INDICATOR=VALUE",
        help="a value to suppose, or best for the best level; may be repeated",
    )
    parser.add_argument("--time", type=float, help="wave of a panel; the last one by default")
    _study(parser, node=False)
    parser.add_argument(
        "--replications", type=_positive, default=500, metavar="N", help="draws for rank bands"
    )


def _export(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "export", "Write the index for other tools and for readers")
    parser.add_argument(
        "--format",
        required=True,
        choices=("csv", "parquet", "xlsx", "coinr", "sdmx", "package", "figures"),
    )
    parser.add_argument("--out", required=True, metavar="PATH", help="file, or folder for several")
    parser.add_argument("--period", metavar="YEAR", help="year of the scores, for SDMX")
    parser.add_argument("--agency", default="TERANGA", help="maintenance agency, for SDMX")
    parser.add_argument("--dataflow", default="POLICY_INDEX", help="dataflow, for SDMX")
    parser.add_argument("--language", choices=("en", "fr"), default="en", help="of the figures")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"wanted a whole number from 1, saw {text!r}")
    return number


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"wanted a whole number from 0, saw {text!r}")
    return int(text)
