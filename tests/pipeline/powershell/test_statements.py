"""Statements, commands and definitions."""

from __future__ import annotations

import pytest

from tests.pipeline.powershell.shapes import tree

ASSIGNMENTS = [
    ("$a = $b = 1", "Assignment Equals($a, Assignment Equals($b, Int32:1))"),
    ("$a, $b = 1, 2", "Assignment Equals(ArrayLiteral($a, $b), ArrayLiteral(Int32:1, Int32:2))"),
    ("$a += gci | sort", "Assignment PlusEquals($a, Pipeline(Command(gci), Command(sort)))"),
    (
        "$a -= 1; $a *= 2; $a /= 3; $a %= 4; $a ??= 5",
        (
            "Assignment MinusEquals($a, Int32:1); Assignment MultiplyEquals($a, Int32:2); Assignment DivideEquals($a, Int32:3); "
            "Assignment RemainderEquals($a, Int32:4); Assignment QuestionQuestionEquals($a, Int32:5)"
        ),
    ),
    ("$a.b[0] = if (1) { 2 } else { 3 }", "Assignment Equals(Index(Member .($a, b), Int32:0), If(Int32:1, Block(Int32:2), Block(Int32:3)))"),
    ("$x = foreach ($i in 1..3) { $i }", "Assignment Equals($x, ForEach /None($i, Binary DotDot(Int32:1, Int32:3), Block($i)))"),
    ("[int]$x = 1", "Assignment Equals(Convert([int], $x), Int32:1)"),
    ("($a = 1)", "Paren(Assignment Equals($a, Int32:1))"),
    ("$a =\n1", "Assignment Equals($a, Int32:1)"),
]


@pytest.mark.parametrize(("source", "expected"), ASSIGNMENTS)
def test_assignments(source: str, expected: str) -> None:
    assert tree(source) == expected


COMMANDS = [
    ("foo a, b,c 'd',$e", "Command(foo, ArrayLiteral(a, b, c), ArrayLiteral('d', $e))"),
    ("foo -a $b -c:$d -e: 1 -f", "Command(foo, CommandParameter a, $b, CommandParameter c($d), CommandParameter e(Int32:1), CommandParameter f)"),
    (
        'foo { a } (b) @{c = 1} @(d) $(e) $f.g $f[0] "x$y"',
        (
            "Command(foo, ScriptBlock(Command(a)), Paren(Command(b)), Hashtable(c, Int32:1), Array(Block(Command(d))), "
            "Sub(Block(Command(e))), Member .($f, g), Index($f, Int32:0), Expandable 'x$y'($y))"
        ),
    ),
    ('foo "a"b\'c\' x"$y"z', "Command(foo, 'a', bc, Expandable 'x$yz'($y))"),
    ("foo [int] [int]::x $a::b", "Command(foo, [int], [int]::x, Member ::($a, b))"),
    ("foo 1 1.5 0x10 -1 a.b ./c", "Command(foo, Int32:1, Double:1.5, Int32:16, -1, a.b, ./c)"),
    ("foo -- -a; foo -", "Command(foo, CommandParameter -, -a); Command(foo, -)"),
    ("foo @a $using:b", "Command(foo, @a, Using($b))"),
    ('foo --% a "b | c" | d', 'Pipeline(Command(foo, --%, a "b | c"), Command(d))'),
    (
        "& $a b; . c d; & { 1 }; . { 2 }; & 'a b'",
        "Command &($a, b); Command .(c, d); Command &(ScriptBlock(Int32:1)); Command .(ScriptBlock(Int32:2)); Command &('a b')",
    ),
    ("& $x\\y", "Command &(Expandable '$x\\\\y'($x))"),
]


@pytest.mark.parametrize(("source", "expected"), COMMANDS)
def test_commands(source: str, expected: str) -> None:
    assert tree(source) == expected


REDIRECTIONS = [
    (
        "a > b 2>> c 3>&1 *> $null",
        "Command(a, FileRedirection Output>(b), FileRedirection Error>>(c), MergingRedirection Warning&Output, FileRedirection All>($null))",
    ),
    ("$a > b", "CommandExpression($a, FileRedirection Output>(b))"),
    ("a 2>&1 | b", "Pipeline(Command(a, MergingRedirection Error&Output), Command(b))"),
]


