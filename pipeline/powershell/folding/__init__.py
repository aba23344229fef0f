"""A pure evaluator of constant PowerShell: values, conversions, operators and methods without side effects.

`fold` gives the value of an expression; `Evaluator` is the way in for whoever keeps variables between statements.
"""

from .answer import described, fold
from .evaluate import Evaluator
from .outcome import Budget, LimitReached, PowerShellError, Unknown
from .scope import Host, Scope
from .values import UNKNOWN

__all__ = ["UNKNOWN", "Budget", "Evaluator", "Host", "LimitReached", "PowerShellError", "Scope", "Unknown", "described", "fold"]
