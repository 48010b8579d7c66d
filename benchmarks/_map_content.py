"""Twenty thousand organisations of the mapping, for the measures of the map."""

import random

import django

django.setup()

from django.db import transaction  # noqa: E402

from teranga.core.audit import write_audit  # noqa: E402
from teranga.core.context import Actor, acting_as  # noqa: E402
from teranga.core.enums import AuditAction  # noqa: E402
from teranga.core.installation.tables import bring_up_to_date  # noqa: E402
from teranga.core.models import Country, Theme  # noqa: E402
from teranga.core.search.words import fold  # noqa: E402
from teranga.directory.models import FactSheet, Organisation  # noqa: E402
from teranga.directory.queries.places import towns  # noqa: E402
from teranga.directory.queries.questions import capacities, choices_of  # noqa: E402

N_ORGANISATIONS = 20_000
_ASKED = ("niv_", "pri_")


@transaction.atomic
def fill() -> None:
    draw = random.Random(11)
    listed = [town for town in towns().values() if town.point]
    alpha3 = dict(Country.objects.values_list("alpha2", "alpha3"))
    rows = [_organisation(draw, n, draw.choice(listed), alpha3) for n in range(N_ORGANISATIONS)]
    # Past the audit and the search index: what is measured only reads.
    Organisation._base_manager.bulk_create(rows, batch_size=2_000)
    sheets = [
        FactSheet(
            organisation=row, visibility="public", country_id=row.country_id, facts=_facts(draw)
        )
        for row in rows
    ]
    FactSheet._base_manager.bulk_create(sheets, batch_size=2_000)
    themes = list(Theme.objects.filter(taxonomy="osc").values_list("pk", flat=True))
    through = Organisation.themes.through
    through.objects.bulk_create(
        [
            through(organisation_id=row.pk, theme_id=theme)
            for row in rows
            for theme in draw.sample(themes, 2)
        ],
        batch_size=5_000,
    )
    # One line for all: an installation that holds organisations holds lines of audit.
    with acting_as(Actor(label="bench")):
        write_audit(AuditAction.CREATED, Organisation, rows[0].pk, detail={"rows": len(rows)})


def _organisation(draw, number, town, alpha3):
    latitude, longitude = town.point
    name = f"Organisation {number:05d} {town.name}"
    return Organisation(
        name=name,
        folded_name=fold(name),
        search_text=fold(f"{name} {town.name}"),
        kind=draw.choice(["cso", "diaspora", "union", "research"]),
        level=draw.choice(["local", "national", "regional"]),
        country_id=alpha3[town.alpha2],
        city=town.name,
        latitude=latitude + draw.uniform(-0.4, 0.4),
        longitude=longitude + draw.uniform(-0.4, 0.4),
        precision="exact",
        visibility="public",
        is_fictitious=True,
    )


def _facts(draw):
    values = {
        "publics": draw.sample(list(choices_of("public")), 3),
        "institutions": draw.sample(list(choices_of("type_institution")), 2),
        **{f"{kind}{code}": "2" for code in draw.sample(list(capacities()), 2) for kind in _ASKED},
    }
    return {
        c: {"value": v, "on": "2026-01-01", "by": "mapping", "ref": ""} for c, v in values.items()
    }


bring_up_to_date()
fill()