@pytest.mark.parametrize(("source", "expected"), REDIRECTIONS)
def test_redirections(source: str, expected: str) -> None:
    assert tree(source) == expected


PIPELINES = [
    ("a | b -c | d", "Pipeline(Command(a), Command(b, CommandParameter c), Command(d))"),
    ("1 | a", "Pipeline(Int32:1, Command(a))"),
    ("a && b || c", "PipelineChain OrOr(PipelineChain AndAnd(Command(a), Command(b)), Command(c))"),
    ("a &; b | c &", "Pipeline &(Command(a)); Pipeline &(Command(b), Command(c))"),
    ("a |\n b\n | c", "Pipeline(Command(a), Command(b), Command(c))"),
    ("a\n # d\n && b", "PipelineChain AndAnd(Command(a), Command(b))"),
]


@pytest.mark.parametrize(("source", "expected"), PIPELINES)
def test_pipelines(source: str, expected: str) -> None:
    assert tree(source) == expected


IF_ELSE = [
    ("if ($a) { 1 }", "If($a, Block(Int32:1))"),
    ("if ($a) { 1 }\nelseif ($b) { 2 }\nelse { 3 }", "If($a, Block(Int32:1), $b, Block(Int32:2), Block(Int32:3))"),
    ("if\n(1)\n{\n}", "If(Int32:1, Block)"),
    ("if (a -b) { }", "If(Command(a, CommandParameter b), Block)"),
]


@pytest.mark.parametrize(("source", "expected"), IF_ELSE)
def test_if_else(source: str, expected: str) -> None:
    assert tree(source) == expected


LOOPS = [
    (":l while ($a) { break l }", "While l($a, Block(Break(l)))"),
    ("do { 1 } while ($a)", "DoWhile(Block(Int32:1), $a)"),
    ("do { 1 }\nuntil ($b)", "DoUntil(Block(Int32:1), $b)"),
    ("for ($i = 0; $i -lt 3; $i++) { }", "For(Assignment Equals($i, Int32:0), Binary Ilt($i, Int32:3), Unary PostfixPlusPlus($i), Block)"),
    ("for (;;) { continue }", "For(Block(Continue))"),
    ("for ($i = 0\n$i -lt 3\n$i++) { }", "For(Assignment Equals($i, Int32:0), Binary Ilt($i, Int32:3), Unary PostfixPlusPlus($i), Block)"),
    ("foreach ($a in b | c) { continue }", "ForEach /None($a, Pipeline(Command(b), Command(c)), Block(Continue))"),
    (":m foreach ($a in 1, 2) { break $x }", "ForEach m/None($a, ArrayLiteral(Int32:1, Int32:2), Block(Break($x)))"),
]


@pytest.mark.parametrize(("source", "expected"), LOOPS)
def test_loops(source: str, expected: str) -> None:
    assert tree(source) == expected


SWITCH = [
    (
        "switch ($a) { 1 { 2 } 'x' { 3 } { $_ } { 4 } b* { 5 } default { 6 } }",
        "Switch /None($a, Int32:1, Block(Int32:2), 'x', Block(Int32:3), ScriptBlock($_), Block(Int32:4), b*, Block(Int32:5), Block(Int32:6))",
    ),
    ("switch -regex -casesensitive -file $f { a { } }", "Switch /File, Regex, CaseSensitive($f, a, Block)"),
    (":l switch -w (1..3) { 1 { continue l } }", "Switch l/Wildcard(Binary DotDot(Int32:1, Int32:3), Int32:1, Block(Continue(l)))"),
]


@pytest.mark.parametrize(("source", "expected"), SWITCH)
def test_switch(source: str, expected: str) -> None:
    assert tree(source) == expected


ERRORS = [
    (
        "try { 1 } catch [a], [b] { 2 } catch { 3 } finally { 4 }",
        "Try(Block(Int32:1), CatchClause([a], [b], Block(Int32:2)), CatchClause all(Block(Int32:3)), Block(Int32:4))",
    ),
    ("try { }\ncatch\n{ }", "Try(Block, CatchClause all(Block))"),
    ("try { } finally { }", "Try(Block, Block)"),
    ("trap [a] { continue }; trap { 1 }", "Trap([a], Block(Continue)); Trap(Block(Int32:1))"),
    ("throw; throw 'a'; throw $a.b", "Throw; Throw('a'); Throw(Member .($a, b))"),
]


