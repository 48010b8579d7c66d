import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.uncertainty import running
from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightNoise,
    WeightSets,
)
from teranga_analytics.composite.uncertainty.execution import Workers
from teranga_analytics.composite.uncertainty.running import assess_uncertainty
from tests.analytics.composite.uncertainty.cases import CODED, CODING, MEASURED, MEASURING, TREE

STUDY = Study(
    (
        WeightNoise(0.5),
        OpenChoice("aggregate.method", ("arithmetic", "geometric")),
        Removal(("a", "b", "c")),
    ),
    replications=5000,
    seed=11,
)


def assessed(study=STUDY, **options):
    return assess_uncertainty(study, MEASURING, MEASURED, TREE, **options)


def assert_same(one, other):
    for name in ("nominal", "mean", "median", "low", "high", "precision"):
        for what in ("scores", "ranks"):
            mine, theirs = getattr(getattr(one, what), name), getattr(getattr(other, what), name)
            np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(one.rank_counts, other.rank_counts)
    np.testing.assert_array_equal(one.ahead, other.ahead)
    assert one.failures == other.failures


def test_same_seed_gives_same_numbers_on_one_or_two_threads():
    one, two = assessed(), assessed(workers=Workers(n_threads=2))

    assert_same(one, two)
    np.testing.assert_array_equal(one.replications, two.replications)
    assert not np.array_equal(assessed(replace(STUDY, seed=12)).replications, one.replications)


