"""Where each thread of a process is, told on request (SIGUSR1): of one that seems stuck.

By a handler in Python, as soon as the main thread runs Python: faulthandler tells sooner, but reads frames while they are made and ended, and has
crashed on such a one, also where it told of its own thread alone.
"""

import os
import signal
import sys
import threading
import traceback


def tell_on_request() -> None:
    """In the main thread."""
    teller = _Teller()
    signal.signal(signal.SIGUSR1, lambda _number, _frame: teller.tell())


class _Teller:
    """What comes while it tells is answered by what it tells."""

    def __init__(self) -> None:
        self._is_telling = False

    def tell(self) -> None:
        if self._is_telling:
            return
        self._is_telling = True
        try:
            os.write(sys.stderr.fileno(), _whereabouts().encode())  # past the buffer, in which the signal may have interrupted a line
        finally:
            self._is_telling = False


def _whereabouts() -> str:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "".join(
        f"\nThread {names.get(ident, ident)} (most recent call last):\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in sys._current_frames().items()  # noqa: SLF001 the one way to see other threads' frames safely
    )
