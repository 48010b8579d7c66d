import gzip
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from teranga.indices.queries.edition.release import release_of
from tests.factories.accounts import make_user
from tests.factories.editions import make_edition, make_index, small_document, wide_edition

pytestmark = pytest.mark.django_db
FORGED = "00000000-0000-4000-8000-000000000000"
PAGES = ["detail", "comparison", "map", "axes", "method", "whatif", "crossing", "files"]


def url(edition, page="detail", *more):
    return reverse(f"indices:edition-{page}", args=[edition.pk, *more])


def every_address(edition):
    yield from (url(edition, page) for page in PAGES)
    yield url(edition, "country", "SEN")
    yield url(edition, "cell", "SEN", "CIT01")
    yield url(edition, "figure", "profile", "svg")
    yield url(edition, "figure", "method", "csv")
    yield url(edition, "embed", "heat")
    yield url(edition, "export", "csv")
    yield url(edition, "changes", edition.pk)
    yield f"/api/v1/editions/{edition.pk}"
    yield f"/api/v1/editions/{edition.pk}/scores"
    yield f"/api/v1/editions/{edition.pk}/cells?country=SEN"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_page_of_an_edition_opens_to_anyone(client):
    edition = make_edition()

    answers = {address: client.get(address).status_code for address in every_address(edition)}

    assert set(answers.values()) == {200}, answers


def test_edition_without_a_single_code_still_opens(client):
    content = small_document()
    for cell in content["cells"]:
        cell["changes"] = [[None, None]]
    edition = make_edition(content=content)
    figures = ("figure", "embed")

    answers = {
        address: client.get(address).status_code
        for address in every_address(edition)
        if not any(f"/{name}" in address for name in figures)
    }

    assert set(answers.values()) == {200}, answers
    assert client.get(url(edition, "figure", "heat", "svg")).status_code == 404


def test_edition_of_one_country_and_one_domain_still_opens(client):
    """The first edition of a network may be that small: two axes make no radar."""
    content = small_document()
    book = content["codebook"]
    kept = {"INDEX", "POLICY", "CIT", "CIT01", "CIT02"}
    book["domains"] = ["CIT"]
    book["nodes"] = [node for node in book["nodes"] if node["code"] in kept]
    book["indicators"] = {c: entry for c, entry in book["indicators"].items() if c in kept}
    content["units"] = content["units"][:1]
    content["groups"][0]["units"] = ["SEN"]
    content["readings"] = content["readings"][:1]
    content["cells"] = [
        cell for cell in content["cells"] if cell["unit"] == "SEN" and cell["indicator"] in kept
    ]
    edition = make_edition(content=content)
    radar = url(edition, "figure", "profile", "svg")

    answers = {
        address: client.get(address).status_code
        for address in (*every_address(edition), f"{url(edition)}?ranks=1")
        if address != radar
    }

    assert set(answers.values()) == {200}, answers
    assert client.get(radar).status_code == 404


def test_closed_edition_does_not_exist_for_a_stranger(client):
    edition = make_edition(visibility="network")

    answers = {address: client.get(address).status_code for address in every_address(edition)}

    assert set(answers.values()) == {404}, answers
    assert str(edition.pk) not in client.get(reverse("indices:index-list")).content.decode()


def test_closed_edition_opens_to_the_network(client):
    edition = make_edition(visibility="network")
    client.force_login(make_user("reader"))

    assert client.get(url(edition)).status_code == 200


