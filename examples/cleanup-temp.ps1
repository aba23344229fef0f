# deletes old temp stuff, run on all pcs!!!
# TODO: ask before deleting
param($dir, $days = 30, $Force = $true)

$global:deleted = 0
cd $dir
$files = ls -r | ? { $_.LastWriteTime -lt (date).AddDays(-$days) }
foreach ($f in $files)
{
    try { del $f.FullName -r -fo; $global:deleted += 1 }
    catch { }
    Write-Host "removed" $f.name -ForegroundColor green
}
$log = @()
foreach ($f in $files) { $log += $f.FullName }
if ($log.Count -gt 0 -and $null -ne $days -and $days -ne $null) {
    $log | out-file c:\temp\cleanup.log -append
}
gwmi Win32_OperatingSystem | select CSName,LastBootUpTime
write-host "done, $global:deleted files gone"
