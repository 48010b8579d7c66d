"""How far the data have come: one number that any change moves."""

from teranga.core.models import AuditEntry


def last_change() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
