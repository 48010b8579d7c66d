"""XForms read and checked in plain Python: bytes in, dataclasses out; no table, no request."""
