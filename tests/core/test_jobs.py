import datetime as dt
import time

import pytest
from django.utils import timezone

from teranga.core import jobs
from teranga.core.context import current_actor
from teranga.core.exceptions import ImportRefusedError, JobRefusedError
from teranga.core.jobs import JobKind, close_abandoned_jobs, register_job, run_job, start_job
from teranga.core.models import Job
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", {})

    def add(run, **options):
        return register_job(JobKind("trial", "Essai", run, **options))

    return add


def start_and_run(**parameters):
    job = start_job("trial", started_by=make_user("reader"), parameters=parameters)
    run_job.call(str(job.pk))
    job.refresh_from_db()
    return job


def test_start_job_waits_for_the_worker_and_belongs_to_who_started_it(register):
    register(lambda progress: None)
    user = make_user("reader")

    job = start_job("trial", started_by=user, parameters={})

    assert (job.state, job.owner, job.visibility) == ("waiting", user, "private")
    assert not Job.objects.visible_to(make_user("reader")).exists()


def test_start_job_refuses_unknown_work(register):
    with pytest.raises(JobRefusedError):
        start_job("trial", started_by=make_user("reader"), parameters={})

    assert not Job.objects.exists()


def test_run_job_tells_its_progress_and_its_result(register):
    seen = []

    def count(progress, upto):
        for number in range(1, upto + 1):
            progress.tell(number, upto, f"ligne {number}")
        seen.append(current_actor().user_id)
        return {"url": "/files/"}

    register(count)

    job = start_and_run(upto=3)

    assert (job.state, job.n_done, job.n_total, job.message) == ("done", 3, 3, "ligne 3")
    assert job.result == {"url": "/files/"}
    assert seen == [job.owner_id]


def test_run_job_runs_once(register):
    runs = []
    register(lambda progress: runs.append(1))

    job = start_and_run()
    run_job.call(str(job.pk))

    assert runs == [1]


def test_run_job_tells_a_refusal_in_its_own_words(register):
    def refuse(progress):
        raise ImportRefusedError("La feuille est vide.")

    register(refuse)

    job = start_and_run()

    assert (job.state, job.message) == ("failed", "La feuille est vide.")


def test_run_job_tells_an_unforeseen_failure_without_its_details(register):
    def break_down(progress):
        raise KeyError("secret")

    register(break_down)
    job = start_job("trial", started_by=make_user("reader"), parameters={})

    with pytest.raises(KeyError):
        run_job.call(str(job.pk))

    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message
    assert "secret" not in job.message


def test_run_job_stops_what_takes_too_long(register):
    register(lambda progress: time.sleep(5), max_seconds=0.2)

    start = time.monotonic()
    job = start_and_run()

    assert job.state == "failed"
    assert time.monotonic() - start < 3


def test_run_job_stops_what_takes_too_much_memory(register):
    register(lambda progress: {"n": len(bytearray(300 * 1024**2))}, max_memory_mib=50)

    job = start_and_run()

    assert job.state == "failed"
    assert len(bytearray(300 * 1024**2)) == 300 * 1024**2


def test_close_abandoned_jobs_fails_those_whose_worker_died(register):
    register(lambda progress: None, max_seconds=10)
    user = make_user("reader")
    old, young = (start_job("trial", started_by=user, parameters={}) for _ in range(2))
    now = timezone.now()
    Job.objects.filter(pk=old.pk).update(state="running", started_at=now - dt.timedelta(seconds=80))
    Job.objects.filter(pk=young.pk).update(state="running", started_at=now)

    assert close_abandoned_jobs() == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == ("failed", "running")


def test_job_detail_shows_progress_to_its_owner_alone(client, register):
    register(lambda progress: {"url": "https://example.org/"})
    job = start_job("trial", started_by=make_user("reader"), parameters={})
    url = f"/jobs/{job.pk}/"

    assert client.get(url).status_code == 302
    client.force_login(make_user("reader"))
    assert client.get(url).status_code == 404
    client.force_login(job.owner)
    waiting = client.get(url).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert 'hx-trigger="every 2s"' in waiting

    run_job.call(str(job.pk))
    done = client.get(url).content.decode()
    assert "hx-trigger" not in done
    assert "example.org" not in done
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<section")
