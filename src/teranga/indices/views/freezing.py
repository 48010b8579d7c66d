"""Publishing an edition from a coding round."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.service_form import ServiceFormView, Trail
from teranga.indices import permissions
from teranga.indices.forms.editions import FreezeForm
from teranga.indices.queries.round_content import edition_content
from teranga.indices.queries.round_document import round_document
from teranga.indices.queries.rounds import rounds_visible_to
from teranga.indices.services.editions import freeze_edition, publish_erratum


class EditionFreezeView(ServiceFormView):
    """Policy: those who may adjudicate the round, inside its programme."""

    template_name = "indices/edition_freeze.html"
    form_class = FreezeForm
    heading = gettext_lazy("Publish an edition of this round")
    submit_label = gettext_lazy("Freeze and publish")
    done_words = gettext_lazy("The edition is published. Nothing in it will change.")

    def find(self) -> None:
        self.coding_round = (
            rounds_visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        )
        if self.coding_round is None:
            raise Http404

    def is_allowed(self) -> bool:
        return permissions.can_freeze_round(self.request.user, self.coding_round)

    def trail(self) -> Trail:
        address = reverse("indices:round-detail", args=[self.coding_round.pk])
        return [
            {"label": _("Policy indices"), "url": reverse("indices:index-list")},
            {"label": str(self.coding_round), "url": address},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "coding_round": self.coding_round,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = edition_content(self.coding_round)
        return super().get_context_data(
            n_cells=len(content.cells),
            n_settled=content.n_settled,
            n_countries=len(content.countries),
            has_fictitious=content.is_fictitious,
            **kwargs,
        )

    def act(self, form: FreezeForm) -> str:
        today = timezone.localdate()
        corrected = form.cleaned_data["corrects"]
        content = round_document(self.coding_round)
        if corrected:
            edition = publish_erratum(
                corrected, content=content, note=form.note(), published_on=today
            )
        else:
            edition = freeze_edition(
                self.coding_round.index,
                content=content,
                published_on=today,
                visibility=form.cleaned_data["visibility"],
                note=form.note(),
            )
        return reverse("indices:edition-detail", args=[edition.pk])
