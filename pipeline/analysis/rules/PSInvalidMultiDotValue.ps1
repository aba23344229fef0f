# ruleid: PSInvalidMultiDotValue
$version = 1.2.3
# ruleid: PSInvalidMultiDotValue
$address = [ipaddress]127.0.0.1
# ruleid: PSInvalidMultiDotValue
$long = 1.2.3.4.5
# ok: PSInvalidMultiDotValue
$version = [version]'1.2.3'
# ok: PSInvalidMultiDotValue
$number = 1.2
# ok: PSInvalidMultiDotValue
$range = 1..3
# ok: PSInvalidMultiDotValue
$text = 1.2.ToString()
# ok: PSInvalidMultiDotValue
ping 127.0.0.1
