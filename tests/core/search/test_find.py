import pytest
from django.contrib.auth.models import AnonymousUser

from teranga.core.contributions import SearchSource, shelves
from teranga.core.models import SearchDocument
from teranga.core.search import find
from teranga.core.search.find import MAX_CANDIDATES, PAGE_SIZE, search_documents
from teranga.core.search.index import documents_out_of_step, reindex
from teranga.core.translated import Translated
from teranga.directory.models import Organisation
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def organisations_are_searched(monkeypatch):
    """Search organisations only, as this test describes them, whatever apps contribute."""
    source = SearchSource(
        model=Organisation,
        kind="organisation",
        title=lambda row: Translated(fr=row.name),
        body=lambda row: row.description,
        url=lambda row: f"/directory/{row.pk}/",
    )
    monkeypatch.setattr(shelves.search, "_items", [(1, source)])


def found(text, user=NOBODY, **options):
    page = search_documents(user, text, language="fr", **options)
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in page.hits]


@pytest.mark.parametrize(
    "text",
    [
        "réfugiés",
        "REFUGIE",
        "l'accueil",
        "accueil des réfugié",
        "refug",
        "réfugi",
        '"accueil réfugiés"',
        '"accueil des réfugiés" maison',
        "maisons",
    ],
)
def test_search_finds_a_title_under_its_forms(text):
    make_organisation(name="Maison d’accueil des réfugiés")
    make_organisation(name="Chambre d’agriculture")

    assert found(text) == ["Maison d’accueil des réfugiés"]


def test_search_finds_english_and_french_descriptions_alike():
    make_organisation(name="A", description={"en": "Protects border communities"})
    make_organisation(name="B", description={"fr": "Protège les communautés frontalières"})

    assert found("communities") == ["A"]
    assert found("community ") == ["A"]
    assert found("communaute") == ["B"]
    assert sorted(found("prot")) == ["A", "B"]


def test_search_needs_every_term_and_the_order_of_a_phrase():
    make_organisation(name="Droits des femmes migrantes")

    assert found("femmes droits ") == ["Droits des femmes migrantes"]
    assert found('"femmes droits"') == []
    assert found("femmes absentes ") == []


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', '""', "*", "a:b", "NEAR(a b)", "AND", "(", "')--", "\\", "'", "x'y\"z", "!&|<->",
     "title : foo", "\x00", "a" * 5_000, "é" * 500, "{stems_title} : x", "-x", "^x", "1e5 12abc3.4",
     "zzqlevelpublic", "zzq", "zz", "zzqlevelpublic ", '"zzqlevelpublic mot"',
     " ".join(["mot"] * 300), '"' + "mot " * 100 + '"', "🙂", "\ud800"],
)  # fmt: skip
def test_search_never_fails_on_what_is_typed(text):
    make_organisation(name="Maison")

    assert found(text) == []


def test_search_ranks_titles_before_texts():
    make_organisation(name="Observatoire des migrations")
    make_organisation(name="Chambre", description={"fr": "migrations " * 30})

    assert found("migration") == ["Observatoire des migrations", "Chambre"]


def test_search_shows_neither_hidden_rows_nor_their_number(countries):
    crpm = make_programme()
    for level in ["public", "network", "programme", "committee", "private"]:
        make_organisation(
            name=f"Migration {level}", visibility=level, programme=crpm, country=countries["SEN"]
        )
    archived = make_organisation(name="Migration archivée")
    archived.archive()
    seen = {
        user: search_documents(user, "migration", language="fr")
        for user in [
            NOBODY,
            make_user("reader", programme=crpm),
            make_user("coder", programme=crpm),
            make_user("steering", programme=crpm),
            make_user("officer", programme=crpm, country=countries["MLI"]),
            make_user("officer", programme=crpm, country=countries["SEN"]),
        ]
    }

    assert [page.n_found for page in seen.values()] == [1, 2, 3, 4, 4, 5]
    for user, page in seen.items():
        allowed = {
            str(pk) for pk in Organisation.objects.visible_to(user).values_list("pk", flat=True)
        }
        assert {hit.object_id for hit in page.hits} == allowed
        assert page.n_by_model == {"directory.organisation": page.n_found}
        assert not page.has_more


def test_search_shows_private_rows_to_their_owner():
    user = make_user()
    make_organisation(name="Brouillon de migration", visibility="private", owner=user)

    assert found("brouillon", user) == ["Brouillon de migration"]
    assert found("brouillon", make_user()) == []