def test_edition_of_a_closed_index_is_closed(client):
    edition = make_edition(make_index(visibility="private"))

    assert client.get(url(edition)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_forged_identity_is_404(client, page):
    assert client.get(reverse(f"indices:edition-{page}", args=[FORGED])).status_code == 404


@pytest.mark.parametrize(
    ("page", "more"),
    [
        ("country", ["FRA"]),
        ("cell", ["SEN", "NOPE"]),
        ("cell", ["FRA", "CIT01"]),
        ("figure", ["nope", "svg"]),
        ("figure", ["profile", "exe"]),
        ("figure", ["years", "svg"]),
        ("embed", ["nope"]),
        ("export", ["nope"]),
        ("export", ["package-series"]),
        ("changes", [FORGED]),
    ],
)
def test_what_an_edition_does_not_hold_is_404(client, page, more):
    assert client.get(url(make_edition(), page, *more)).status_code == 404


def test_two_editions_of_two_indices_cannot_be_compared(client):
    one, other = make_edition(), make_edition(make_index(code="other"))

    assert client.get(url(one, "changes", other.pk)).status_code == 404


def test_citation_leads_to_its_edition_and_the_index_to_the_latest(client):
    index = make_index()
    first, second = make_edition(index), make_edition(index)

    cited = client.get(reverse("indices:edition-cited", args=["small", 1]))
    latest = client.get(reverse("indices:edition-latest", args=["small"]))

    assert (cited.url, latest.url) == (url(first), url(second))
    assert client.get(reverse("indices:edition-cited", args=["small", 3])).status_code == 404


def test_citation_is_plain_text(client):
    edition = make_edition()

    citation = client.get(url(edition)).context["citation"]

    assert edition.sha256 in citation
    assert "<" not in citation


def test_index_list_shows_the_latest_edition_and_keeps_the_earlier_ones(client):
    index = make_index()
    editions = [make_edition(index) for _ in range(2)]

    page = client.get(reverse("indices:index-list"))

    (line,) = page.context["lines"]
    assert line.latest == editions[1]
    assert list(line.earlier) == [editions[0]]


@pytest.mark.parametrize("n_editions", [1, 3])
def test_index_list_asks_the_same_number_of_queries(client, django_assert_num_queries, n_editions):
    index = make_index()
    for _ in range(n_editions):
        make_edition(index)
    address = reverse("indices:index-list")
    client.get(address)

    with django_assert_num_queries(1):
        client.get(address)


def test_country_sheet_says_score_interval_gaps_and_evidence(client):
    edition = make_edition()

    page = client.get(url(edition, "country", "MAR"), headers={"accept-language": "en"})

    assert page.context["score"].low <= page.context["score"].value <= page.context["score"].high
    gap = next(gap for gap in page.context["gaps"] if gap.code == "CIT01")
    assert [code for code, _name in gap.examples] == ["SEN", "TUN"]
    assert url(edition, "cell", "MAR", "CIT01") in page.content.decode()
    assert "searched, not established" in text_of(page)
    assert 'role="img"' in page.content.decode()


def test_country_sheet_shows_ranks_only_when_asked_and_with_their_interval(client):
    edition = make_edition()

    plain = text_of(client.get(url(edition, "country", "SEN"), headers={"accept-language": "en"}))
    asked = text_of(
        client.get(url(edition, "country", "SEN") + "?ranks=1", headers={"accept-language": "en"})
    )

    assert not re.search(r"Rank \d", plain)
    assert re.search(r"Rank \d of 5, interval \d to \d", asked)


def test_complementary_module_stands_beside_and_changes_no_score(client):
    family = {"code": "RES", "measures": [measure()]}
    module = {
        "unit": "SEN",
        "sector": {"fr": "Investissement", "en": "Investment"},
        "diagnosis": {},
        "fictitious": True,
        "families": [family],
    }
    alone = make_edition()
    with_module = make_edition(make_index(code="m"), small_document(modules=[module]))

    page = client.get(url(with_module, "country", "SEN"), headers={"accept-language": "en"})

    assert "never blended" in text_of(page)
    assert "Projects supported" in text_of(page)
    scores = [release_of(edition).score("SEN", "INDEX") for edition in (alone, with_module)]
    assert scores[0] == scores[1]


def measure():
    ends = {"baseline": 10.0, "target": 50.0, "actual": 20.0}
    return {
        "code": "R1",
        "name": {"fr": "Projets appuyés", "en": "Projects supported"},
        "unit": "",
        "fictitious": True,
        **ends,
        **{f"{name}_year": 2024 for name in ends},
    }


def test_fictitious_mark_is_on_every_page(client):
    content = small_document()
    content["cells"][0]["fictitious"] = True
    edition = make_edition(content=content)

    unmarked = [
        address
        for address in [*(url(edition, page) for page in PAGES), url(edition, "country", "SEN")]
        if "fictitious" not in text_of(client.get(address, headers={"accept-language": "en"}))
    ]

    assert unmarked == []


def test_disagreeing_sources_are_shown(client):
    content = small_document()
    content["cells"][0]["disagreement"] = "one says 1974, the other 1991"
    edition = make_edition(content=content)

    page = client.get(url(edition, "cell", "SEN", "CIT01"), headers={"accept-language": "en"})

    assert "Sources disagree" in text_of(page)
    assert "one says 1974, the other 1991" in text_of(page)


def test_shared_method_link_gives_the_same_numbers_to_another_visitor(client):
    edition = make_edition()
    asked = {"aggregation": "geometric", "missing": "siblings", "w.CIT": "3", "w.OBL": "1"}

    first = client.get(url(edition, "method"), asked)
    shared = first.context["share_url"]
    second = Client().get(shared.replace("http://testserver", ""))

    assert parse_qs(urlsplit(shared).query) == {
        "aggregation": ["geometric"], "missing": ["siblings"], "w.CIT": ["3"],
    }  # fmt: skip
    assert first.context["moves"] == second.context["moves"]
    assert second.context["moves"] != client.get(url(edition, "method")).context["moves"]


def test_method_answers_a_fragment_and_says_the_address_to_keep(client):
    edition = make_edition()

    page = client.get(url(edition, "method"), {"w.CIT": "4"}, headers={"HX-Request": "true"})

    assert page.headers["HX-Push-Url"] == f"{url(edition, 'method')}?w.CIT=4"
    assert page.content.decode().lstrip().startswith('<section id="method-result"')


@pytest.mark.parametrize(
    "query",
    [
        "w.CIT=nan", "w.CIT=1e400", "w.CIT=-5", "w.CIT=;drop", "aggregation=x&missing=y", "noise=9",
        "coverage=abc", "reading=<script>",
    ],
)  # fmt: skip
def test_method_survives_any_address(client, query):
    page = client.get(f"{url(make_edition(), 'method')}?{query}")

    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace("<script src", "")


def test_weights_of_nothing_are_explained(client):
    page = client.get(url(make_edition(), "method") + "?w.CIT=0&w.OBL=0")

    assert page.status_code == 200
    assert page.context["problem"]
    assert page.context["result"] is None


def test_whatif_keeps_the_levels_in_the_address(client):
    edition = make_edition()
    address = url(edition, "whatif")

    first = client.get(address, {"country": "MLI", "adopt": "CIT01:2"})
    then = client.get(f"{address}?{first.context['query']}&adopt=ADM01:0")
    without = client.get(f"{address}?{then.context['query']}&drop=CIT01")

    assert dict(first.context["levels"]) == {"CIT01": "2"}
    assert dict(then.context["levels"]) == {"CIT01": "2", "ADM01": "0"}
    assert dict(without.context["levels"]) == {"ADM01": "0"}
    assert "une loi pour CIT01" in text_of(first)


def test_changes_between_editions_name_the_code_and_the_scores(client):
    index = make_index()
    content = small_document()
    content["cells"][0]["changes"] = [[None, 0]]
    older, newer = make_edition(index), make_edition(index, content)

    page = client.get(url(newer, "changes", older.pk), headers={"accept-language": "en"})

    (line,) = page.context["found"].codes
    assert (line.country, line.code, line.before, line.after) == (
        "SEN", "CIT01", "level 2", "level 0",
    )  # fmt: skip
    assert page.context["found"].is_same_method
    assert page.context["found"].scores[0].country == "SEN"


def test_reworded_level_breaks_the_series_visibly(client):
    index = make_index()
    content = small_document()
    content["codebook"]["indicators"]["CIT01"]["levels"][2]["name"]["en"] = "another wording"
    older, newer = make_edition(index), make_edition(index, content)

    page = client.get(url(newer, "changes", older.pk), headers={"accept-language": "en"})

    assert "the series is broken" in text_of(page)
    assert page.context["found"].reworded == ["CIT01 in English"]


def test_figure_files_say_the_same_as_the_page(client):
    edition = make_edition()

    svg = client.get(url(edition, "figure", "domains", "svg") + "?country=SEN")
    table = client.get(url(edition, "figure", "domains", "csv") + "?country=SEN")

    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert 'role="img"' in svg.content.decode()
    assert table.content.decode("utf-8-sig").splitlines()[1].split(",")[1] == "75"


def test_embedded_figure_may_stand_on_another_site(client):
    edition = make_edition()

    embedded = client.get(url(edition, "embed", "profile") + "?country=SEN")
    page = client.get(url(edition))

    assert "X-Frame-Options" not in embedded.headers
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_comparison_shows_six_countries_at_most(client):
    edition = make_edition()

    page = client.get(url(edition, "comparison"), {"countries": ["SEN", "TUN", "XXX", "SEN"]})

    assert [code for code, _name, _score in page.context["chosen"]] == ["SEN", "TUN"]


def test_crossing_leaves_out_countries_that_nobody_mapped(client, countries):
    from tests.factories.directory import make_organisation

    make_organisation(country=countries["SEN"], visibility="public")
    make_organisation(country=countries["SEN"], visibility="public")
    make_organisation(country=countries["MLI"], visibility="private")
    edition = make_edition()

    page = client.get(url(edition, "crossing") + "?fact=organisations")

    found = page.context["found"]
    assert list(found.countries) == ["SEN"]
    assert found.numbers.tolist() == [2]
    assert found.rank_correlation is None


def test_api_gives_scores_with_intervals_and_cells_with_evidence(client):
    edition = make_edition()

    listed = client.get("/api/v1/editions?index=small").json()
    scores = client.get(f"/api/v1/editions/{edition.pk}/scores?country=SEN&node=CIT").json()
    cells = client.get(f"/api/v1/editions/{edition.pk}/cells?country=GIN").json()

    assert [item["sha256"] for item in listed["items"]] == [edition.sha256]
    assert [(row["country"], row["node"], row["score"]) for row in scores] == [("SEN", "CIT", 75)]
    assert scores[0]["low"] < 75 < scores[0]["high"]
    told = {row["indicator"]: (row["level"], row["missing"]) for row in cells}
    assert told["OBL01"] == (None, "NA")
    assert told["ADM01"] == (None, "NF")
    assert [row["indicator"] for row in cells] == ["CIT01", "CIT02", "OBL01", "OBL02", "ADM01"]
    assert cells[0]["evidence"][0]["title"] == "Loi de GIN sur CIT01"


def test_api_refuses_an_unknown_parameter(client):
    answer = client.get(f"/api/v1/editions/{make_edition().pk}/scores?contry=SEN")

    assert answer.status_code == 422
    assert "contry" in json.dumps(answer.json())


@pytest.mark.parametrize("name", ["profile", "domains", "heat", "map", "ranks", "axes", "readings"])
def test_every_figure_has_its_picture_its_table_and_a_page_to_embed(client, name):
    edition = make_edition()
    english = {"accept-language": "en"}

    picture = client.get(url(edition, "figure", name, "svg"), headers=english).content.decode()
    table = client.get(url(edition, "figure", name, "csv"), headers=english).content.decode()
    embedded = client.get(url(edition, "embed", name), headers=english).content.decode()

    assert 'role="img"' in picture
    assert re.search(r"<desc[^>]*>[^<]{20,}</desc>", picture)
    assert len(table.splitlines()) > 1
    assert picture.split("<title", 1)[1].split("</title>")[0] in embedded


def test_map_offers_its_own_picture_and_draws_the_country_of_each_score(client):
    edition = make_edition()

    page = client.get(f"{url(edition, 'map')}?view=africa").content.decode()
    address = re.search(r'href="([^"]*figures/map\.svg[^"]*)"', page)[1].replace("&amp;", "&")
    picture = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert "view=africa" in address
    assert all(f"figures/map{end}" in page for end in (".svg", ".csv", "/embed/"))
    assert "data-png" in page
    score = round(release_of(edition).score("SEN", "INDEX").value)
    assert re.search(rf"<title>Senegal: {score} \(", picture)


@pytest.mark.parametrize(
    ("page", "more"),
    [("detail", ()), ("country", ("SEN",)), ("figure", ("heat", "svg")), ("export", ("csv",))],
)
def test_visitor_who_comes_back_downloads_nothing_twice(client, page, more):
    address = url(make_edition(), page, *more)

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert first.status_code == 200
    assert again.status_code == 304
    assert not again.content


def test_shared_scenario_says_in_its_title_what_it_adopts(client):
    edition = make_edition()

    page = client.get(
        f"{url(edition, 'whatif')}?country=MLI&set.CIT01=2", headers={"accept-language": "en"}
    ).content.decode()

    title = re.search(r"<title>([^<]*)</title>", page)[1]
    assert re.match(r"\s*Mali: from \d+ to \d+ points · CIT01", title)
    assert "country=MLI&amp;set.CIT01=2" in page


def test_country_sheet_of_a_hundred_indicators_is_light(client):
    """Page, styles and scripts compressed, without fonts: under 150 kB."""
    edition = wide_edition(n_countries=4)

    page = client.get(url(edition, "country", release_of(edition).units[0])).content

    marks = r'<(?:link rel="stylesheet" href|script src)="/static/([^"?]+)'
    links = re.findall(marks, page.decode())
    files = [Path(finders.find(link)).read_bytes() for link in links]
    assert files
    assert sum(len(gzip.compress(body)) for body in (page, *files)) < 150_000
