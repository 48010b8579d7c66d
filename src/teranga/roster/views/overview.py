"""The roster in numbers: what everyone may know of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from teranga.roster import permissions
from teranga.roster.queries.counts import SMALLEST, Cell, roster_counts


class OverviewView(TemplateView):
    """Policy: public; counts only, small ones hidden, the same for every `request.user`."""

    template_name = "roster/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = roster_counts()
        user = self.request.user
        tables = [
            (_("By kind of employer"), _("Kind"), counts.by_kind),
            (_("By gender, as stated"), _("Gender"), counts.by_gender),
            (_("By country of the employer"), _("Country"), counts.by_home),
        ]
        return super().get_context_data(
            counts=counts,
            tables=[_table(*table) for table in tables],
            smallest=SMALLEST,
            may_list=permissions.can_list_experts(user),
            may_nominate=permissions.can_create_nominations(user),
            **kwargs,
        )


def _table(caption: str, column: str, cells: Any) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": [{"label": column}, {"label": _("Experts"), "number": True}],
        "rows": [[str(cell.label), _shown(cell)] for cell in cells],
    }


def _shown(cell: Cell) -> Any:
    return _("not shown") if cell.value is None else cell.value