def test_search_follows_each_kind_of_write():
    row = make_organisation(name="Avant")
    other = make_organisation(name="Voisin")

    row.name = "Pendant"
    row.save()
    assert (found("avant"), found("pendant")) == ([], ["Pendant"])
    Organisation.objects.filter(pk=row.pk).update(name="Après")
    assert (found("pendant"), found("apres")) == ([], ["Après"])
    row.refresh_from_db()
    row.name = "Ensuite"
    Organisation.objects.bulk_update([row], ["name"])
    assert found("ensuite") == ["Ensuite"]
    Organisation.objects.bulk_create(
        [Organisation(name="En masse", kind="cso", visibility="public")]
    )
    assert found("masse") == ["En masse"]
    Organisation.objects.filter(pk=other.pk).update(visibility="private")
    assert found("voisin") == []
    row.archive()
    assert found("ensuite") == []
    row.restore()
    assert found("ensuite") == ["Ensuite"]
    row.purge()
    assert found("ensuite") == []
    assert list(documents_out_of_step()) == []


def test_search_filters_by_country_and_kind(countries):
    make_organisation(name="Maison un", country=countries["SEN"])
    make_organisation(name="Maison deux", country=countries["MLI"])

    assert found("maison", country="MLI") == ["Maison deux"]
    assert len(found("maison", models=[Organisation])) == 2
    assert found("maison", models=["directory.person"]) == []


def test_search_pages_and_says_that_more_exists():
    Organisation.objects.bulk_create(
        Organisation(name=f"Maison {n}", kind="cso", visibility="public")
        for n in range(MAX_CANDIDATES + 5)
    )

    first = search_documents(NOBODY, "maison", language="fr")
    second = search_documents(NOBODY, "maison", language="fr", page=2)

    assert first.has_more
    assert first.n_found == MAX_CANDIDATES
    assert len(first.hits) == len(second.hits) == PAGE_SIZE
    assert not {hit.object_id for hit in first.hits} & {hit.object_id for hit in second.hits}
    assert search_documents(NOBODY, "maison", language="fr", page=10**9).number == first.n_pages


@pytest.mark.parametrize("n_sampled", [1, 3, 20, 10**6])
@pytest.mark.parametrize("n_candidates", [1, 4, 200])
def test_search_finds_the_most_recent_phrases_however_rare(monkeypatch, n_sampled, n_candidates):
    names = [f"Maison {'des femmes' if n % 3 else 'femmes et'} {n}" for n in range(30)]
    Organisation.objects.bulk_create(
        Organisation(name=name, description={"fr": "droits"}, kind="cso", visibility="public")
        for name in [*names, *["Femmes de la maison"] * 9]
    )
    monkeypatch.setattr(find, "_N_SAMPLED", n_sampled)
    monkeypatch.setattr(find, "MAX_CANDIDATES", n_candidates)

    page = search_documents(NOBODY, '"maison femmes" droits ', language="fr")

    assert page.n_found == min(30, n_candidates)
    assert page.has_more == (n_candidates < 30)
    recent = [row for row in SearchDocument.objects.order_by("-pk") if "Maison" in str(row.title)]
    shown = [row.object_id for row in recent[: min(n_candidates, PAGE_SIZE)]]
    assert [hit.object_id for hit in page.hits] == shown


def test_search_marks_words_in_escaped_text():
    make_organisation(
        name="<script>alert(1)</script> d'accueil",
        description={"fr": "<img src=x onerror=alert(1)> " + "blabla " * 60 + "accueils & suites"},
    )

    (hit,) = search_documents(NOBODY, "accueil", language="fr").hits

    assert hit.title == "&lt;script&gt;alert(1)&lt;/script&gt; d&#x27;<mark>accueil</mark>"
    assert "<img" not in hit.snippet
    assert "<mark>accueils</mark> &amp; suites" in hit.snippet


def test_search_costs_three_queries(django_assert_num_queries):
    for number in range(3):
        make_organisation(name=f"Maison {number}")

    with django_assert_num_queries(3):
        search_documents(NOBODY, "maison", language="fr")


def test_documents_out_of_step_names_each_difference():
    kept, changed, lost = (make_organisation(name=name) for name in ["Un", "Deux", "Trois"])
    documents = SearchDocument.objects
    documents.filter(object_id=str(changed.pk)).update(visibility="private")
    documents.filter(object_id=str(lost.pk)).delete()
    documents.filter(object_id=str(kept.pk)).update(object_id="gone")

    reasons = {(found.object_id, found.reason) for found in documents_out_of_step()}

    assert reasons == {
        (str(kept.pk), "missing"),
        (str(changed.pk), "outdated"),
        (str(lost.pk), "missing"),
        ("gone", "orphan"),
    }
    assert reindex() == 3
    assert list(documents_out_of_step()) == []
