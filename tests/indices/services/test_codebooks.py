import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.queries.codebooks import difference, domains_of
from teranga.indices.services.codebooks import import_codebook, put_codebook_in_force
from tests.factories.coding import Workshop, small_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(countries):
    return Workshop(is_open=False, domains=())


def import_version(workshop, document, *, by=None):
    return import_codebook(
        workshop.index, document=document, heading="", by=by or workshop.adjudicator
    )


def test_import_writes_the_tree_and_the_entries(workshop):
    domains = domains_of(workshop.codebook)

    assert [view.domain.code for view in domains] == ["CIT", "ELE"]
    assert [entry.indicator_version.indicator.code for entry in domains[0].entries] == [
        "CIT01",
        "CIT02",
        "CIT03",
    ]
    assert domains[0].domain.parent.code == "POLICY"


def test_changed_level_wording_starts_a_new_indicator_version(workshop):
    document = small_document("2.0")
    document["domains"][0]["indicators"][0]["levels"][2]["en"] = "Level 2, made clear"
    document["domains"][0]["indicators"][1]["label"]["fr"] = "Autre libellé"
    new = import_version(workshop, document)

    found = difference(workshop.codebook, new)

    assert [(c.code, c.breaks_series) for c in found.entries] == [("CIT01", True), ("CIT02", False)]
    assert (found.entries[0].old_number, found.entries[0].new_number) == (1, 2)
    assert found.n_broken == 1


def test_difference_names_what_is_added_and_removed(workshop):
    document = small_document("2.0")
    removed = document["domains"][0]["indicators"].pop()
    document["domains"][1]["indicators"].append({**removed, "id": "ELE02"})

    found = difference(workshop.codebook, import_version(workshop, document))

    kinds = {change.code: change.kind for change in found.entries}
    assert kinds == {"CIT03": "removed", "ELE02": "added"}


def test_same_label_twice_is_refused(workshop):
    with pytest.raises(ValidationError):
        import_version(workshop, small_document())


def test_new_version_in_force_supersedes_the_former(workshop):
    new = put_codebook_in_force(
        import_version(workshop, small_document("2.0")), by=workshop.adjudicator
    )
    workshop.codebook.refresh_from_db()

    assert (workshop.codebook.state, new.state) == ("superseded", "in_force")
    with pytest.raises(InvalidTransitionError):
        put_codebook_in_force(new, by=workshop.adjudicator)


@pytest.mark.parametrize("who", ["first", "focal_point"])
def test_import_without_right_is_refused(workshop, who):
    with pytest.raises(PermissionDenied):
        import_version(workshop, small_document("2.0"), by=getattr(workshop, who))