def test_more_replications_begin_with_the_same_ones():
    few, many = assessed(replace(STUDY, replications=3000)), assessed()

    np.testing.assert_allclose(many.replications[:3000], few.replications, rtol=1e-13)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_threads_of_matrix_products_change_no_rank(threads):
    program = (
        "from tests.analytics.composite.uncertainty.test_running import assessed;"
        "import hashlib; result = assessed();"
        "print(hashlib.sha256(result.rank_counts.tobytes()).hexdigest())"
    )

    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[4],
        env={"OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": "src:.", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    import hashlib

    assert said.stdout.strip() == hashlib.sha256(assessed().rank_counts.tobytes()).hexdigest()


def test_statistics_are_those_of_the_replications():
    result = assessed(nodes=TREE.aggregates)

    scores = result.replications
    assert scores.shape == (5000, 3, 4)
    np.testing.assert_allclose(result.scores.mean, np.nanmean(scores, axis=0))
    for name, share in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        wanted = np.nanquantile(scores, share, axis=0)
        np.testing.assert_allclose(getattr(result.scores, name), wanted, rtol=1e-12)
    np.testing.assert_array_equal(result.n_scored, (~np.isnan(scores)).sum(axis=0))
    assert result.n_used == 5000


def test_probabilities_of_orders_are_counted_by_hand():
    # U and V agree but for c; weights decide who is first.
    sets = WeightSets(({"P": 1.0, "Q": 0.0}, {"P": 0.0, "Q": 1.0}), (0.25, 0.75))
    coded = CODED.with_values(np.array([[2.0, 2, 0], [0, 0, 2], [0, 0, 0], [0, 0, 0]]))

    result = assess_uncertainty(Study((sets,), replications=4000), CODING, coded, TREE)

    first = result.probability_top(1)
    assert first[:2] == pytest.approx([0.25, 0.75], abs=0.03)
    ahead = result.probability_ahead()
    assert ahead[0, 1] == first[0]
    assert ahead[1, 0] == first[1]
    assert ahead[2, 3] == ahead[3, 2] == 0  # always tied
    assert ahead[0, 2] == first[0]  # tied with W when only Q counts
    np.testing.assert_allclose(result.probability_top(4), 1)
    np.testing.assert_array_equal(result.rank_counts.sum(axis=-1), 4000)


def test_failures_are_counted_explained_and_left_out():
    uncertain = Cells((Cell("U", "a", (0, 1, 2)), Cell("U", "b", (0, 1, 2))))
    coded = CODED.with_values(np.maximum(CODED.values, 1))
    pipeline = Pipeline((Step("normalise", "coded_scale"), Step("aggregate", "mazziotta_pareto")))

    result = assess_uncertainty(Study((uncertain,), replications=900), pipeline, coded, TREE)

    assert result.n_failed == pytest.approx(100, abs=40)
    assert result.n_used == 900 - result.n_failed == len(result.replications)
    assert [failure.n_replications for failure in result.failures] == [result.n_failed]
    assert "wanted means above 0" in result.failures[0].reason
    np.testing.assert_array_equal(result.n_scored, result.n_used)
    assert result.probability_top(4).tolist() == [1, 1, 1, 1]


def test_result_tells_when_every_replication_failed():
    zero = Cells((Cell("U", "a", (0,)), Cell("U", "b", (0,))))
    coded = CODED.with_values(np.maximum(CODED.values, 1))
    pipeline = Pipeline((Step("normalise", "coded_scale"), Step("aggregate", "mazziotta_pareto")))

    result = assess_uncertainty(Study((zero,), replications=10), pipeline, coded, TREE)

    assert (result.n_failed, result.n_used) == (10, 0)
    assert np.isnan(result.scores.mean).all()
    assert np.isnan(result.ranks.median).all()
    assert np.isnan(result.probability_ahead()).all()


def test_change_is_drawn_in_pairs():
    panel = Dataset.of(
        ["U", "V", "U", "V", "W"],
        CODED.indicators,
        np.array([[2.0, 0, 0], [1, 1, 1], [2, 0, 0], [1, 1, 2], [0, 0, 0]]),
        times=[2020, 2020, 2024, 2024, 2024],
    )
    study = Study((WeightNoise(0.9),), replications=500, changes=((2020, 2024),))

    result = assess_uncertainty(study, CODING, panel, TREE)

    (change,) = result.changes
    assert change.units == ("U", "V")
    # U answers the same: whatever the weights, nothing changes, though its score is not sure.
    assert result.scores.high[0, 0] - result.scores.low[0, 0] > 10
    assert change.change.low[0, 0] == change.change.high[0, 0] == 0
    assert change.probability_rise.tolist() == [[0, 1]]
    assert change.probability_fall.tolist() == [[0, 0]]
    q_share = result.replications[:, 0, 3] - result.replications[:, 0, 1]
    assert change.change.mean[0, 1] == pytest.approx(q_share.mean())
    assert change.change.nominal.tolist() == [[0, 25]]
    assert set(np.unique(result.ranks.high)) <= {1, 2, 3}


def test_many_replications_are_counted_instead_of_kept(monkeypatch):
    kept = assessed()
    monkeypatch.setattr(running, "MOST_SCORES_KEPT", 1000)

    counted = assessed(workers=Workers(n_threads=2))

    assert counted.replications is None
    np.testing.assert_array_equal(counted.rank_counts, kept.rank_counts)
    np.testing.assert_array_equal(counted.ahead, kept.ahead)
    np.testing.assert_allclose(counted.scores.mean, kept.scores.mean)
    for name in ("low", "median", "high"):
        gap = np.abs(getattr(counted.scores, name) - getattr(kept.scores, name))
        assert (gap <= counted.scores.precision).all()
    assert (counted.scores.precision > 0).all()


def test_progress_ends_with_every_replication():
    told = []

    assessed(progress=lambda done, wanted: told.append((done, wanted)))

    assert told == [(2048, 5000), (4096, 5000), (5000, 5000)]


def test_study_that_cannot_run_is_refused_before_it_does():
    told = []
    study = Study((OpenChoice("aggregate.methodd", ("median",)), WeightNoise(3)))

    with pytest.raises(InvalidInputError) as refused:
        assessed(study, progress=lambda *done: told.append(done))

    assert len(refused.value.problems) == 2
    assert told == []


def test_result_names_what_was_run():
    result = assessed()

    assert result.study_hash == STUDY.hash
    assert result.pipeline_hash == MEASURING.hash
    assert len(result.input_hash) == 64
    with pytest.raises(ValueError, match="wanted one of I"):
        result.probability_top(1, "P")
    with pytest.raises(ValueError, match="n_first"):
        result.probability_top(0)
