from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import pytest
from django.http import HttpResponse

from teranga.core.turns import Turns, in_turn


@contextmanager
def queue_for(turns, names):
    """Let threads wait for a turn one after the other; give the list of who had theirs."""
    order, inside = [], []

    def compute(name):
        with turns:
            inside.append(name)
            assert inside == [name]
            order.append(name)
            inside.remove(name)

    threads = [Thread(target=compute, args=[name], daemon=True) for name in names]
    for number, thread in enumerate(threads, start=1):
        thread.start()
        deadline = monotonic() + 30
        while len(turns._waiting) < number:
            assert monotonic() < deadline, "the thread never came to wait"
            sleep(0.001)
    yield order
    for thread in threads:
        thread.join(timeout=30)


def test_only_one_page_computes_and_whoever_came_first_is_next():
    turns = Turns()
    turns.__enter__()

    with queue_for(turns, "abcde") as order:
        assert order == []
        turns.__exit__()

    assert order == list("abcde")


def test_same_visitor_does_not_go_before_the_one_who_waits():
    turns = Turns()
    turns.__enter__()

    with queue_for(turns, ["waiting"]) as order:
        turns.__exit__()
        with turns:
            order.append("again")

    assert order == ["waiting", "again"]


def test_page_that_fails_gives_its_turn_back(rf):
    @in_turn
    def page(request, fails):
        if fails:
            raise ValueError("no such page")
        return HttpResponse("seen")

    with pytest.raises(ValueError, match="no such page"):
        page(rf.get("/"), True)

    assert page(rf.get("/"), False).content == b"seen"
