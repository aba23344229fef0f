# ruleid: PSUseSingularNouns
function Get-Files { }
# ok: PSUseSingularNouns
function Get-File { }
# Only the last word of the noun counts.
# ok: PSUseSingularNouns
function Get-FilesReport { }
# ruleid: PSUseSingularNouns
function Get-AppProperties { }
# ok: PSUseSingularNouns
function Get-Status { }
# ok: PSUseSingularNouns
function Get-ReportData { }
# ok: PSUseSingularNouns
function Files { }
# file: own.ps1
# options: {"NounAllowList": ["Files"]}
# ok: PSUseSingularNouns
function Get-Files { }
# ruleid: PSUseSingularNouns
function Get-Pages { }
