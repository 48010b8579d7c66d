"""The demo of policy indices: real commitments of States, published; a coding round under way."""

import datetime as dt

from django.db import transaction

from teranga.core.context import acting_as
from teranga.core.enums import Visibility
from teranga.indices.demo.coding import load_demo_coding
from teranga.indices.demo.legal import legal_document
from teranga.indices.models import Edition, PolicyIndex
from teranga.indices.services.editions import freeze_edition
from teranga.programmes.demo import DEMO_ACTOR
from teranga.programmes.services.records import keep_record

# The day the table of ratifications was frozen into the first edition.
PUBLISHED_ON = dt.date(2026, 11, 21)


@transaction.atomic
def load_demo() -> None:
    """Publish the legal commitment index, open a coding round; a second run changes nothing."""
    with acting_as(DEMO_ACTOR):
        _load_legal_index()
        load_demo_coding()


def _load_legal_index() -> None:
    content = legal_document()
    index = keep_record(
        PolicyIndex,
        key={"code": content["index"]["code"]},
        values={
            "name": content["index"]["name"],
            "summary": content["index"]["summary"],
            "visibility": Visibility.PUBLIC,
        },
    )
    if not Edition.objects.filter(index=index, number=1).exists():
        freeze_edition(index, content=content, published_on=PUBLISHED_ON)
