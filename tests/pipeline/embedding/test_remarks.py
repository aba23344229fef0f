"""What comments say of a script, without licences and signatures."""

from pipeline.embedding.digest import digest

APACHE = """\
# Copyright 2019 Ann Ower
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS.
#
# Restarts the spooler

Get-Service
"""
SIGNED = """\
# Lists printers
Get-Printer

# SIG # Begin signature block
# MIIFuQYJKoZIhvcNAQcCoIIFqjCCBaYCAQExDzANBglghkgBZQMEAgEFADB5Bgor
# BgEEAYI3AgEEoGswaTA0BgorBgEEAYI3AgEeMCYCAwEAAAQQH8w7YFlLCE63JNLG
# SIG # End signature block
"""
BLOCK = """\
<#
    Author: Ann Ower
    Copyright (c) 2020 Ower. All rights reserved.
    Empties the recycle bin

    Permission is hereby granted, free of charge, to any person obtaining a copy
    of this software, to deal in the software without restriction.
#>
Clear-RecycleBin
"""


def test_legal_paragraphs_say_nothing_of_a_script() -> None:
    assert digest("a", None, APACHE, "ps1").comments == ["Restarts the spooler"]


def test_a_signature_is_no_remark() -> None:
    assert digest("a", None, SIGNED, "ps1").comments == ["Lists printers"]


def test_what_stands_behind_a_signature_is_read() -> None:
    assert digest("a", None, f"{SIGNED}# Also stops them\n", "ps1").comments == ["Lists printers", "Also stops them"]


def test_a_block_keeps_its_other_lines() -> None:
    assert digest("a", None, BLOCK, "ps1").comments == ["Author: Ann Ower\nEmpties the recycle bin"]


def test_remarks_that_stand_apart_are_judged_apart() -> None:
    text = "# without warranties or conditions of any kind\n$a = 1\n# Renews a licence of Office\n$b = 2 # licence keys\n"
    assert digest("a", None, text, "ps1").comments == ["Renews a licence of Office", "licence keys"]
