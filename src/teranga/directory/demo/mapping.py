"""The mapping in the demo: invented answers, approved as real ones would be."""

from teranga.directory.demo.answers import answered_on, fictitious_answers
from teranga.directory.enums import ConsentScope, FactOrigin
from teranga.directory.models import Organisation
from teranga.directory.services.facts import Provenance
from teranga.directory.services.mapping import MappingAnswer, upsert_organisation
from teranga.programmes.models import Component, Programme

_MORE = frozenset({ConsentScope.LINKS, ConsentScope.NEEDS})
_WORDING = "carto_osc_migration 2026112101"


def load_mapping() -> None:
    """Load the fictitious answers once."""
    if Organisation.objects.filter(is_fictitious=True).exists():
        return
    programme = Programme.objects.get(code="crpm")
    component = Component.objects.filter(programme=programme, code="C2").first()
    for number, values in enumerate(fictitious_answers()):
        said = Provenance(
            on=answered_on(number),
            origin=FactOrigin.MAPPING,
            reference=f"uuid:fictif-{number:04d}",
            wording=_WORDING,
            is_fictitious=True,
        )
        answer = MappingAnswer(
            values,
            said,
            programme.pk,
            component.pk if component else None,
            # Three in four agree to more than the questionnaire asks.
            also_agreed=_MORE if number % 4 else frozenset(),
        )
        upsert_organisation(answer, by=None)
