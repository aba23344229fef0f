"""What is a token, and where it ends; a letter behind a slash is one of the token's flags."""

from __future__ import annotations

import pytest

from tests.pipeline.powershell.shapes import tokens

COMMANDS_AND_EXPRESSIONS = [
    ("a-b 1..3 x=1", "Generic/C:a-b Generic:1..3 Generic:x=1"),
    ("$a-b", "Variable:$a Parameter:-b"),
    ("$a - b", "Variable:$a Minus:- Identifier/C:b"),
    ("echo 1..3 a=b 5%3 *.txt a>b", "Identifier/C:echo Generic:1..3 Generic:a=b Generic:5%3 Generic:*.txt Generic:a>b"),
    ("$x=1..3", "Variable:$x Equals:= Number:1 DotDot:.. Number:3"),
    ("5%3", "Number:5 Rem:% Number:3"),
    (
        "echo $x=1 $x.y $x.y/z $x/y $x[0] $x:y",
        (
            "Identifier/C:echo Variable:$x Generic:=1 Variable:$x Dot:. Identifier/M:y Variable:$x Dot:. Identifier/M:y Generic:/z "
            "Generic:$x/y[Variable:$x] Variable:$x LBracket:[ Number:0 RBracket:] Variable:$x:y"
        ),
    ),
    ("-join $x -eq1", "Join:-join Variable:$x Ieq:-eq Number:1"),
]


@pytest.mark.parametrize(("source", "expected"), COMMANDS_AND_EXPRESSIONS)
def test_commands_and_expressions(source: str, expected: str) -> None:
    """The same characters read differently where a command and where a value is expected."""
    assert tokens(source) == expected


ARGUMENTS_OF_ONE_PIECE = [
    ('echo --git-dir="$x/.git"', 'Identifier/C:echo Generic:--git-dir="$x/.git"[Variable:$x]'),
    (
        'echo "a"b\'c\' \' 8 |\'$b[0,7].Icon\'|\'',
        (
            'Identifier/C:echo StringExpandable:"a" Generic:b\'c\' StringLiteral:\' 8 |\' Variable:$b LBracket:[ Number:0 Comma:, Number:7 '
            "RBracket:] Dot:. Identifier/M:Icon StringLiteral:'|'"
        ),
    ),
    (
        "echo $PSScriptRoot/x.ps1 \\\\$c\\c$",
        "Identifier/C:echo Generic:$PSScriptRoot/x.ps1[Variable:$PSScriptRoot] Generic:\\\\$c\\c$[Variable:$c]",
    ),
    ("echo [C]ode [ ] [int]::x", "Identifier/C:echo Generic:[C]ode Generic:[ Generic:] Generic:[int]::x"),
    (
        "echo -p:$v -p: $v -j4 -1sLf - -- -5 -.5",
        (
            "Identifier/C:echo Parameter:-p: Variable:$v Parameter:-p: Variable:$v Parameter:-j4 Generic:-1sLf Generic:- MinusMinus:-- "
            "Generic:-5 Generic:-.5"
        ),
    ),
    ("echo * . .. / % ? + =", "Identifier/C:echo Generic:* Generic:. Generic:.. Generic:/ Generic:% Generic:? Generic:+ Generic:="),
    (
        "echo @args @{a=1} @(1) {b} (c) $(d)",
        (
            "Identifier/C:echo SplattedVariable:@args AtCurly:@{ Identifier/M:a Equals:= Number:1 RCurly:} AtParen:@( Number:1 RParen:) "
            "LCurly:{ Identifier/C:b RCurly:} LParen:( Identifier/C:c RParen:) DollarParen:$( Identifier/C:d RParen:)"
        ),
    ),
    ("echo --% a | b", "Identifier/C:echo Generic:--% Generic:a  Pipe:| Identifier/C:b"),
]


@pytest.mark.parametrize(("source", "expected"), ARGUMENTS_OF_ONE_PIECE)
def test_arguments_of_one_piece(source: str, expected: str) -> None:
    """Words with quotes, variables and signs in them."""
    assert tokens(source) == expected


OPERATORS_AS_COMMANDS = [
    ("gci | % Name", "Identifier/C:gci Pipe:| Rem/C:% Identifier:Name"),
    ("gci | ?{$_}", "Identifier/C:gci Pipe:| Generic/C:? LCurly:{ Variable:$_ RCurly:}"),
    (
        "& $x; . $y; .{1}; &{2}",
        "Ampersand:& Variable:$x Semi:; Dot:. Variable:$y Semi:; Dot:. LCurly:{ Number:1 RCurly:} Semi:; Ampersand:& LCurly:{ Number:2 RCurly:}",
    ),
]


@pytest.mark.parametrize(("source", "expected"), OPERATORS_AS_COMMANDS)
def test_operators_as_commands(source: str, expected: str) -> None:
    assert tokens(source) == expected


