"""Search over everything the visitor may see."""

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import get_language

from teranga.core.contributions import shelves
from teranga.core.search.find import SearchPage, search_documents
from teranga.portal.views.policy import PublicPageView

MAX_LENGTH = 200


class SearchView(PublicPageView):
    template_name = "portal/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()[:MAX_LENGTH]
        kind = self.request.GET.get("kind", "")
        number = self.request.GET.get("page", "")
        everything = self._search(asked)
        narrowed = self._search(asked, kind=kind, number=number) if kind or number else everything
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "kind": kind,
            "page": narrowed,
            "kinds": self._kinds(asked, kind, everything),
            "more": urlencode({"q": asked, "kind": kind}),
        }

    def _search(self, asked: str, *, kind: str = "", number: str = "") -> SearchPage:
        return search_documents(
            self.request.user,
            asked,
            models=[kind] if kind else None,
            language=(get_language() or "fr").split("-")[0],
            page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        )

    def _kinds(self, asked: str, kind: str, everything: SearchPage) -> list[dict[str, Any]]:
        """Return the kinds found, each a link that narrows the list."""
        found = [
            (source.model._meta.label_lower, source.kind)
            for source in shelves.search
            if source.model._meta.label_lower in everything.n_by_model
        ]
        return [
            {
                "label": label,
                "count": everything.n_by_model[model],
                "url": "?" + urlencode({"q": asked, "kind": model}),
                "current": model == kind,
            }
            for model, label in found
        ]
