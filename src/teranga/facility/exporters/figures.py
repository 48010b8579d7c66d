"""A figure as a sheet: its lines, what they count, and whether they are of a demonstration."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from teranga.facility.queries.figures import Figure

Row = Sequence[Any]


def figure_rows(figure: Figure) -> list[Row]:
    header = [figure.title, _("Number"), _("What is counted"), _("Remarks"), _("Fictitious")]
    remarks = " ".join(figure.notes)
    return [
        header,
        *(
            [
                row.label,
                row.value if row.value is not None else row.shown,
                figure.subtitle,
                remarks,
                _("fictitious") if figure.is_fictitious else "",
            ]
            for row in figure.rows
        ),
    ]