QUOTES_AND_DASHES = [
    ("1 – 2 — 3 ― 4", "Number:1 Minus:– Number:2 Minus:— Number:3 Minus:― Number:4"),
    ("a –b", "Identifier/C:a Parameter:–b"),
    ("1 –eq 2", "Number:1 Ieq:–eq Number:2"),
    ("‘a’ ‚b‛", "StringLiteral:‘a’ StringLiteral:‚b‛"),
    ("“c” „d„", "StringExpandable:“c” StringExpandable:„d„"),
    ('\'it\'\'s\' ‘it’’s’ "say ""hi"""', 'StringLiteral:\'it\'\'s\' StringLiteral:‘it’’s’ StringExpandable:"say ""hi"""'),
]


@pytest.mark.parametrize(("source", "expected"), QUOTES_AND_DASHES)
def test_quotes_and_dashes(source: str, expected: str) -> None:
    """Typographic ones are as good as plain ones."""
    assert tokens(source) == expected


NUMBERS = [
    ("0x1F, 0b101, 1kb, 1.5MB, 0xFFl", "Number:0x1F Comma:, Number:0b101 Comma:, Number:1kb Comma:, Number:1.5MB Comma:, Number:0xFFl"),
    (
        "1.5, .5, 5., 1e3, 1e-3, 1.5e+3d",
        "Number:1.5 Comma:, Number:.5 Comma:, Number:5. Comma:, Number:1e3 Comma:, Number:1e-3 Comma:, Number:1.5e+3d",
    ),
    (
        "1u, 1uy, 1y, 1us, 1s, 1l, 1ul, 1n, 1d",
        (
            "Number:1u Comma:, Number:1uy Comma:, Number:1y Comma:, Number:1us Comma:, Number:1s Comma:, Number:1l Comma:, Number:1ul "
            "Comma:, Number:1n Comma:, Number:1d"
        ),
    ),
    ("1..3", "Number:1 DotDot:.. Number:3"),
    ("1.2.3", "Number:1.2 Dot:. Number:3"),
    ("1a", "Generic/C:1a"),
    ("-5 - -3", "Number:-5 Minus:- Number:-3"),
    ("1#c", "Number:1 Comment:#c"),
]


@pytest.mark.parametrize(("source", "expected"), NUMBERS)
def test_numbers(source: str, expected: str) -> None:
    assert tokens(source) == expected


BACKTICK = [
    ("a `\n -b", "Identifier/C:a LineContinuation:`\\n Parameter:-b"),
    ("a`b `n `$x", "Generic/C:a`b Generic:`n Generic:`$x"),
    ('"a`tb" \'a`b\'', 'StringExpandable:"a`tb" StringLiteral:\'a`b\''),
    ("a `\r\n b", "Identifier/C:a LineContinuation:`\\r\\n Identifier:b"),
]


@pytest.mark.parametrize(("source", "expected"), BACKTICK)
def test_backtick(source: str, expected: str) -> None:
    assert tokens(source) == expected


COMMENTS = [
    ("a # b", "Identifier/C:a Comment:# b"),
    ("a#b", "Generic/C:a#b"),
    ("$a#b", "Variable:$a Comment:#b"),
    ("a <# b\n #> c", "Identifier/C:a Comment:<# b\\n #> Identifier:c"),
    ("#a\n#b", "Comment:#a NewLine:\\n Comment:#b"),
]


@pytest.mark.parametrize(("source", "expected"), COMMENTS)
def test_comments(source: str, expected: str) -> None:
    assert tokens(source) == expected


KEYWORDS = [
    (
        "if (1) {} elseif (2) {} else {}",
        (
            "If:if LParen:( Number:1 RParen:) LCurly:{ RCurly:} ElseIf:elseif LParen:( Number:2 RParen:) LCurly:{ RCurly:} Else:else "
            "LCurly:{ RCurly:}"
        ),
    ),
    ("echo if else foreach in", "Identifier/C:echo Generic:if Generic:else Generic:foreach Generic:in"),
    (
        "$x.if; $x.class; @{if=1}",
        (
            "Variable:$x Dot:. Identifier/M:if Semi:; Variable:$x Dot:. Identifier/M:class Semi:; AtCurly:@{ Identifier/M:if Equals:= "
            "Number:1 RCurly:}"
        ),
    ),
    ("Param-Foo; in-x", "Generic/C:Param-Foo Semi:; Generic/C:in-x"),
    ("foreach ($in in $in) {}", "Foreach:foreach LParen:( Variable:$in In:in Variable:$in RParen:) LCurly:{ RCurly:}"),
    ("function if {}", "Function:function If:if LCurly:{ RCurly:}"),
    ("IF(1){}", "If:IF LParen:( Number:1 RParen:) LCurly:{ RCurly:}"),
]


