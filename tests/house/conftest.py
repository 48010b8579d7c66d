import pytest
from django.core.cache import cache

from teranga.portal.api.limits import Caller, Limit
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme
from tests.house.planting import Planter, Scope
from tests.house.routes import marks_in, text_of
from tests.house.visitors import different_roles, every_role, strangers


@pytest.fixture
def house(countries, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    monkeypatch.setattr(
        "teranga.portal.api.limits.limits", lambda: dict.fromkeys(Caller, Limit(10**9, 60))
    )
    ours, theirs = make_programme(code="ours"), make_programme(code="theirs")
    part, other_part, far_part = (make_component(p) for p in (ours, ours, theirs))
    scopes = [
        Scope(ours.pk, part.pk, "SEN"),
        Scope(ours.pk, part.pk, "MLI"),
        Scope(ours.pk, other_part.pk, "SEN"),
        Scope(theirs.pk, far_part.pk, "SEN"),
    ]
    owner = make_user()
    planter = Planter()
    planter.plant_everywhere(scopes, owner=owner)
    return House(planter.planted, ours, part, theirs, countries["SEN"])


class House:
    def __init__(self, planted, ours, part, theirs, home):
        self.planted, self.theirs = planted, theirs
        self.scope = (ours, part, home)

    def everyone(self):
        return [*strangers(), *every_role(*self.scope)]

    def the_different(self):
        return [*strangers(), *different_roles(*self.scope)]

    def rows_to_try(self, visitor, models):
        """One closed row of each level, one open one, and every row with a hidden parent.

        That the door closes each row in each scope is shown of the models themselves
        (`test_every_model_opens_exactly_what_the_matrix_says`); here, that it is asked.
        """
        tried = {}
        for row in self.planted.values():
            if row.model in models:
                may = visitor.may_read(row)
                key = (
                    row.mark
                    if row.has_hidden_parent
                    else (row.model, may, not may and row.visibility)
                )
                tried.setdefault(key, row)
        return tried.values()

    def leaks_in(self, visitor, address, response, asked=None):
        shown = marks_in(text_of(response), asked=asked or address)
        return [
            f"{visitor} sees {self.planted[mark]} at {address}"
            for mark in sorted(shown)
            if mark in self.planted and not visitor.may_read(self.planted[mark])
        ]
