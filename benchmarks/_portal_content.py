"""Content for the measures of the portal: the demo ten times over, and 100,000 things to find."""

import copy
import random
import sys
import time

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import models, transaction  # noqa: E402

from teranga.core.models import SearchDocument  # noqa: E402
from teranga.core.search.find import search_documents  # noqa: E402

# The lists that visitors read; what hangs under them is shared by the copies.
COPIED = [
    "directory.Organisation",
    "directory.FocalPointSeat",
    "facility.Action",
    "facility.SupportedPolicy",
    "programmes.PublishedFigure",
]
N_COPIES = 9
N_DOCUMENTS = 100_000
WORDS = (  # noqa: SIM905 - read as words
    "migration retour diaspora gouvernance frontière protection asile travail formation données "
    "policy border labour return network region training statistics assistance community"
).split()


@transaction.atomic
def copy_demo() -> None:
    for label in COPIED:
        model = apps.get_model(label)
        originals = list(model.objects.all())
        for number in range(1, N_COPIES + 1):
            pairs = [(row, _copy_of(row, number)) for row in originals]
            model.objects.bulk_create([twin for _, twin in pairs])
            for field in model._meta.many_to_many:
                for row, twin in pairs:
                    getattr(twin, field.name).set(getattr(row, field.name).all())


def _copy_of(row: models.Model, number: int) -> models.Model:
    twin = copy.copy(row)
    twin.pk = type(row)._meta.pk.get_default()
    twin._state = type(row._state)()
    for field in row._meta.concrete_fields:
        if field.name == "code":
            twin.code = f"{number}-{row.code}"[: field.max_length]
        elif field.one_to_one and field.null:
            setattr(twin, field.attname, None)  # only the original has it
    return twin


def write_documents() -> None:
    """Write documents as the index would: titles of six words, texts of sixty."""
    chance = random.Random(7)
    rows = []
    for number in range(N_DOCUMENTS):
        title = chance.choices(WORDS, k=5)
        body = [*chance.choices(WORDS, k=40), f"mot{number % 5000}"]
        rows.append(
            SearchDocument(
                model="directory.organisation",
                object_id=f"bench-{number}",
                title={"fr": " ".join(title)},
                summary={"fr": " ".join(body)},
                stems_title=" ".join(title),
                stems_body=" ".join(body),
                words=" ".join(sorted(set(title + body))),
                url="/",
                visibility="public",
            )
        )
    with transaction.atomic():
        SearchDocument.objects.bulk_create(rows, batch_size=500)


def search_times() -> list[float]:
    """Return the milliseconds of rare, common and several words, and of a phrase."""
    questions = ["migration", "mot4321", "gouvernance diaspora", '"labour return"', "statis"]
    times = []
    for question in questions * 6:
        start = time.perf_counter()
        search_documents(AnonymousUser(), question, language="fr")
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    if sys.argv[1] == "copy":
        copy_demo()
    else:
        write_documents()
        print(*search_times())