@pytest.mark.parametrize(("source", "expected"), KEYWORDS)
def test_keywords(source: str, expected: str) -> None:
    """Only where a statement may begin."""
    assert tokens(source) == expected


NEWLINES_AND_SEPARATORS = [
    ("a;b\nc\r\nd\re", "Identifier/C:a Semi:; Identifier/C:b NewLine:\\n Identifier/C:c NewLine:\\r\\n Identifier/C:d NewLine:\\r Identifier/C:e"),
    ("a && b || c | d &", "Identifier/C:a AndAnd:&& Identifier/C:b OrOr:|| Identifier/C:c Pipe:| Identifier/C:d Ampersand:&"),
]


@pytest.mark.parametrize(("source", "expected"), NEWLINES_AND_SEPARATORS)
def test_newlines_and_separators(source: str, expected: str) -> None:
    assert tokens(source) == expected


REDIRECTIONS = [
    (
        "a > b 2>> c 3>&1 *>&1 *> d 6> e",
        (
            "Identifier/C:a Redirection:> Identifier:b Redirection:2>> Identifier:c Redirection:3>&1 Redirection:*>&1 Redirection:*> "
            "Identifier:d Redirection:6> Identifier:e"
        ),
    ),
]


@pytest.mark.parametrize(("source", "expected"), REDIRECTIONS)
def test_redirections(source: str, expected: str) -> None:
    assert tokens(source) == expected


TYPES = [
    ("[a.b+c]", "LBracket:[ Identifier/T:a.b+c RBracket:]"),
    (
        "[list[[int],string]]",
        "LBracket:[ Identifier/T:list LBracket:[ LBracket:[ Identifier/T:int RBracket:] Comma:, Identifier/T:string RBracket:] RBracket:]",
    ),
    (
        "[int[,]][x`1[y]]",
        (
            "LBracket:[ Identifier/T:int LBracket:[ Comma:, RBracket:] RBracket:] LBracket:[ Identifier/T:x`1 LBracket:[ Identifier/T:y "
            "RBracket:] RBracket:]"
        ),
    ),
    ("[x, y, Version=1.0]", "LBracket:[ Identifier/T:x Comma:, Identifier/T:y Comma:, Identifier/T:Version Equals:= Identifier/T:1.0 RBracket:]"),
    ("[A()]$x", "LBracket:[ Identifier/TA:A LParen:( RParen:) RBracket:] Variable:$x"),
    ("[A(b=1,2)]$x", "LBracket:[ Identifier/TA:A LParen:( Identifier/M:b Equals:= Number:1 Comma:, Number:2 RParen:) RBracket:] Variable:$x"),
]


@pytest.mark.parametrize(("source", "expected"), TYPES)
def test_types(source: str, expected: str) -> None:
    """Names of types have characters of their own."""
    assert tokens(source) == expected


SPLATTING_AND_SCOPES = [
    (
        "foo @a $using:b $env:c ${d e} ${f:g} $h:i:j",
        "Identifier/C:foo SplattedVariable:@a Variable:$using:b Variable:$env:c Variable:${d e} Variable:${f:g} Variable:$h:i:j",
    ),
    ("$$ $? $^ $_ $a? $1", "Variable:$$ Variable:$? Variable:$^ Variable:$_ Variable:$a? Variable:$1"),
]


@pytest.mark.parametrize(("source", "expected"), SPLATTING_AND_SCOPES)
def test_splatting_and_scopes(source: str, expected: str) -> None:
    assert tokens(source) == expected


EXPANDABLE_STRINGS = [
    (
        '"a $b.c ${d} $e:f $(g 1) `$h $"',
        (
            'StringExpandable:"a $b.c ${d} $e:f $(g 1) `$h $"[Variable:$b Variable:${d} Variable:$e:f DollarParen:$( Identifier/C:g '
            "Number:1 RParen:)]"
        ),
    ),
    (
        '"$(if (1) { "x $y" })"',
        (
            'StringExpandable:"$(if (1) { "x $y" })"[DollarParen:$( If:if LParen:( Number:1 RParen:) LCurly:{ StringExpandable:"x '
            '$y"[Variable:$y] RCurly:} RParen:)]'
        ),
    ),
    ('@"\n$a\n"@', 'HereStringExpandable:@"\\n$a\\n"@[Variable:$a]'),
    ('a$b"c$d"', 'Generic/C:a$b"c$d"[Variable:$b Variable:$d]'),
]


@pytest.mark.parametrize(("source", "expected"), EXPANDABLE_STRINGS)
def test_expandable_strings(source: str, expected: str) -> None:
    """Variables and subexpressions are nested, members are not."""
    assert tokens(source) == expected
