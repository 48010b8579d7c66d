"""The roster in numbers: what everyone may know of it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from teranga.core.templatetags.numbers import number
from teranga.roster import permissions
from teranga.roster.queries.counts import SMALLEST, Cell, roster_counts
from teranga.roster.queries.experts import own_profile


class OverviewView(TemplateView):
    """Policy: public; counts only, small ones hidden, the same for every `request.user`."""

    template_name = "roster/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = roster_counts()
        user = self.request.user
        tables = [
            (_("By kind of employer"), _("Kind"), counts.by_kind),
            (_("By gender, as stated"), _("Gender"), counts.by_gender),
        ]
        return super().get_context_data(
            counts=counts,
            tables=[_table(*table) for table in tables],
            bars=_bars(counts.by_home),
            smallest=SMALLEST,
            may_list=permissions.can_list_experts(user),
            # A visitor is asked to sign in there; an account without a profile has nothing to see.
            may_open_own=not user.is_authenticated or own_profile(user) is not None,
            may_nominate=permissions.can_create_nominations(user),
            **kwargs,
        )


def _table(caption: str, column: str, cells: Any) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": [{"label": column}, {"label": _("Experts"), "number": True}],
        "rows": [[str(cell.label), _shown(cell)] for cell in cells],
    }


def _bars(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """Return the countries as bars, the longest first; a hidden number has no length."""
    longest = max((cell.value or 0 for cell in cells), default=0) or 1
    return [
        {
            "label": str(cell.label),
            "shown": number(_shown(cell)),
            "width": f"{(cell.value or 0) / longest:.4f}",
        }
        for cell in cells
    ]


def _shown(cell: Cell) -> Any:
    return _("not shown") if cell.value is None else cell.value
