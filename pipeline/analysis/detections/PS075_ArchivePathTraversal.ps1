# file: bad1.ps1
# form: variable
$zip = [IO.Compression.ZipFile]::OpenRead('a.zip')
foreach ($entry in $zip.Entries) {
# ruleid: PS075_ArchivePathTraversal
    [IO.Compression.ZipFileExtensions]::ExtractToFile($entry, (Join-Path C:\x $entry.FullName), $true)
}

# file: bad2.ps1
# form: variable
$zip = [IO.Compression.ZipFile]::OpenRead('a.zip')
foreach ($entry in $zip.Entries) {
    $target = "C:\x\$($entry.FullName)"
# ruleid: PS075_ArchivePathTraversal
    [IO.Compression.ZipFileExtensions]::ExtractToFile($entry, $target)
}

# file: bad3.ps1
# form: wrapped
# ruleid: PS075_ArchivePathTraversal
powershell -NoProfile -EncodedCommand JAB6AGkAcAAgAD0AIABbAEkATwAuAEMAbwBtAHAAcgBlAHMAcwBpAG8AbgAuAFoAaQBwAEYAaQBsAGUAXQA6ADoATwBwAGUAbgBSAGUAYQBkACgAJwBhAC4AegBpAHAAJwApAAoAZgBvAHIAZQBhAGMAaAAgACgAJABlAG4AdAByAHkAIABpAG4AIAAkAHoAaQBwAC4ARQBuAHQAcgBpAGUAcwApACAAewAKACAAIAAgACAAWwBJAE8ALgBDAG8AbQBwAHIAZQBzAHMAaQBvAG4ALgBaAGkAcABGAGkAbABlAEUAeAB0AGUAbgBzAGkAbwBuAHMAXQA6ADoARQB4AHQAcgBhAGMAdABUAG8ARgBpAGwAZQAoACQAZQBuAHQAcgB5ACwAIAAoAEoAbwBpAG4ALQBQAGEAdABoACAAQwA6AFwAeAAgACQAZQBuAHQAcgB5AC4ARgB1AGwAbABOAGEAbQBlACkALAAgACQAdAByAHUAZQApAAoAfQA=

# file: bad4.ps1
# form: aliased, variable
$zip = [IO.Compression.ZipFile]::OpenRead('a.zip')
$zip.Entries | % {
    # ruleid: PS075_ArchivePathTraversal
    [IO.Compression.ZipFileExtensions]::ExtractToFile($_, (Join-Path C:\x $_.FullName), $true)
}

# file: bad5.ps1
# form: splatted, variable
$zip = [IO.Compression.ZipFile]::OpenRead('a.zip')
foreach ($entry in $zip.Entries) {
    $way = @{ Path = 'C:\x'; ChildPath = $entry.FullName }
    # ruleid: PS075_ArchivePathTraversal
    [IO.Compression.ZipFileExtensions]::ExtractToFile($entry, (Join-Path @way), $true)
}

# file: good1.ps1
# form: near miss
# ok: PS075_ArchivePathTraversal
Expand-Archive -Path tools.zip -DestinationPath ./tools

# file: good2.ps1
# form: near miss
$zip = [IO.Compression.ZipFile]::OpenRead('a.zip')
foreach ($entry in $zip.Entries) {
# ok: PS075_ArchivePathTraversal
    [IO.Compression.ZipFileExtensions]::ExtractToFile($entry, 'C:\x\a.txt')
}
