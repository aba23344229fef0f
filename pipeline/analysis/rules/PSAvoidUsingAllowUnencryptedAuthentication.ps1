# ruleid: PSAvoidUsingAllowUnencryptedAuthentication
Invoke-RestMethod -Uri http://example.org/api -AllowUnencryptedAuthentication
# ruleid: PSAvoidUsingAllowUnencryptedAuthentication
iwr http://example.org/api -AllowUnencryptedAuthentication:$true
# ruleid: PSAvoidUsingAllowUnencryptedAuthentication
Send-Request -AllowUnencryptedAuthentication -Body x
# ok: PSAvoidUsingAllowUnencryptedAuthentication
Invoke-RestMethod -Uri https://example.org/api
# ok: PSAvoidUsingAllowUnencryptedAuthentication
Invoke-RestMethod -Uri https://example.org/api -Authentication Basic
