from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.http import HttpResponse

from teranga.core.turns import Turns, in_turn


def test_only_one_page_computes_and_whoever_came_first_is_next():
    turns = Turns()
    order, inside = [], []

    def compute(number):
        with turns:
            inside.append(number)
            assert len(inside) == 1
            sleep(0.02)
            inside.remove(number)
            order.append(number)

    with ThreadPoolExecutor(5) as threads:
        jobs = []
        for number in range(5):
            jobs.append(threads.submit(compute, number))
            sleep(0.004)
        for job in jobs:
            job.result()

    assert order == [0, 1, 2, 3, 4]


def test_same_visitor_does_not_go_before_the_one_who_waits():
    turns, start, order = Turns(), Barrier(2), []

    def ask(name):
        start.wait()
        for _ in range(5):
            with turns:
                order.append(name)
                sleep(0.005)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(ask, "ab"))

    assert all(order[n] != order[n + 1] for n in range(1, len(order) - 2))


def test_page_that_fails_gives_its_turn_back(rf):
    @in_turn
    def page(request, fails):
        if fails:
            raise ValueError("no such page")
        return HttpResponse("seen")

    with pytest.raises(ValueError, match="no such page"):
        page(rf.get("/"), True)

    assert page(rf.get("/"), False).content == b"seen"