@pytest.mark.parametrize(("source", "expected"), ERRORS)
def test_errors(source: str, expected: str) -> None:
    assert tree(source) == expected


LEAVING = [
    ("return; return 1; return a | b; exit; exit 2", "Return; Return(Int32:1); Return(Pipeline(Command(a), Command(b))); Exit; Exit(Int32:2)"),
]


@pytest.mark.parametrize(("source", "expected"), LEAVING)
def test_leaving(source: str, expected: str) -> None:
    assert tree(source) == expected


FUNCTIONS = [
    ("function f($a, [int]$b = 1) { }", "FunctionDefinition function f(Parameter($a), Parameter([int], $b, Int32:1))"),
    (
        "function f { param([Parameter(Mandatory, Position = 0)][string]$a) }",
        (
            "FunctionDefinition function f(ParamBlock(Parameter(Attribute Parameter(NamedAttributeArgument Mandatory!(Boolean:True), "
            "NamedAttributeArgument Position(Int32:0)), [string], $a)))"
        ),
    ),
    (
        "function f { begin { 1 } process { 2 } end { 3 } clean { 4 } }",
        (
            "FunctionDefinition function f(NamedBlock Begin(Int32:1), NamedBlock Process(Int32:2), NamedBlock End(Int32:3), NamedBlock "
            "Clean(Int32:4))"
        ),
    ),
    ("function global:f-g.h { }", "FunctionDefinition function global:f-g.h"),
    ("function f { dynamicparam { 1 } }", "FunctionDefinition function f(NamedBlock Dynamicparam(Int32:1))"),
    ("filter f { $_ }", "FunctionDefinition filter f($_)"),
    ("function f () { [CmdletBinding()] param() 1 }", "FunctionDefinition function f(ParamBlock(Attribute CmdletBinding), Int32:1)"),
]


@pytest.mark.parametrize(("source", "expected"), FUNCTIONS)
def test_functions(source: str, expected: str) -> None:
    assert tree(source) == expected


PARAMETERS = [
    (
        "param($a, [string]$b = 'c', [switch][Alias('d')]$e)",
        "ParamBlock(Parameter($a), Parameter([string], $b, 'c'), Parameter([switch], Attribute Alias('d'), $e))",
    ),
    (
        "[CmdletBinding(SupportsShouldProcess)]\n[OutputType([int])]\nparam()",
        "ParamBlock(Attribute CmdletBinding(NamedAttributeArgument SupportsShouldProcess!(Boolean:True)), Attribute OutputType(Type int))",
    ),
    ("param(\n# a\n$a,\n\n$b\n)", "ParamBlock(Parameter($a), Parameter($b))"),
    ("begin { 1 } process { 2 } end { 3 }", "NamedBlock Begin(Int32:1); NamedBlock Process(Int32:2); NamedBlock End(Int32:3)"),
]


@pytest.mark.parametrize(("source", "expected"), PARAMETERS)
def test_parameters(source: str, expected: str) -> None:
    assert tree(source) == expected


CLASSES = [
    ("class A { }", "TypeDefinition Class A"),
    ("class A : B, C.D { }", "TypeDefinition Class A([B], [C.D])"),
    (
        "class A { $a; [int]$b = 1; static [string]$c; hidden $d; [X()] [int] $e }",
        (
            "TypeDefinition Class A(PropertyMember Public a, PropertyMember Public b([int], Int32:1), PropertyMember Public, Static "
            "c([string]), PropertyMember Public, Hidden d, PropertyMember Public e(Attribute X, [int]))"
        ),
    ),
    (
        "class A { A() { }; A([int]$a) : base($a) { 1 } }",
        (
            "TypeDefinition Class A(FunctionMember Public A(FunctionDefinition function A(BaseCtorInvokeMember .($this, .ctor))), "
            "FunctionMember Public A(FunctionDefinition function A(Parameter([int], $a), BaseCtorInvokeMember .($this, .ctor, $a), "
            "Int32:1)))"
        ),
    ),
    (
        "class A { [void] M($a, [int]$b = 2) { 1 }; static [int] S() { return 1 }; hidden T() { } }",
        (
            "TypeDefinition Class A(FunctionMember Public M([void], FunctionDefinition function M(Parameter($a), Parameter([int], $b, "
            "Int32:2), Int32:1)), FunctionMember Public, Static S([int], FunctionDefinition function S(Return(Int32:1))), FunctionMember "
            "Public, Hidden T(FunctionDefinition function T))"
        ),
    ),
    ("[X()] class A { }", "TypeDefinition Class A(Attribute X)"),
]


