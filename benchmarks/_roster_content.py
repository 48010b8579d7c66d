"""A roster of 20,000 profiles beside ten times ten years of the facility; prints milliseconds.

As a command, makes and fills the installation its environment names, then prints one JSON line:
`search` (a page of the list for some words) and `dashboards` (whole answers of each dashboard, a
visitor's and an officer's, nothing kept ready: every page is made anew, as after a write).
"""

import copy
import datetime as dt
import gc
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from benchmarks._facility_content import seed_tenfold  # noqa: E402
from teranga.accounts.models import Membership, User  # noqa: E402
from teranga.core.installation.statistics import refresh_statistics  # noqa: E402
from teranga.core.installation.tables import bring_up_to_date  # noqa: E402
from teranga.core.models import Theme  # noqa: E402
from teranga.core.search.index import document_of  # noqa: E402
from teranga.programmes.models import Programme  # noqa: E402
from teranga.roster.models import ExpertLanguage, ExpertProfile  # noqa: E402
from teranga.roster.queries.experts import ExpertChoice, experts_listed, for_list  # noqa: E402

N_PROFILES = 20_000
N_TEXTS = 500  # documents as different as in a real roster; the others repeat them
PAGE = 25
QUESTIONS = (
    "frontières", "trafficking", "retour réintégration", "labour migration", "Sénégal",
    "protection enfants", "diasporas", "formation", "données", "border management",
)  # fmt: skip
SUMMARIES = (
    "Formation de formateurs sur la gestion intégrée des frontières",
    "Advice on labour migration policies and recruitment",
    "Accueil et protection des enfants non accompagnés",
    "Retour volontaire et réintégration dans les communes d’origine",
    "Statistical data on diasporas and remittances",
)
VISITORS_DASHBOARDS = ("/facility/figures/", "/roster/")
OFFICERS_DASHBOARDS = (
    "/me/",
    "/facility/figures/",
    "/facility/requests/",
    "/facility/activities/",
    "/facility/evaluations/",
    "/facility/reviews/2015-year/",
    "/facility/alerts/",
)  # fmt: skip
N_ASKED = 10


def _write(rows: list[Any]) -> None:
    models.QuerySet(type(rows[0])).bulk_create(rows, batch_size=500)


@transaction.atomic
def make_officer() -> User:
    """Return an officer of the programme, with the second factor that the role needs."""
    programme = Programme.objects.get(code="mieux-x10")
    officer = User.objects.create_user("bench@example.org", name="Bench")
    Membership.objects.create(user=officer, role="officer", programme=programme)
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return officer


@transaction.atomic
def fill_roster() -> None:
    """Write the profiles, their lines and their documents."""
    chance = random.Random(5)
    programme = Programme.objects.get(code="mieux-x10")
    day = dt.date(2026, 1, 1)
    rows = [
        ExpertProfile(
            code=f"B{number:05d}", kind="eu_government", home_country_id="FRA", state="active",
            summary=SUMMARIES[number % len(SUMMARIES)], consented_on=day,
            expires_on=day + dt.timedelta(days=700), programme=programme, visibility="private",
            is_fictitious=True,
        )
        for number in range(N_PROFILES)
    ]  # fmt: skip
    _write(rows)
    themes = list(Theme.objects.filter(taxonomy="gcm").values_list("pk", flat=True))
    known = ["SEN", "MLI", "TUN", "MAR", "GHA", "KEN", "PHL", "MEX", "BRA", "GEO"]
    with_theme, with_country = (
        ExpertProfile.themes.through, ExpertProfile.countries_known.through,
    )  # fmt: skip
    _write([
        with_theme(expertprofile_id=row.pk, theme_id=theme)
        for row in rows for theme in chance.sample(themes, 3)
    ])  # fmt: skip
    _write([
        with_country(expertprofile_id=row.pk, country_id=code)
        for row in rows for code in chance.sample(known, 2)
    ])  # fmt: skip
    _write([ExpertLanguage(profile=row, language_id="fr", level=5) for row in rows])
    _write_documents(rows)


def _write_documents(rows: list[ExpertProfile]) -> None:
    keys = [row.pk for row in rows[:N_TEXTS]]
    told = ExpertProfile.objects.filter(pk__in=keys).select_related("home_country")
    texts = [
        document_of(row)
        for row in told.prefetch_related("themes", "countries_known", "languages__language")
    ]
    documents = []
    for number, row in enumerate(rows):
        document = copy.copy(texts[number % N_TEXTS])
        document.pk, document._state = None, copy.copy(document._state)
        document.object_id = str(row.pk)
        documents.append(document)
    _write(documents)


def search_times(officer: User) -> list[float]:
    times = []
    for question in QUESTIONS * 4:
        start = time.perf_counter()
        rows = for_list(experts_listed(officer, ExpertChoice(words=question)))
        found = rows.count(), list(rows[:PAGE])
        times.append((time.perf_counter() - start) * 1000)
        if not found[1]:
            raise RuntimeError(f"{question} finds nobody.")
    return times


def dashboard_times(officer: User) -> dict[str, list[float]]:
    visitor, colleague = (Client(headers={"host": "localhost"}) for _ in range(2))
    colleague.force_login(officer)
    asked = [(visitor, page) for page in VISITORS_DASHBOARDS]
    asked += [(colleague, page) for page in OFFICERS_DASHBOARDS]
    times: dict[str, list[float]] = {}
    # Addresses of files without their hash: nothing was gathered for serving here.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with override_settings(PAGE_CACHE_SECONDS=0, STORAGES=storages):
        for client, page in asked:
            client.get(page)
        for client, page in asked * N_ASKED:
            start = time.perf_counter()
            response = client.get(page)
            times.setdefault(page, []).append((time.perf_counter() - start) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{page} answered {response.status_code}.")
    return times


def _settle() -> None:
    """Set aside what was loaded, as the server does before it answers."""
    gc.collect()
    gc.freeze()


def main() -> None:
    bring_up_to_date()
    seed_tenfold()
    officer = make_officer()
    refresh_statistics()
    _settle()
    dashboards = dashboard_times(officer)
    fill_roster()
    # As every day, with the order that follows the roster.
    refresh_statistics()
    _settle()
    print(json.dumps({"search": search_times(officer), "dashboards": dashboards}))


if __name__ == "__main__":
    main()
