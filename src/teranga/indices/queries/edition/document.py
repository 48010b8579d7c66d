"""The frozen document of an edition: all that its pages, files and figures are made of.

A document is JSON. `index`, `edition` and `codebook` say what was measured; `units` and
`groups` whom; `cells` hold each code with its dates, its evidence and what is unsure;
`readings` how scores are made; `results` and `series` the scores as published. Nothing else
is read to show an edition: live rounds may go on without changing a published page.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

SCHEMA = "teranga-edition/1"
NOT_APPLICABLE = "NA"
NOT_FOUND = "NF"
NOT_CODED = "NC"

Document = Mapping[str, Any]


def canonical(document: Document) -> bytes:
    """Write a document so that the same content gives the same bytes."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(document: Document) -> str:
    """SHA-256 of a document, in hexadecimal: what an edition is cited with."""
    return hashlib.sha256(canonical(document)).hexdigest()


def pack(document: Document) -> bytes:
    """Compress a document for keeping; the same document gives the same bytes."""
    return gzip.compress(canonical(document), mtime=0)


def unpack(content: bytes) -> dict[str, Any]:
    """Read a kept document back; an edition without content has an empty one."""
    return json.loads(gzip.decompress(content)) if content else {}
