# file: Tools.psm1
# ruleid: PSAvoidGlobalFunctions
function global:Get-Thing { 'thing' }
# ok: PSAvoidGlobalFunctions
function Get-Other { 'other' }
# ok: PSAvoidGlobalFunctions
function script:Get-Third { 'third' }
# file: tools.ps1
# ok: PSAvoidGlobalFunctions
function global:Get-Thing { 'thing' }
