import datetime as dt

import pytest
from django.utils import translation

from teranga.facility.forms.teams import PortfolioForm


@pytest.mark.parametrize(("language", "words"), [("fr", "femmes"), ("en", "women")])
def test_shares_are_written_in_the_language_of_each_reader(language, words):
    with translation.override(language):
        form = PortfolioForm(today=dt.date(2026, 11, 21))

        assert [label.split()[-1] for _share, label in form.fields["women_share"].choices] == [
            words
        ] * 4


def test_choice_keeps_the_shares_asked_and_the_usual_ones():
    today = dt.date(2026, 11, 21)

    asked = PortfolioForm({"women_share": "50", "home_share": "25"}, today=today).choice()
    usual = PortfolioForm({}, today=today).choice()

    assert (asked.women_share, asked.home_share) == (0.5, 0.25)
    assert (usual.women_share, usual.home_share) == (0.4, 0.15)
