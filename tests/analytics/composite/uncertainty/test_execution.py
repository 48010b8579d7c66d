import numpy as np
import pytest

from teranga_analytics.composite.sensitivity import Plan, assess_sensitivity
from teranga_analytics.composite.uncertainty.execution import Workers, in_order
from teranga_analytics.composite.uncertainty.running import assess_uncertainty
from tests.analytics.composite.uncertainty.cases import MEASURED, MEASURING, TREE
from tests.analytics.composite.uncertainty.test_running import STUDY, assert_same


def add(shared, task):
    return shared + task


@pytest.mark.parametrize("workers", [Workers(), Workers(2), Workers(7)])
def test_answers_come_in_the_order_of_the_tasks(workers):
    assert list(in_order(add, 10, range(20), workers)) == list(range(10, 30))


def test_error_of_a_task_reaches_the_caller():
    with pytest.raises(TypeError):
        list(in_order(add, 10, [1, "2", 3], Workers(2)))


def test_workers_need_a_thread():
    with pytest.raises(ValueError, match="n_threads"):
        Workers(0)


@pytest.fixture
def scheduler():
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    cluster = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=0,
    )
    yield cluster.scheduler_address
    cluster.close(timeout=20)


@pytest.mark.filterwarnings("default")
def test_cluster_gives_the_numbers_of_this_machine(scheduler):
    here = assess_uncertainty(STUDY, MEASURING, MEASURED, TREE)
    there = assess_uncertainty(
        STUDY, MEASURING, MEASURED, TREE, workers=Workers(scheduler=scheduler)
    )

    assert_same(here, there)
    np.testing.assert_array_equal(there.replications, here.replications)
    plan = Plan(n_base=1024, n_bootstrap=0)
    one = assess_sensitivity(STUDY, MEASURING, MEASURED, TREE, plan)
    two = assess_sensitivity(
        STUDY, MEASURING, MEASURED, TREE, plan, workers=Workers(scheduler=scheduler)
    )
    np.testing.assert_array_equal(one.indices.total_order, two.indices.total_order)
