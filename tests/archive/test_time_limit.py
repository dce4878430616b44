import time
from contextlib import contextmanager
from contextvars import copy_context
from threading import Thread

import pytest

from kashshaf.archive.errors import KashshafError, OutOfTime
from kashshaf.archive.time_limit import check_time, time_left, time_limit


def test_without_a_limit_nothing_is_ended():
    assert time_left() is None
    check_time()


def test_work_ends_when_its_time_is_over():
    with time_limit(0.01):
        check_time()
        time.sleep(0.02)
        with pytest.raises(OutOfTime, match=r"longer than 0\.01 seconds"):
            check_time()
    check_time()


def test_a_thread_that_works_for_a_question_ends_with_it():
    ended = []

    def work():
        time.sleep(0.02)
        try:
            check_time()
        except OutOfTime as error:
            ended.append(error)

    with time_limit(0.01):
        thread = Thread(target=copy_context().run, args=(work,))
        thread.start()
        thread.join()
    assert ended


def test_slow_work_has_a_room_for_as_long_as_it_lasts():
    within = []

    @contextmanager
    def room():
        within.append("in")
        yield
        within.append("out")

    computed = time.thread_time()
    with time_limit(60, slow_after=0.01, room=room()):
        check_time()
        assert within == []
        time.sleep(0.02)
        check_time()
        assert within == []  # who waits takes nothing from others
        while time.thread_time() - computed < 0.02:
            sum(range(1000))
        check_time()
        check_time()
        assert within == ["in"]
    assert within == ["in", "out"]


def test_a_full_room_ends_slow_work():
    class Full:
        def __enter__(self):
            raise KashshafError("busy")

        def __exit__(self, *raised): ...

    with pytest.raises(KashshafError, match="busy"), time_limit(60, slow_after=0, room=Full()):
        time.sleep(0.001)
        check_time()


def test_work_that_is_known_to_take_long_has_the_room_from_its_beginning():
    within = []

    @contextmanager
    def room():
        within.append("in")
        yield

    with time_limit(60, slow_after=1, room=room()):
        check_time(ahead=0.5)
        assert within == []
        check_time(ahead=5)
        assert within == ["in"]
