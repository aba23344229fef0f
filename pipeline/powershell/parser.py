"""Text to tokens, tree and errors: where the rules of `parsing` begin and end."""

from __future__ import annotations

import gc
import sys
import threading

from .nodes import NamedBlockAst, ScriptBlockAst
from .parsing import blocks, checks, comments, parameter_lists, requirements, usings
from .parsing.reader import RawError, Reader, TooDeepError
from .tokens import Token


def read(text: str) -> tuple[ScriptBlockAst, list[Token], list[RawError]]:
    """The tree, the tokens and the errors of a script."""
    r = Reader(text)
    root = _script(r)
    if not r.tokens or r.tokens[-1].kind != "EndOfInput":
        r.tokens.append(Token("EndOfInput", r.end, r.end))
    return root, r.tokens, r.errors


def _script(r: Reader) -> ScriptBlockAst:
    tokens = r.tokens
    try:
        found = usings.using_statements(r)
        root = blocks.body(r, None, found, parameter_lists.param_block(r))
    except (TooDeepError, RecursionError):
        rest = blocks.too_complicated(r, tokens, 0)
        end = NamedBlockAst(rest.start, rest.end, "End", True, [rest], [])
        root = ScriptBlockAst(0, r.end, [], [], None, None, None, None, end, None, None)
    root.script_requirements = requirements.read(r)
    comments.check_signature(r)
    checks.run(r)
    return root


class Uninterrupted:
    """No garbage collection while nodes are made, and enough room for nested rules; both as before when the last parse ends."""

    _lock = threading.Lock()
    _running = 0
    _collecting = True
    _limit = 1000
    _FRAMES = 20_000

    def __enter__(self) -> None:
        cls = Uninterrupted
        with cls._lock:
            if not cls._running:
                cls._collecting, cls._limit = gc.isenabled(), sys.getrecursionlimit()
                gc.disable()
                sys.setrecursionlimit(max(cls._limit, cls._FRAMES))
            cls._running += 1

    def __exit__(self, *_: object) -> None:
        cls = Uninterrupted
        with cls._lock:
            cls._running -= 1
            if not cls._running:
                sys.setrecursionlimit(cls._limit)
                if cls._collecting:
                    gc.enable()
