# options: {"TargetProfiles": ["ubuntu_x64_18.04_7.0.0_x64_3.1.2_core"]}
# noted-file: PSUseCompatibleTypes
# ok: PSUseCompatibleTypes
[Microsoft.Win32.Registry]::LocalMachine
