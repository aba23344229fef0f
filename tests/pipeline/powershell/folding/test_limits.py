"""Hostile expressions: an answer, in bounded processor time, whatever they say."""

import base64
import gzip
import resource
import subprocess
import sys

import pytest

_SECONDS = 20
_BYTES = 2_000_000_000
_RUN = """
import sys
from pipeline.powershell.folding import PowerShellError, Unknown, fold
try:
    fold(sys.stdin.read())
    print("value")
except Unknown:
    print("unknown")
except PowerShellError:
    print("error")
"""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _bomb() -> str:
    packed = base64.b64encode(gzip.compress(bytes(100_000_000), mtime=0)).decode()
    return (
        f"(New-Object IO.StreamReader(New-Object IO.Compression.GzipStream([IO.MemoryStream][Convert]::FromBase64String('{packed}'),"
        "[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()"
    )


HOSTILE = {
    "a text of a billion characters": ("'a' * 1e9", "unknown"),
    "repetition of repetitions": ("'a'*1000*1000*1000*1000", "unknown"),
    "a range of two billion": ("1..2147483647", "unknown"),
    "a decompression bomb": (_bomb(), "unknown"),
    "30 KB of concatenation on one line": ("+".join(["'abc'"] * 5000), "value"),
    "digits without end": ("1 + '" + "9" * 4300 + "'", "unknown"),
    "a product of large integers": ("[bigint]2" + "*[bigint]99999999999" * 2000, "unknown"),
    "a pattern that explodes": ("('a' * 50000) -match '(a+)+b'", "unknown"),
    "alternatives that overlap": ("('a' * 50000) -match '(a|a)*b'", "unknown"),
    "many stars": ("('a' * 50000) -match 'a*a*a*a*a*b'", "unknown"),
    "many optional pieces": ("('a' * 100) -match '" + "a?" * 100 + "a" * 100 + "'", "unknown"),
    "a long line and a greedy star": ("('a' * 30000) -replace '.*x',''", "unknown"),
    "wildcards": ("('a' * 200000) -like ('*a' * 200 + 'b')", "unknown"),
    "a wide column": ("'{0,999999999}' -f 1", "error"),
    "a replacement that grows": ("('a' * 100000).Replace('a', 'b' * 100000)", "unknown"),
    "doubling": ("$($a = 'x'; 1..100 | % { $a = $a + $a }; $a)", "unknown"),
    "a loop without end": ("$(while ($true) { 1 })", "unknown"),
    "a function that calls itself": ("$(function f($x) { f $x; f $x }; f 1)", "unknown"),
    "deep brackets": ("(" * 200 + "'a'" + ")" * 200, "value"),
    "a long chain of methods": ("'abc'" + ".Trim()" * 20000, "value"),
    "a long chain of casts": ("[string]" * 300 + "'a'", "value"),
    "nested tables": ("@{a=" * 150 + "1" + "}" * 150, "unknown"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_expression(name: str) -> None:
    expression, outcome = HOSTILE[name]
    done = subprocess.run(
        [sys.executable, "-c", _RUN], input=expression, capture_output=True, text=True, preexec_fn=_limit, check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, outcome, "")
