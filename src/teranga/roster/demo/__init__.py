"""A fictitious roster: 675 profiles told by a code, in the proportions the facility published."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.context import acting_as
from teranga.core.enums import AuditAction, Visibility
from teranga.core.models import Country, Theme
from teranga.core.search.index import index_rows
from teranga.programmes.demo import DEMO_ACTOR
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Programme
from teranga.roster.demo.shares import Share, codes_of, deployed_shares, other_shares
from teranga.roster.enums import PeriodKind, PracticeLevel, ProfileState
from teranga.roster.models import AvailabilityPeriod, ExpertLanguage, ExpertProfile
from teranga.roster.services.vetting import months_after

_HERE = "teranga.roster.demo"
_EXPERT_ACCOUNT = "expertise@demo.teranga.example"
_SEED = 20_19
# Beside the experts in the roster, some who wait: the queue of the team is not empty.
_WAITING = (ProfileState.SUBMITTED,) * 4 + (ProfileState.DRAFT,) * 2


@transaction.atomic
def load_demo() -> None:
    """Load the profiles, all marked fictitious; a second run changes nothing."""
    if ExpertProfile.objects.filter(is_fictitious=True).exists():
        return
    document = read_yaml(_HERE, "distribution.yaml")
    with acting_as(DEMO_ACTOR):
        _Roster(document, timezone.localdate()).write()


def deployed_profiles() -> list[ExpertProfile]:
    """Return the fictitious profiles that stand for the 340 experts deployed, in a fixed order."""
    document = read_yaml(_HERE, "distribution.yaml")
    alpha2 = dict(Country.objects.values_list("alpha3", "alpha2"))
    shares = deployed_shares(document, np.random.default_rng(_SEED))
    present = {
        profile.code: profile for profile in ExpertProfile.objects.filter(is_fictitious=True)
    }
    return [present[code] for code in codes_of(shares, alpha2) if code in present]


class _Roster:
    """Draws what no source says, always the same, around what it says."""

    def __init__(self, document: Mapping[str, Any], today: dt.date) -> None:
        self.document = document
        self.today = today
        self.random = np.random.default_rng(_SEED)
        self.countries = Country.objects.in_bulk()
        self.programme = Programme.objects.get(code="mieux")
        self.themes = dict(document["themes"])
        self.gcm = list(
            Theme.objects.filter(taxonomy="gcm").order_by("position").values_list("pk", flat=True)
        )

    def write(self) -> None:
        deployed = deployed_shares(self.document, self.random)
        others = other_shares(self.document, self.random)
        shares = [*deployed, *others, *others[: len(_WAITING)]]
        states = [ProfileState.ACTIVE] * (len(deployed) + len(others)) + list(_WAITING)
        alpha2 = {code: country.alpha2 for code, country in self.countries.items()}
        profiles = [
            self._profile(code, share, state)
            for code, share, state in zip(codes_of(shares, alpha2), shares, states, strict=True)
        ]
        own = User.objects.filter(email=_EXPERT_ACCOUNT).first()
        profiles[0].owner = own
        # Indexed once, when their lines are there; audited like any row.
        QuerySet[ExpertProfile](ExpertProfile).bulk_create(profiles)
        for profile in profiles:
            write_audit(AuditAction.CREATED, ExpertProfile, profile.pk)
        self._links(profiles)
        rows = ExpertProfile.objects.select_related("home_country")
        index_rows(rows.prefetch_related("themes", "countries_known", "languages__language"))

    def _profile(self, code: str, share: Share, state: ProfileState) -> ExpertProfile:
        keep = int(self.random.choice([12, 24]))
        agreed = self.today - dt.timedelta(days=int(self.random.integers(0, 330)))
        is_active = state == ProfileState.ACTIVE
        cost = None
        if share.kind == "non_governmental":
            cost = int(self.random.integers(30, 65)) * 10
        return ExpertProfile(
            code=code,
            kind=share.kind,
            home_country=self.countries.get(share.home),
            is_southern=share.is_southern,
            gender=share.gender,
            years_of_practice=int(np.clip(self.random.normal(14, 6), 4, 38)),
            level=str(self.random.choice(PracticeLevel.values, p=[0.55, 0.15, 0.30])),
            cost_per_day=cost,
            missions_a_year=int(self.random.choice([2, 3, 4], p=[0.3, 0.5, 0.2])),
            state=state,
            consented_on=agreed if is_active else None,
            expires_on=months_after(agreed, keep) if is_active else None,
            keep_months=keep,
            programme=self.programme,
            visibility=Visibility.PRIVATE,
            is_fictitious=True,
        )

    def _links(self, profiles: Sequence[ExpertProfile]) -> None:
        """Write the lines of all profiles at once."""
        theme_links, country_links, languages, periods = [], [], [], []
        with_theme = ExpertProfile.themes.through
        with_country = ExpertProfile.countries_known.through
        names = list(self.themes)
        weights = np.array([self.themes[name] for name in names], dtype=float)
        known = self.document["known"]
        for profile in profiles:
            n_themes = int(self.random.choice([1, 2], p=[0.45, 0.55]))
            chosen = self.random.choice(
                names, n_themes, replace=False, p=(weights + 15) / (weights + 15).sum()
            )
            fine = self.random.choice(self.gcm, 3, replace=False)
            theme_links += [
                with_theme(expertprofile_id=profile.pk, theme_id=str(code))
                for code in (*chosen, *fine)
            ]
            n_known = int(self.random.integers(2, 7))
            country_links += [
                with_country(expertprofile_id=profile.pk, country_id=str(code))
                for code in self.random.choice(known, n_known, replace=False)
            ]
            languages += self._languages(profile)
            periods += self._periods(profile)
        with_theme.objects.bulk_create(theme_links)
        with_country.objects.bulk_create(country_links)
        ExpertLanguage.objects.bulk_create(languages)
        AvailabilityPeriod.objects.bulk_create(periods)

    def _languages(self, profile: ExpertProfile) -> list[ExpertLanguage]:
        own = self.document["speaks"].get(profile.home_country_id, "en")
        levels = {own: 6}
        for code, share in (("en", 0.95), ("fr", 0.5), ("es", 0.2), ("pt", 0.1), ("ar", 0.08)):
            if code not in levels and self.random.random() < share:
                levels[code] = int(self.random.integers(3, 7))
        return [
            ExpertLanguage(profile=profile, language_id=code, level=level)
            for code, level in levels.items()
        ]

    def _periods(self, profile: ExpertProfile) -> list[AvailabilityPeriod]:
        if self.random.random() > 0.4:
            return []
        start = self.today + dt.timedelta(days=int(self.random.integers(-20, 200)))
        kind = PeriodKind.UNAVAILABLE if self.random.random() < 0.8 else PeriodKind.REMOTE_ONLY
        end = start + dt.timedelta(days=int(self.random.integers(7, 60)))
        return [AvailabilityPeriod(profile=profile, kind=kind, starts_on=start, ends_on=end)]
