"""Text: strings, their operators and methods, formats and regular expressions."""

import pytest

from tests.pipeline.powershell.folding.folded import folded

STRINGS = [
    ("'a' + 1 + $true", "String a1True"),
    ("'a' + (1,2)", "String a1 2"),
    ("'ab' * 3", "String ababab"),
    ("'ab' * '2'", "String abab"),
    ("'ab' * -1", "error"),
    ("'abc'[1]", "Char b"),
    ("'abc'[-1]", "Char c"),
    ("'abc'[9]", "null"),
    ("-join 'abc'[2,0,9]", "String ca"),
    ("'abc'[2,0,9] -join ','", "String c,a,"),
    ("'abc'[-1..-3] -join ''", "String cba"),
    ('"a`tb`u{41}"', "String a\tbA"),
    ("\"$(1+1) and $('x')\"", "String 2 and x"),
    ('"a""b"', 'String a"b'),
    ('"$(@{})"', "String System.Collections.Hashtable"),
    ('"$(1,2)"', "String 1 2"),
    ("'😀'.Length", "Int32 2"),
    ("'😀'", "String 😀"),
]

METHODS = [
    ("'abcdef'.Substring(2)", "String cdef"),
    ("'abcdef'.Substring(2,2)", "String cd"),
    ("'abc'.Substring(4)", "error"),
    ("'abc'.Replace('b','xx')", "String axxc"),
    ("'abc'.Replace([char]98,[char]66)", "String aBc"),
    ("'abc'.Replace('','x')", "error"),
    ("'abc'.Insert(1,'-')", "String a-bc"),
    ("'abc'.Remove(1)", "String a"),
    ("'a,b;c'.Split(',')", "[String a, String b;c]"),
    ("'a,b;c'.Split(',;')", "String a,b;c"),  # .NET's newer overload takes it as one separator
    ("'a,b;c'.Split([char[]]',;')", "[String a, String b, String c]"),
    ("'a,,b'.Split(',',[StringSplitOptions]::RemoveEmptyEntries)", "[String a, String b]"),
    ("'a,b,c'.Split(',',2)", "[String a, String b,c]"),
    ("'  x '.Trim()", "String x"),
    ("'xxaxx'.TrimStart('x')", "String axx"),
    ("'ab'.PadLeft(4)", "String   ab"),
    ("'ab'.PadRight(4,'.')", "String ab.."),
    ("'abcabc'.IndexOf('c')", "Int32 2"),
    ("'abcabc'.LastIndexOf('c')", "Int32 5"),
    ("'é'.IndexOf('e')", "unknown"),  # compares by culture
    ("'abc'.Contains('B')", "Boolean False"),
    ("'abc'.StartsWith('ab')", "Boolean True"),
    ("'abc'.ToUpper()", "String ABC"),
    ("'é'.ToUpper()", "String É"),
    ("'ß'.ToUpper()", "unknown"),
    ("'abc'.ToCharArray()[0]", "Char a"),
    ("'a'.Length", "Int32 1"),
    ("('ab','cd').ToUpper()", "[String AB, String CD]"),
    ("'abc'.('To'+'Upper')()", "String ABC"),
    ("'abc'.Nothing()", "unknown"),
    ("[string]::Join('-',(1,2,3))", "String 1-2-3"),
    ("[string]::Join('-','a','b')", "String a-b"),
    ("[string]::Concat('a',1)", "String a1"),
    ("[string]::Format('{1}{0}','a','b')", "String ba"),
    ("[string]::new('a',3)", "String aaa"),
    ("[string]::new([char[]](72,105))", "String Hi"),
    ("[char]::ToUpper('a')", "Char A"),
    ("'abc'.Insert", "unknown"),
    ("\"$('abc'.Insert)\"", "String string Insert(int startIndex, string value)"),
]

