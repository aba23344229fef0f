# ruleid: PSAvoidUsingBrokenHashAlgorithms
Get-FileHash -Path setup.exe -Algorithm MD5
# ruleid: PSAvoidUsingBrokenHashAlgorithms
Get-FileHash setup.exe -algorithm:'sha1'
# ruleid: PSAvoidUsingBrokenHashAlgorithms
Get-Digest -Algorithm SHA1 -Text x
# ok: PSAvoidUsingBrokenHashAlgorithms
Get-FileHash -Path setup.exe -Algorithm SHA256
# ok: PSAvoidUsingBrokenHashAlgorithms
Get-FileHash -Path setup.exe
# ok: PSAvoidUsingBrokenHashAlgorithms
Get-FileHash -Path setup.exe -Algorithm $algorithm
