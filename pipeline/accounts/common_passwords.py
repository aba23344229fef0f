"""Words that people take for a password, alone or with figures around them."""

_WORDS = """
    password passwort passw0rd p@ssword p@ssw0rd passphrase pass changeme letmein welcome default secret geheim hallo hello
    admin administrator root toor guest gast user test testing demo temp login master superuser sysadmin system support service
    qwerty qwertz azerty qwertyuiop qwertzuiop asdfgh asdfghjkl yxcvbnm zxcvbnm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsx qazwsxedc zaq12wsx
    q1w2e3r4 q1w2e3r4t5 qwer1234 asdf1234 abcd1234 a1b2c3d4 abc123 123abc 123qwe 123qweasd qwe123
    iloveyou sunshine princess dragon monkey football baseball basketball soccer hockey superman batman starwars pokemon
    trustno1 whatever freedom shadow michael jennifer jordan harley ranger hunter buster thomas tigger robert george charlie andrew
    summer winter spring autumn january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    computer internet server windows microsoft powershell psscript github google samsung database postgres redis
    correcthorsebatterystaple passwordpassword password1234 adminadmin administrator123 changemechangeme letmeinletmein
    mypassword newpassword oldpassword mypassword123 yourpassword thisismypassword
    123456789 1234567890 12345678910 123456789012 123123123 123321123321 112233445566 121212121212 102030405060
"""
COMMON = frozenset(_WORDS.split())
