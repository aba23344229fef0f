# ruleid: PSMissingTryBlock
catch { 'An error happened.' }
Get-Item missing
# ruleid: PSMissingTryBlock
finally { 'Done.' }
# ok: PSMissingTryBlock
try { Get-Item missing } catch { 'An error happened.' } finally { 'Done.' }
# ok: PSMissingTryBlock
Write-Output catch
# ok: PSMissingTryBlock
& 'catch' { }
