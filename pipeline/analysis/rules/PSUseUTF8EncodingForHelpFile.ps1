# file: about_Thing.help.txt encoding: utf-16
# ruleid-file: PSUseUTF8EncodingForHelpFile
about Thing
# file: about_Other.help.txt
# ok-file: PSUseUTF8EncodingForHelpFile
about Other
# file: about_Third.help.txt encoding: utf-8-sig
# ok-file: PSUseUTF8EncodingForHelpFile
about Third
