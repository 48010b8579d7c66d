"""Who computes the blocks of replications: this thread, some threads, or a Dask cluster.

Blocks are cut by the data alone and come back in order: the numbers are the same for all.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Shared = TypeVar("Shared")


@dataclass(frozen=True)
class Workers:
    """Who computes.

    Parameters
    ----------
    n_threads
        Threads of this process.
    scheduler
        Address of the scheduler of an existing Dask cluster (``"tcp://host:8786"``); the blocks
        then run there, and `n_threads` does not matter.
    """

    n_threads: int = 1
    scheduler: str | None = None

    def __post_init__(self) -> None:
        if self.n_threads < 1:
            raise ValueError(f"n_threads: wanted a whole number from 1, saw {self.n_threads}")


ALONE = Workers()


def in_order(
    work: Callable[[Shared, Task], Answer],
    shared: Shared,
    tasks: Sequence[Task],
    workers: Workers = ALONE,
) -> Iterator[Answer]:
    """Do tasks and give their answers in the order of the tasks.

    Parameters
    ----------
    work
        Called with `shared` and each task; importable when a cluster does the work.
    shared
        What all tasks need, sent once to each machine.
    tasks
        The tasks.
    workers
        Who computes. Few answers are held at once, whoever it is.

    Yields
    ------
    Answer
        One per task.

    Raises
    ------
    ModuleNotFoundError
        If a scheduler is given and the extra ``cluster`` is not installed.
    OSError
        If the scheduler does not answer.
    """
    if workers.scheduler is not None:
        yield from _on_cluster(work, shared, tasks, workers.scheduler)
    elif workers.n_threads == 1 or len(tasks) == 1:
        for task in tasks:
            yield work(shared, task)
    else:
        with ThreadPoolExecutor(workers.n_threads) as pool:
            ahead = workers.n_threads + 1
            yield from _few_ahead(
                lambda task: pool.submit(work, shared, task),
                tasks,
                ahead,
                lambda held: held.result(),
            )


def _on_cluster(
    work: Callable[[Shared, Task], Answer], shared: Shared, tasks: Sequence[Task], scheduler: str
) -> Iterator[Answer]:
    from distributed import Client  # noqa: PLC0415  # optional: the extra "cluster"

    # Dask declares no types.
    with Client(scheduler, timeout="10s", set_as_default=False) as client:  # type: ignore[no-untyped-call]
        everywhere = client.scatter(shared, broadcast=True, hash=False)
        n_cores = max(1, sum(client.ncores().values()))
        yield from _few_ahead(
            lambda task: client.submit(work, everywhere, task, pure=False),
            tasks,
            2 * n_cores,
            lambda held: held.result(),
        )


def _few_ahead(
    start: Callable[[Task], Any],
    tasks: Sequence[Task],
    ahead: int,
    finish: Callable[[Any], Answer],
) -> Iterator[Answer]:
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(start(task))
        if len(waiting) >= ahead:
            yield finish(waiting.popleft())
    while waiting:
        yield finish(waiting.popleft())