FORMATS = [
    ("'{0} {1}' -f 'a',1", "String a 1"),
    ("'{1}{0}' -f 'a','b'", "String ba"),
    ("'{0,5}|{0,-5}|' -f 'ab'", "String    ab|ab   |"),
    ("'{0:X2}' -f 10", "String 0A"),
    ("'{0:x}' -f -1", "String ffffffff"),
    ("'{0:X2}' -f 'a'", "String a"),
    ("'{0:d5}' -f 42", "String 00042"),
    ("'{0:n1}' -f 1234", "String 1,234.0"),
    ("'{0:f2}' -f 1.005", "String 1.00"),
    ("'{0:f0}' -f 0.5", "unknown"),  # versions of .NET round halves differently
    ("'{0:000}' -f 7", "String 007"),
    ("'{0:#,##0.00}' -f 1234.5", "String 1,234.50"),
    ("'{0:e2}' -f 12345.0", "String 1.23e+004"),
    ("'{0}' -f (1/3)", "String 0.3333333333333333"),
    ("'{{0}}' -f 1", "String {0}"),
    ("'{2}' -f 1", "error"),
    ("'{' -f 1", "error"),
    ("'{0:x}' -f 1.5", "error"),
    ("'{0}' -f $null", "String "),
    ("'{0}' -f (,(1,2))", "String System.Object[]"),
]

PATTERNS = [
    ("'abc' -replace 'B','x'", "String axc"),
    ("'abc' -creplace 'B','x'", "String abc"),
    ("'abc' -replace '(a)(b)','$2$1'", "String bac"),
    ("'abc' -replace '(?<x>b)','[${x}]'", "String a[b]c"),
    ("'abc' -replace 'b','$&$&'", "String abbc"),
    ("'abc' -replace 'b','$$'", "String a$c"),
    ("'abc' -replace 'b','$3'", "String a$3c"),
    ("'abc' -replace 'x*','-'", "String -a-b-c-"),
    ("'abc' -replace 'b'", "String ac"),
    ("'abc' -replace 'b',[char]66", "String aBc"),
    ("'abc' -replace 'b',{ $_.Value + '!' }", "String ab!c"),
    ("('ab','cb') -replace 'b','x'", "[String ax, String cx]"),
    ("'a1b2' -split '\\d'", "[String a, String b, String ]"),
    ("'a1b2' -split '(\\d)'", "[String a, String 1, String b, String 2, String ]"),
    ("'a,b,c' -split ',',2", "[String a, String b,c]"),
    ("'aXbxc' -csplit 'x'", "[String aXb, String c]"),
    ("'a.b' -split '.',0,'SimpleMatch'", "[String a, String b]"),
    ("-split ' a  b '", "[String a, String b]"),
    ("'4142' -split '(..)' -ne '' -join ','", "String 41,42"),
    ("'abc' -match 'B'", "Boolean True"),
    ("'abc' -cmatch 'B'", "Boolean False"),
    ("('abc','xyz') -match 'y'", "String xyz"),
    ("$(if ('key=7' -match '(\\w+)=(\\d)') { $Matches[2] })", "String 7"),
    ("'abc' -like 'A*'", "Boolean True"),
    ("'abc' -clike 'A*'", "Boolean False"),
    ("'a*c' -like 'a`*c'", "Boolean True"),
    ("'abd' -like 'ab[a-d]'", "Boolean True"),
    ("('ab','cd') -notlike 'a*'", "String cd"),
    ("[regex]::Replace('abc','b','x')", "String axc"),
    ("[regex]::Matches('abc','.','RightToLeft') | % { $_.Value }", "[String c, String b, String a]"),
    ("[regex]::Match('ab12','\\d+').Value", "String 12"),
    ("[regex]::Escape('a.b')", "String a\\.b"),
    ("[regex]::Split('a1b','\\d')", "[String a, String b]"),
    ("'abc' -replace '(?<-x>b)','-'", "unknown"),  # a balancing group
    ("'abc' -replace '(?<=a*)b','-'", "unknown"),  # a look behind of varying width
    ("'abc' -replace '[a-c-[b]]','-'", "unknown"),  # a subtracted class
    ("'a²' -match '\\w$'", "unknown"),  # the engines disagree about superscripts
]


@pytest.mark.parametrize(("expression", "value"), STRINGS + METHODS + FORMATS + PATTERNS)
def test_text(expression: str, value: str) -> None:
    assert folded(expression) == value
