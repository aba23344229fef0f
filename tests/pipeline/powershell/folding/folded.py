"""What the tables of these tests compare: a value as one line of text."""

from pipeline.powershell.folding import PowerShellError, Unknown, described, fold
from pipeline.powershell.folding.answer import Pair


def folded(expression: str) -> str:
    """`Int32 3`, `[Int32 1, String a]` for an array, `error`, or `unknown`."""
    try:
        return _line(described(fold(expression)))
    except PowerShellError:
        return "error"
    except Unknown:
        return "unknown"


def _line(pair: Pair) -> str:
    kind, value = pair
    if isinstance(value, list):
        return f"[{', '.join(_line(each) for each in value)}]"
    return f"{kind.removeprefix('System.')} {value}" if value is not None else "null"