@pytest.mark.parametrize(("source", "expected"), CLASSES)
def test_classes(source: str, expected: str) -> None:
    assert tree(source) == expected


ENUMS = [
    (
        "enum E { A; B = 2\nC }",
        (
            "TypeDefinition Enum E(PropertyMember Public, Static, Literal A, PropertyMember Public, Static, Literal B(Int32:2), "
            "PropertyMember Public, Static, Literal C)"
        ),
    ),
    ("[Flags()] enum E : byte { A = 1 }", "TypeDefinition Enum E(Attribute Flags, [byte], PropertyMember Public, Static, Literal A(Int32:1))"),
]


@pytest.mark.parametrize(("source", "expected"), ENUMS)
def test_enums(source: str, expected: str) -> None:
    assert tree(source) == expected


USING = [
    ("using namespace a.b", "Using Namespace(a.b)"),
    ("using module c", "Using Module(c)"),
    ("using module @{ModuleName = 'a'; ModuleVersion = '1.0'}", "Using Module(Hashtable(ModuleName, 'a', ModuleVersion, '1.0'))"),
    ("using assembly './d.dll'", "Using Assembly('./d.dll')"),
    ("using namespace a; using namespace b; c", "Using Namespace(a); Using Namespace(b); Command(c)"),
]


@pytest.mark.parametrize(("source", "expected"), USING)
def test_using(source: str, expected: str) -> None:
    assert tree(source) == expected


DATA_SECTIONS = [
    ("data { 'a' }", "Data(Block('a'))"),
    ("data x -supportedcommand foo, bar { b }", "Data(foo, bar, Block(Command(b)))"),
]


@pytest.mark.parametrize(("source", "expected"), DATA_SECTIONS)
def test_data_sections(source: str, expected: str) -> None:
    assert tree(source) == expected


CONFIGURATIONS = [
    (
        "configuration C { Node n { File f { Ensure = 'Present' } } }",
        (
            "ConfigurationDefinition Resource(C, ScriptBlock(DynamicKeyword(Node, n, ScriptBlock(DynamicKeyword(File, f, "
            "Hashtable(Ensure, 'Present'))))))"
        ),
    ),
    (
        "configuration C { param($a) Import-DscResource -ModuleName m; xWeb w\n{\nA = B { C = 1 }\nD = { e }\n} }",
        (
            "ConfigurationDefinition Resource(C, ScriptBlock(ParamBlock(Parameter($a)), DynamicKeyword(Import-DscResource, "
            "CommandParameter ModuleName, m), DynamicKeyword(xWeb, w, Hashtable(A, DynamicKeyword(B, Hashtable(C, Int32:1)), D, "
            "ScriptBlock(Command(e))))))"
        ),
    ),
]


@pytest.mark.parametrize(("source", "expected"), CONFIGURATIONS)
def test_configurations(source: str, expected: str) -> None:
    assert tree(source) == expected


NEWLINES = [
    ("1 +\n2", "Binary Plus(Int32:1, Int32:2)"),
    ("1,\n2", "ArrayLiteral(Int32:1, Int32:2)"),
    ("foo a,\nb", "Command(foo, ArrayLiteral(a, b))"),
    ("(\n1\n)", "Paren(Int32:1)"),
    ("@(\n1\n2\n)", "Array(Block(Int32:1, Int32:2))"),
    ("$x[\n0\n]", "Index($x, Int32:0)"),
    ("foo `\n -a", "Command(foo, CommandParameter a)"),
    ("$a\n-b", "$a; Command(-b)"),
]


@pytest.mark.parametrize(("source", "expected"), NEWLINES)
def test_newlines(source: str, expected: str) -> None:
    """A line end is no end after an operator, a pipe, a comma, in brackets, before `else` and its like."""
    assert tree(source) == expected
