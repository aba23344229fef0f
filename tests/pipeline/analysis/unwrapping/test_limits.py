"""Hostile scripts: an answer in bounded processor time, and what was left out is said."""

import base64
import gzip
import json
import resource
import subprocess
import sys

import pytest

_SECONDS = 20
_BYTES = 2_000_000_000
_RUN = """
import json, sys
from pipeline.analysis.unwrapping import unwrap
found = unwrap(sys.stdin.read())
print(json.dumps([len(found.layers), found.limits, len(found.notes)]))
"""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _unwrap(script: str) -> tuple[int, list[str], int]:
    done = subprocess.run([sys.executable, "-c", _RUN], input=script, capture_output=True, text=True, preexec_fn=_limit, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    layers, limits, notes = json.loads(done.stdout)
    return layers, limits, notes


def _nested(times: int) -> str:
    script = "Write-Host 1"
    for _ in range(times):
        script = "iex '" + script.replace("'", "''") + "'"
    return script


BOMB = (
    "iex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream([IO.MemoryStream][Convert]::FromBase64String('"
    + base64.b64encode(gzip.compress(bytes(100_000_000), mtime=0)).decode()
    + "'),[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()"
)

LIMITED = {
    "layers without end": ("$t = '$t = $t + $t; iex $t'; iex $t", "depth"),
    "more layers within each other than are read": (_nested(8), "depth"),
    "layers one after the other": ("\n".join(f"iex 'Write-Host {n}'" for n in range(200)), "layers"),
    "a decompression bomb": (BOMB, "size"),
    "a loop that never ends": ("while ($true) { $x++; iex 'Get-Thing 1' }", "steps"),
    "a loop over a billion": ("for ($i = 0; $i -lt 1000000000; $i++) { $x += 1 }; iex $x", "steps"),
    "a text without end": ("$t = 'x'; while ($true) { $t = $t + $t }; iex $t", "size"),
    "a pattern that explodes": ("iex (('a' * 30000) -replace '.*x.*y.*z','')", "size"),
}


@pytest.mark.parametrize("name", LIMITED)
def test_a_limit_is_said(name: str) -> None:
    script, limit = LIMITED[name]
    _, limits, notes = _unwrap(script)
    assert limit in limits
    assert notes >= len(limits)


HOSTILE = {
    "itself": "$t = 'iex $t'; iex $t",
    "conditions without end": "\n".join(f"if ($a{n}) {{ $x = 'b'; iex $x }}" for n in range(3000)),
    "deep conditions": "if ($x) {" * 300 + "iex 'a'" + "}" * 300,
    "deep functions": "function f {" * 150 + "iex 'a'" + "}" * 150,
    "functions that call each other": "\n".join(f"function f{n} {{ f{n + 1}; f{n + 1} }}" for n in range(40)) + "\nfunction f40 { iex 'x y' }\nf0",
    "a function that calls itself": "function f($x) { if ($y) { f 1 } else { f 2 }; if ($z) { f 3 } else { f 4 }; iex $x }; f 'a b'",
    "a long chain of variables": "\n".join(f"$v{n} = $v{n - 1} + 'a'" for n in range(1, 10000)) + "\niex $v9999",
    "carets": 'cmd /c "' + "^" * 100_000 + 'powershell -c x"',
    "quotes": "cmd /c '" + '"' * 100_000 + " powershell -c x'",
    "backticks": "`".join("I" * 50_000),
    "30 KB of concatenation": "iex (" + "+".join(["'abc'"] * 5000) + ")",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_script(name: str) -> None:
    _unwrap(HOSTILE[name])


def test_six_layers_are_read() -> None:
    assert _unwrap(_nested(6)) == (6, [], 0)
