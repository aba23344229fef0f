"""Comparisons, arrays, tables, bytes, streams, pipelines and statements."""

import base64
import gzip
import zlib

import pytest

from tests.pipeline.powershell.folding.folded import folded

COMPARISONS = [
    ("'A' -eq 'a'", "Boolean True"),
    ("'A' -ceq 'a'", "Boolean False"),
    ("1 -eq '1'", "Boolean True"),
    ("'1' -eq 1.0", "Boolean True"),
    ("'1.0' -eq 1", "Boolean False"),
    ("1 -eq 'x'", "Boolean False"),
    ("1 -lt 'x'", "error"),
    ("$true -eq 'False'", "Boolean True"),
    ("$null -eq ''", "Boolean False"),
    ("$null -lt 0", "Boolean True"),
    ("[char]'a' -eq 'A'", "Boolean True"),
    ("'a' -lt 'B'", "Boolean True"),
    ("'a' -clt 'A'", "Boolean True"),  # small letters sort before capitals
    ("'a-b' -lt 'ab'", "Boolean True"),
    ("'é' -gt 'e'", "Boolean True"),
    ("'α' -lt 'β'", "unknown"),
    ("1,2,3 -gt 1", "[Int32 2, Int32 3]"),
    ("1,2,3 -eq 5", "null"),
    ("1,2,3 -contains 2", "Boolean True"),
    ("'B' -in 'a','b'", "Boolean True"),
    ("'B' -cin 'a','b'", "Boolean False"),
    ("5 -is [int]", "Boolean True"),
    ("'5' -isnot [string]", "Boolean False"),
    ("-not 'x' -or 1", "Boolean True"),
    ("$true -xor $true", "Boolean False"),
    ("$null ?? 'x'", "String x"),
    ("1 ? 'y' : 'n'", "String y"),
]

ARRAYS = [
    ("1..3", "[Int32 1, Int32 2, Int32 3]"),
    ("3..1", "[Int32 3, Int32 2, Int32 1]"),
    ("'a'..'c'", "[Char a, Char b, Char c]"),
    ("'1'..'3'", "unknown"),  # characters in PowerShell 7, numbers before
    ("(1,2) + 3", "[Int32 1, Int32 2, Int32 3]"),
    ("(1,2) * 2", "[Int32 1, Int32 2, Int32 1, Int32 2]"),
    ("@(1,2,3)[0,-1]", "[Int32 1, Int32 3]"),
    ("@(1,2)[5]", "null"),
    ("@(1,2)[0,5]", "Int32 1"),
    ("@(1,2).Count", "Int32 2"),
    ("(,5).Length", "Int32 1"),
    ("@(5)", "Int32 5"),
    ("@()", "null"),
    ("[byte[]](65,66)", "[Byte 65, Byte 66]"),
    ("[char[]]'ab'", "[Char a, Char b]"),
    ("[int[]][char[]]'ab'", "[Int32 97, Int32 98]"),
    ("[int[]]'12'", "Int32 12"),
    ("[byte[]](65,256)", "error"),
    ("$($a = 1,2,3; [array]::Reverse($a); $a)", "[Int32 3, Int32 2, Int32 1]"),
    ("$($a = 1,2; $a[1] = 'x'; $a)", "[Int32 1, String x]"),
    ("$($l = New-Object Collections.ArrayList; [void]$l.Add('a'); $l.Count)", "Int32 1"),
    ("$($l = [Collections.Generic.List[byte]]::new(); $l.Add(7); $l[0])", "Byte 7"),
    ("@{a = 1; b = 2}.b", "Int32 2"),
    ("@{a = 1}['A']", "Int32 1"),
    ("([ordered]@{x = 1; y = 2}).Keys", "[String x, String y]"),
    ("@{x = 1; y = 2}.Keys", "unknown"),  # a table has no order
    ("(1,(2,3)) -join ','", "unknown"),
]


@pytest.mark.parametrize(("expression", "value"), COMPARISONS + ARRAYS)
def test_comparisons_and_arrays(expression: str, value: str) -> None:
    assert folded(expression) == value


