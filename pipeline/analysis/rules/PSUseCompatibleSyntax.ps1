# options: {"TargetVersions": ["3.0", "7.0"]}
# ruleid: PSUseCompatibleSyntax
using namespace System.Text
# ruleid: PSUseCompatibleSyntax
class Point { [int]$X; Point([int]$x) { $this.X = $x } }
# ruleid: PSUseCompatibleSyntax
enum Side { Left; Right }
# ruleid: PSUseCompatibleSyntax
$point = [Point]::new(1)
# ruleid: PSUseCompatibleSyntax
$text.$method()
# ruleid: PSUseCompatibleSyntax
$size = $point ? 1 : 0
# ruleid: PSUseCompatibleSyntax
$size = $point ?? 0
# ruleid: PSUseCompatibleSyntax
$size ??= 0
# ruleid: PSUseCompatibleSyntax
$size = ${point}?.X
# ruleid: PSUseCompatibleSyntax
$size = ${points}?[0]
# ruleid: PSUseCompatibleSyntax
Get-Item a && Get-Item b
# ok: PSUseCompatibleSyntax
$text.$property
# ok: PSUseCompatibleSyntax
$text."$method"()
# ok: PSUseCompatibleSyntax
$now = [DateTime]::Parse('2020-01-01')
# file: newest.ps1
# options: {"TargetVersions": ["7.2"]}
# ok: PSUseCompatibleSyntax
$size = $point ?? 0
# ok: PSUseCompatibleSyntax
$list = [System.Collections.ArrayList]::new()
# file: five.ps1
# options: {"TargetVersions": ["5.1"]}
# ruleid: PSUseCompatibleSyntax
$size = $point ?? 0
# ok: PSUseCompatibleSyntax
$list = [System.Collections.ArrayList]::new()
# file: none.ps1
# ok: PSUseCompatibleSyntax
$size = $point ?? 0
