"""Publishing editions: numbered, dated, scored once, frozen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.models import Edition, PolicyIndex
from teranga.indices.queries.edition.document import Document, digest, pack
from teranga.indices.queries.edition.results import with_results
from teranga_analytics.composite.export.version import ENGINE_VERSION

Texts = Mapping[str, str]


@transaction.atomic
def freeze_edition(
    index: PolicyIndex,
    *,
    content: Document,
    published_on: dt.date,
    visibility: str = Visibility.PUBLIC,
    note: Texts | None = None,
    corrects: Edition | None = None,
) -> Edition:
    """Publish the next edition of an index; nothing in it changes afterwards."""
    # Two people publishing at once: the second gets the next number.
    locked = PolicyIndex.objects.select_for_update().get(pk=index.pk)
    if not content["units"] or not content["codebook"]["indicators"]:
        raise InvalidTransitionError(_("There is nothing to publish: no country, no indicator."))
    last = Edition.objects.filter(index=locked).order_by("-number").first()
    number = last.number + 1 if last else 1
    document = with_results({**content, "edition": _identity(number, published_on, note, corrects)})
    edition = Edition(
        index=locked,
        number=number,
        title=dict(document["index"]["name"]),
        period=document["period"],
        published_on=published_on,
        note=dict(note or {}),
        corrects=corrects,
        sha256=digest(document),
        engine_version=ENGINE_VERSION,
        n_countries=len(document["units"]),
        n_indicators=len(document["codebook"]["indicators"]),
        is_fictitious=any(cell.get("fictitious") for cell in document["cells"]),
        content=pack(document),
        visibility=visibility,
        programme_id=locked.programme_id,
        component_id=locked.component_id,
    )
    edition.full_clean(exclude=["note"])
    edition.save()
    return edition


def publish_erratum(
    edition: Edition, *, content: Document, note: Texts, published_on: dt.date
) -> Edition:
    """Correct an edition by a new one, which says what changed; the first one stays readable."""
    if not any(text.strip() for text in note.values()):
        raise InvalidTransitionError(_("Say what this edition corrects."))
    return freeze_edition(
        edition.index,
        content=content,
        published_on=published_on,
        visibility=edition.visibility,
        note=note,
        corrects=edition,
    )


def _identity(
    number: int, published_on: dt.date, note: Texts | None, corrects: Edition | None
) -> dict[str, Any]:
    return {
        "number": number,
        "published_on": published_on.isoformat(),
        "engine": ENGINE_VERSION,
        "note": dict(note or {}),
        "corrects": {"number": corrects.number, "sha256": corrects.sha256} if corrects else None,
    }