BYTES = [
    ("[Convert]::ToInt32('ff',16)", "Int32 255"),
    ("[Convert]::ToInt16('ffff',16)", "Int16 -1"),
    ("[Convert]::ToInt32('101',2)", "Int32 5"),
    ("[Convert]::ToInt32('17',8)", "Int32 15"),
    ("[Convert]::ToInt32('zz',16)", "error"),
    ("[Convert]::ToInt32('0017')", "Int32 17"),
    ("[Convert]::ToString(10,2)", "String 1010"),
    ("[Convert]::ToChar(65)", "Char A"),
    ("[Convert]::ToBase64String([byte[]](1,2,3))", "String AQID"),
    ("[Convert]::FromBase64String('AQID')", "[Byte 1, Byte 2, Byte 3]"),
    ("[Convert]::FromBase64String('AQI')", "error"),
    ("[BitConverter]::ToString([byte[]](1,255))", "String 01-FF"),
    ("[Text.Encoding]::ASCII.GetString([byte[]](72,200))", "String H?"),
    ("[Text.Encoding]::UTF8.GetString([byte[]](195,169))", "String é"),
    ("[Text.Encoding]::Unicode.GetString([byte[]](72,0,105,0))", "String Hi"),
    ("[Text.Encoding]::GetEncoding('utf-16').GetBytes('A')", "[Byte 65, Byte 0]"),
    ("(New-Object Text.UTF8Encoding).GetString((72,105))", "String Hi"),
    ("[Uri]::UnescapeDataString('%41b')", "String Ab"),
    ("[Math]::Pow(2,10)", "Double 1024"),
    ("[Math]::Round(2.5)", "Double 2"),
    ("[int]::MaxValue", "Int32 2147483647"),
    ("[Math]::Abs(1,2)", "unknown"),
    ("[IO.File]::ReadAllText('x')", "unknown"),
    ("[type]'Convert' -is [string]", "Boolean False"),
]


@pytest.mark.parametrize(("expression", "value"), BYTES)
def test_bytes(expression: str, value: str) -> None:
    assert folded(expression) == value


