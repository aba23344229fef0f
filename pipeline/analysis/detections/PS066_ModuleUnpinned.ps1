# file: bad1.ps1
# ruleid: PS066_ModuleUnpinned
Install-Module Pester -Force

# file: bad2.ps1
# ruleid: PS066_ModuleUnpinned
Install-Module -Name Pester -SkipPublisherCheck

# file: bad3.ps1
# ruleid: PS066_ModuleUnpinned
Set-PSRepository PSGallery -InstallationPolicy Trusted

# file: bad4.ps1
# form: splatted
$get = @{ Name = 'Pester'; Force = $true }
# ruleid: PS066_ModuleUnpinned
Install-Module @get

# file: bad5.ps1
# form: aliased, variable
$name = 'Pester'
# ruleid: PS066_ModuleUnpinned
inmo $name -Force

# file: bad6.ps1
# ruleid: PS066_ModuleUnpinned
Register-PSRepository -Name Mine -SourceLocation http://host.example/nuget -InstallationPolicy Trusted

# file: bad7.ps1
# form: wrapped
# ruleid: PS066_ModuleUnpinned
powershell -NoProfile -EncodedCommand SQBuAHMAdABhAGwAbAAtAE0AbwBkAHUAbABlACAAUABlAHMAdABlAHIAIAAtAEYAbwByAGMAZQA=

# file: good1.ps1
# form: near miss
# ok: PS066_ModuleUnpinned
Install-Module Pester -RequiredVersion 5.6.1 -Repository PSGallery

# file: good2.ps1
# form: near miss
# ok: PS066_ModuleUnpinned
Install-Module Pester

# file: good3.ps1
# form: near miss
# ok: PS066_ModuleUnpinned
Import-Module Pester -Force
