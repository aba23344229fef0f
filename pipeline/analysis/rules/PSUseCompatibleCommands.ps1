# options: {"TargetProfiles": ["win-8_x64_10.0.17763.0_5.1.17763.316_x64_4.0.30319.42000_framework"]}
# noted-file: PSUseCompatibleCommands
# ok: PSUseCompatibleCommands
Get-Uptime