def _deflated(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def _gzipped(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def test_streams() -> None:
    deflated = (
        f"(New-Object IO.StreamReader((New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String('{_deflated('hi')}'),"
        "[IO.Compression.CompressionMode]::Decompress)),[Text.Encoding]::ASCII)).ReadToEnd()"
    )
    gzipped = (
        f"[IO.StreamReader]::new([IO.Compression.GzipStream]::new([IO.MemoryStream]::new([Convert]::FromBase64String('{_gzipped('hi')}')),"
        "'Decompress')).ReadToEnd()"
    )
    copied = (
        f"$($in = New-Object IO.MemoryStream(,[Convert]::FromBase64String('{_gzipped('hi')}')); $out = New-Object IO.MemoryStream;"
        "(New-Object IO.Compression.GzipStream($in,[IO.Compression.CompressionMode]::Decompress)).CopyTo($out);"
        "[Text.Encoding]::UTF8.GetString($out.ToArray()))"
    )
    assert [folded(each) for each in (deflated, gzipped, copied)] == ["String hi"] * 3
    assert folded(deflated.replace(_deflated("hi"), base64.b64encode(b"\xff\xff").decode())) == "error"


def test_secure_string_with_a_key() -> None:
    # 'Hi' under the key 1..16, made with an independent implementation of AES
    exported = (
        "76492d1116743f0423413b16050a5345MgB8AEEAQQBFAEMAQQB3AFEARgBCAGcAYwBJAEMAUQBvAEwARABBADAATwBEAHcAPQA9AHwAOQBiADIAYgBjAGUA"
        "ZAAxADcAMAAwAGYAMABhADkAZgA4ADYANgBkADIAZgAwADkAZAA1ADUANQAwADcAZgBmAA=="
    )
    read = f"(New-Object Net.NetworkCredential('', (ConvertTo-SecureString '{exported}' -Key (1..16)))).Password"
    assert folded(read) == "String Hi"
    assert folded(read.replace("1..16", "2..17")) == "error"
    assert folded(read.replace(" -Key (1..16)", "")) == "unknown"


PIPELINES = [
    ("1..3 | % { $_ * 2 }", "[Int32 2, Int32 4, Int32 6]"),
    ("1..3 | ForEach-Object -Begin { 'b' } -Process { $_ } -End { 'e' }", "[String b, Int32 1, Int32 2, Int32 3, String e]"),
    ("'ab','c' | % Length", "[Int32 2, Int32 1]"),
    ("'ab' | % Substring 1", "String b"),
    ("1..5 | ? { $_ % 2 }", "[Int32 1, Int32 3, Int32 5]"),
    ("'a','bb' | where Length -gt 1", "String bb"),
    ("1..5 | select -First 2", "[Int32 1, Int32 2]"),
    ("1..5 | Select-Object -Last 1", "Int32 5"),
    ("3,1,2 | sort", "[Int32 1, Int32 2, Int32 3]"),
    ("3,1,2 | Sort-Object -Descending", "[Int32 3, Int32 2, Int32 1]"),
    ("'a','b' | Join-String -Separator ';'", "String a;b"),
    ("-join (72,105 | % { [char]$_ })", "String Hi"),
    ("1..3 | Get-Random", "unknown"),
    ("1 | Out-Null", "null"),
    ("& { param($a) $a + 1 } 2", "Int32 3"),
    ("& { $args[0] } 'x'", "String x"),
    ("{ 5 }.Invoke()", "Int32 5"),
    ("(1,2,3).ForEach({ $_ + 1 })", "[Int32 2, Int32 3, Int32 4]"),
    ("(1,2,3).Where({ $_ -gt 1 })", "[Int32 2, Int32 3]"),
]

STATEMENTS = [
    ("$(if (1 -gt 2) { 'a' } elseif (1) { 'b' })", "String b"),
    ("$(for ($i = 0; $i -lt 3; $i++) { $i })", "[Int32 0, Int32 1, Int32 2]"),
    ("$($i = 0; while ($true) { if ($i++ -ge 2) { break }; $i })", "[Int32 1, Int32 2]"),
    ("$(foreach ($c in 'a','b') { if ($c -eq 'a') { continue }; $c })", "String b"),
    ("$(do { 'once' } until ($true))", "String once"),
    ("$(switch ('b') { 'a' { 1 } 'B' { 2 } default { 3 } })", "Int32 2"),
    ("$(switch -Regex ('abc') { '^a' { 1 } 'c$' { 2 } })", "[Int32 1, Int32 2]"),
    ("$(function f($x, $y = 2) { return $x * $y }; f 4)", "Int32 8"),
    ("$(function f { param([string]$s) $s.Length }; f -s 'abc')", "Int32 3"),
    ("$(filter f { $_ + 1 }; 1,2 | f)", "[Int32 2, Int32 3]"),
    ("$($a, $b = 1, 2, 3; $b)", "[Int32 2, Int32 3]"),
    ("$([int]$n = '5'; $n += '6'; $n)", "Int32 11"),
    ("$(try { 1 / 0 } catch { 'caught' } finally { 'end' })", "[String caught, String end]"),
    ("$($OFS = '-'; \"$(1,2)\")", "String 1-2"),
    ("$(Set-Variable x 5; (Get-Variable x).Value)", "Int32 5"),
    ("$(Set-Alias zz ForEach-Object; 1 | zz { $_ + 1 })", "Int32 2"),
    ("$neverSet", "unknown"),
    ("$env:USERNAME", "unknown"),
    ("Get-Date", "unknown"),
    ("1; 2", "unknown"),
    ("'a' +", "error"),
]


@pytest.mark.parametrize(("expression", "value"), PIPELINES + STATEMENTS)
def test_pipelines_and_statements(expression: str, value: str) -> None:
    assert folded(expression) == value
