"""A process whose threads work together or not at all."""

import subprocess
import sys
import threading
import time

import pytest

from workers.crew import Crew

STUCK = """
import threading, time
from workers.crew import Crew
crew = Crew(threading.Event(), stuck=0.5)
crew.add("other", crew.stop.wait)
def work():
    crew.turn()
    wait_in_vain()
def wait_in_vain():
    time.sleep(600)
crew.run(work)
"""


def fail() -> None:
    raise KeyError("nobody thought of this")


def test_what_one_thread_raises_ends_all() -> None:
    stop, ended = threading.Event(), []
    crew = Crew(stop)
    crew.add("patient", lambda: ended.append(stop.wait(60)))
    crew.add("failing", fail)
    with pytest.raises(KeyError):
        crew.run(stop.wait)
    assert ended == [True]


def test_what_the_main_thread_raises_ends_all() -> None:
    stop, ended = threading.Event(), []
    crew = Crew(stop)
    crew.add("patient", lambda: ended.append(stop.wait(60)))
    with pytest.raises(KeyError):
        crew.run(fail)
    assert ended == [True]


def test_nobody_waits_for_long_for_a_thread_that_may_be_given_up() -> None:
    stop, never = threading.Event(), threading.Event()
    crew = Crew(stop)
    crew.add("slow", never.wait, patience=0.01)
    crew.run(stop.set)
    assert stop.is_set()
    never.set()


def test_a_main_thread_that_comes_round_goes_on() -> None:
    crew = Crew(threading.Event(), stuck=0.5)

    def work() -> None:
        for _ in range(8):
            crew.turn()
            time.sleep(0.1)

    crew.run(work)


def test_a_main_thread_that_does_not_ends_the_process_and_says_where_it_was() -> None:
    done = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "wait_in_vain" in done.stderr
