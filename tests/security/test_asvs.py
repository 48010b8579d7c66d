"""The table of requirements names tests that exist, and loses no requirement."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "security" / "asvs.md"
N_REQUIREMENTS = 74
_ROW = re.compile(r"^\| (V[\d.]+) \| [12] \| .+ \| (.+) \|$", re.M)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def requirements():
    return dict(_ROW.findall(TABLE.read_text(encoding="utf-8")))


def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_has_a_proof_or_a_reason():
    proofs = requirements()

    assert len(proofs) == N_REQUIREMENTS
    assert [
        name
        for name, proof in proofs.items()
        if not _TEST.search(proof) and not proof.startswith("not tested: ")
    ] == []


def test_every_test_named_exists():
    named = {pair for proof in requirements().values() for pair in _TEST.findall(proof)}

    missing = [
        f"{path}::{test}"
        for path, test in sorted(named)
        if not (ROOT / path).exists() or test not in functions_of(path)
    ]

    assert len(named) > 60
    assert missing == []
