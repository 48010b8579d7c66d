import copy
import datetime as dt
import io
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.exporters.editions import FORMATS, edition_file
from teranga.indices.models import Edition
from teranga.indices.queries.edition.document import digest, unpack
from teranga.indices.queries.edition.release import release_of
from teranga.indices.services.editions import publish_erratum
from tests.factories.editions import make_edition, make_index, small_document

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 4, 1)


def test_edition_is_numbered_dated_and_hashed():
    edition = make_edition(published_on=TODAY)

    document = unpack(bytes(edition.content))
    assert (edition.number, edition.published_on, edition.period) == (1, TODAY, "2025")
    assert (edition.n_countries, edition.n_indicators) == (5, 5)
    assert edition.sha256 == digest(document)
    assert document["edition"]["published_on"] == "2026-04-01"
    assert document["edition"]["engine"] == edition.engine_version


def test_edition_freezes_scores_computed_by_hand():
    release = release_of(make_edition())

    # Senegal: CIT (100 + 50) / 2, OBL (100 + 0) / 2, ADM 50; the policies weigh three quarters.
    assert release.score("SEN", "CIT").value == 75
    assert release.score("SEN", "OBL").value == 50
    assert release.score("SEN", "INDEX").value == pytest.approx(0.75 * 62.5 + 0.25 * 50)
    # Guinea: an obligation without object is not counted, an unknown administration neither.
    assert release.score("GIN", "OBL").value == 0
    assert np.isnan(release.score("GIN", "ADM").value)


def test_edition_carries_what_is_unknown_into_its_intervals():
    release = release_of(make_edition())

    known, unknown = release.score("SEN", "CIT"), release.score("MAR", "CIT")
    assert (known.low, known.high) == pytest.approx((72, 78), abs=4)
    assert unknown.low <= 0.001
    assert unknown.high >= 49
    assert unknown.value == 0


def test_same_content_gives_the_same_hash():
    first = make_edition(make_index(code="one"))
    second = make_edition(make_index(code="two"))

    assert first.sha256 == second.sha256


def test_next_edition_has_the_next_number():
    index = make_index()

    numbers = [make_edition(index).number for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_erratum_is_a_new_edition_and_leaves_the_first_as_it_was():
    edition = make_edition()
    content = copy.deepcopy(small_document())
    content["cells"][0]["changes"] = [[None, 0]]

    corrected = publish_erratum(
        edition, content=content, note={"fr": "Code corrigé"}, published_on=TODAY
    )

    assert corrected.number == 2
    assert corrected.corrects == edition
    assert Edition.objects.get(pk=edition.pk).sha256 == edition.sha256
    assert release_of(edition).score("SEN", "CIT").value == 75
    assert release_of(corrected).score("SEN", "CIT").value == 25


@pytest.mark.parametrize("note", [{}, {"fr": "  "}])
def test_erratum_must_say_what_it_corrects(note):
    edition = make_edition()

    with pytest.raises(InvalidTransitionError):
        publish_erratum(edition, content=small_document(), note=note, published_on=TODAY)

    assert Edition.objects.count() == 1


def test_edition_of_nothing_is_refused():
    with pytest.raises(InvalidTransitionError):
        make_edition(content=small_document(units=[], cells=[]))


def test_fictitious_cell_marks_the_edition_and_its_files():
    content = small_document()
    content["cells"][0]["fictitious"] = True

    edition = make_edition(content=content)

    assert edition.is_fictitious
    written = edition_file(release_of(edition), "csv").decode()
    marked = [line.split(",")[0] for line in written.splitlines() if "FICTITIOUS" in line]
    assert marked == ["SEN"]
    archive = zipfile.ZipFile(io.BytesIO(edition_file(release_of(edition), "package")))
    assert "FICTITIOUS" in archive.read("datapackage.json").decode()


def test_package_is_recomputed_byte_for_byte_by_the_command(tmp_path):
    release = release_of(make_edition())
    with zipfile.ZipFile(io.BytesIO(edition_file(release, "package"))) as archive:
        archive.extractall(tmp_path)

    done = run_index("build", "--package", str(tmp_path), "--verify")

    assert done.returncode == 0, done.stdout + done.stderr
    scores = (tmp_path / "data/scores.csv").read_text(encoding="utf-8")
    told = {tuple(line.split(",")[:2]): line.split(",")[2] for line in scores.splitlines()[1:]}
    for unit in release.units:
        value = release.score(unit, "INDEX").value
        assert float(told[unit, "INDEX"]) == pytest.approx(value, rel=1e-11)


def test_command_notices_a_figure_changed_in_the_package(tmp_path):
    release = release_of(make_edition())
    with zipfile.ZipFile(io.BytesIO(edition_file(release, "package"))) as archive:
        archive.extractall(tmp_path)
    values = tmp_path / "data/values.csv"
    values.write_text(values.read_text().replace("SEN,CIT01,2,", "SEN,CIT01,0,"))

    assert run_index("build", "--package", str(tmp_path), "--verify").returncode != 0


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "package-series"])
def test_same_edition_gives_the_same_file(name):
    release = release_of(make_edition())

    first = FORMATS[name].write(release)

    assert first
    assert FORMATS[name].write(release) == first


def run_index(*words):
    code = "import sys; from teranga_analytics.composite.command import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
