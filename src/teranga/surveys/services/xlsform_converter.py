"""Run as a program of its own: read an XLSForm from standard input, write JSON.

It limits itself before it opens anything, and imports nothing of the platform.
"""

import io
import json
import resource
import sys

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
UNREADABLE = 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    from pyxform.errors import PyXFormError  # noqa: PLC0415 - after the limits
    from pyxform.xls2xform import convert  # noqa: PLC0415 - after the limits

    content, kind = sys.stdin.buffer.read(), sys.argv[1]
    try:
        done = convert(
            io.BytesIO(content), file_type=kind, validate=False, pretty_print=False,
            form_name="data",
        )  # fmt: skip
    except PyXFormError as error:
        json.dump({"error": str(error)[:2000]}, sys.stdout)
        return 0
    except (MemoryError, RecursionError, ValueError, KeyError, TypeError, AttributeError, OSError):
        return UNREADABLE
    json.dump({"xform": done.xform, "warnings": [str(w)[:500] for w in done.warnings]}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
