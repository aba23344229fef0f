'One', 'Two' | ForEach-Object {
    # ruleid: PSAvoidDynamicallyCreatingVariableNames
    New-Variable -Name "My$_" -Value 1
    # ruleid: PSAvoidDynamicallyCreatingVariableNames
    nv $_ 1
}
# ok: PSAvoidDynamicallyCreatingVariableNames
New-Variable -Name MyOne -Value $value
# ok: PSAvoidDynamicallyCreatingVariableNames
New-Variable -Option ReadOnly 'MyTwo' 2
# ok: PSAvoidDynamicallyCreatingVariableNames
$my = @{ "My$_" = 1 }
