"""What is wrong with a script, and where; and what is left of its tree.

Places are those of PowerShell: where something is missing an empty place behind what is there, else the token that should not be there.
"""

from __future__ import annotations

import pytest

from tests.pipeline.powershell.shapes import broken_tree, errors

BRACKETS = [
    ("(1", [("MissingEndParenthesisInExpression", 2, 2)], "Paren(Int32:1)"),
    ("@(1", [("MissingEndParenthesisInSubexpression", 3, 3)], "Array(Block(Int32:1))"),
    ("$(1", [("MissingEndParenthesisInSubexpression", 3, 3)], "Sub(Block(Int32:1))"),
    ("{ 1", [("MissingEndCurlyBrace", 0, 1)], "ScriptBlock(Int32:1)"),
    ("@{ a = 1", [("MissingEndCurlyBrace", 2, 2)], "Hashtable(a, Int32:1)"),
    ("$a[1", [("MissingEndSquareBracket", 4, 4)], "Index($a, Int32:1)"),
    ("$a.b(1", [("MissingEndParenthesisInMethodCall", 6, 6)], "InvokeMember .($a, b, Int32:1)"),
    ("[int", [("EndSquareBracketExpectedAtEndOfAttribute", 4, 4)], "Type int"),
    ("if (1) { 2", [("MissingEndCurlyBrace", 7, 8)], "If(Int32:1, Block(Int32:2))"),
    ("foo (a", [("MissingEndParenthesisInExpression", 6, 6)], "Command(foo, Paren(Command(a)))"),
    ("@{ a = 1; b }", [("MissingEqualsInHashLiteral", 11, 11)], "Hashtable(a, Int32:1, b, Error)"),
]


@pytest.mark.parametrize(("source", "found", "left"), BRACKETS)
def test_brackets(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    """What was opened and not closed."""
    assert errors(source) == found
    assert broken_tree(source) == left


OPERANDS = [
    ("1 +", [("ExpectedValueExpression", 3, 3)], "Binary Plus(Int32:1, Error)"),
    ("1 -eq", [("ExpectedValueExpression", 5, 5)], "Binary Ieq(Int32:1, Error)"),
    ("$a =", [("ExpectedValueExpression", 4, 4)], "Assignment Equals($a, Error)"),
    ("1,", [("MissingExpressionAfterToken", 2, 2)], "ArrayLiteral(Int32:1, Error)"),
    ("foo a,", [("MissingExpression", 6, 6)], "Command(foo, Error(a))"),
    ("-not", [("MissingExpressionAfterOperator", 4, 4)], "Error"),
    ("$a ? 1", [("MissingColonInTernaryExpression", 6, 6)], "Ternary($a, Int32:1, Error)"),
    ("++", [("MissingExpressionAfterOperator", 2, 2)], "Error"),
    ("$a -foo 1", [("UnexpectedToken", 3, 7), ("UnexpectedToken", 8, 9)], "Error($a, CommandParameter foo); Int32:1"),
    ("$a.", [("MissingPropertyName", 3, 3)], "Member .($a, Error)"),
    ("$a[]", [("MissingArrayIndexExpression", 3, 3)], "Index($a, Error)"),
    ("foo(,)", [("MissingExpressionAfterOperator", 5, 5)], "Command(foo, Paren(Error))"),
]


@pytest.mark.parametrize(("source", "found", "left"), OPERANDS)
def test_operands(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    assert errors(source) == found
    assert broken_tree(source) == left


STATEMENTS = [
    ("if", [("MissingOpenParenthesisInIfStatement", 2, 2)], "Error"),
    ("if (", [("IfStatementMissingCondition", 4, 4)], "Error(Error)"),
    ("if (1", [("MissingEndParenthesisAfterStatement", 5, 5)], "Error(Int32:1)"),
    ("if (1)", [("MissingStatementBlock", 5, 6)], "Error(Int32:1)"),
    ("if (1) { } else", [("MissingStatementBlockAfterElse", 15, 15)], "Error(Int32:1, Block)"),
    ("while", [("MissingOpenParenthesisAfterKeyword", 5, 5)], "Error"),
    ("while (1)", [("MissingLoopStatement", 9, 9)], "Error(Int32:1)"),
    ("do { }", [("MissingWhileOrUntilInDoWhile", 6, 6)], "Error(Block)"),
    ("do { } while", [("MissingOpenParenthesisAfterKeyword", 12, 12)], "Error(Block)"),
    ("for (", [("MissingEndParenthesisAfterStatement", 5, 5)], "Error"),
    ("for (;;)", [("MissingLoopStatement", 8, 8)], "Error"),
    ("foreach ($a", [("MissingInInForeach", 11, 11)], "Error($a)"),
    ("foreach ($a in", [("MissingForeachExpression", 14, 14)], "Error($a)"),
    ("foreach ($a in b)", [("MissingForeachStatement", 17, 17)], "Error($a, Command(b))"),
    ("switch (1) { a }", [("MissingSwitchStatementClause", 14, 14)], "Error(Int32:1, a)"),
    ("switch (1) { { 1 }", [("MissingSwitchStatementClause", 18, 18), ("MissingEndCurlyBrace", 11, 12)], "Error(Int32:1, ScriptBlock(Int32:1))"),
    ("try { }", [("MissingCatchOrFinally", 7, 7)], "Error(Block)"),
    ("try { } catch [a]", [("MissingCatchHandlerBlock", 17, 17)], "Error(Block, [a])"),
    ("function", [("MissingNameAfterKeyword", 8, 8)], "Error"),
    ("function f", [("MissingFunctionBody", 10, 10)], "Error"),
    ("function f($a", [("MissingEndParenthesisInFunctionParameterList", 13, 13)], "Error(Parameter($a))"),
    (
        "function f { param($a",
        [("MissingEndParenthesisInFunctionParameterList", 21, 21), ("MissingEndCurlyBrace", 11, 12)],
        "FunctionDefinition function f(ParamBlock(Parameter($a)))",
    ),
    ("trap", [("MissingTrapStatement", 4, 4)], "Error"),
    ("data", [("MissingStatementBlockForDataSection", 4, 4)], "Error"),
    ("class", [("MissingNameAfterKeyword", 5, 5)], "Error"),
    ("class A", [("MissingTypeBody", 7, 7)], "Error"),
    ("class A { [int] }", [("IncompleteMemberDefinition", 15, 15)], "Error([int])"),
    ("enum E { 1 }", [("MissingEndCurlyBrace", 8, 8), ("UnexpectedToken", 11, 12)], "TypeDefinition Enum E; Int32:1"),
    ("using", [("MissingUsingStatementDirective", 5, 5)], ""),
    ("$a; using namespace b", [("UsingMustBeAtStartOfScript", 4, 21)], "$a; Using Namespace(b)"),
    ("throw (", [("ExpectedExpression", 7, 7), ("MissingEndParenthesisInExpression", 7, 7)], "Throw(Paren(Error))"),
]


@pytest.mark.parametrize(("source", "found", "left"), STATEMENTS)
def test_statements(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    assert errors(source) == found
    assert broken_tree(source) == left


STRINGS_AND_COMMENTS = [
    ("'a", [("TerminatorExpectedAtEndOfString", 0, 2)], "'a'"),
    ('"a', [("TerminatorExpectedAtEndOfString", 0, 2)], "'a'"),
    (
        '"a $(1',
        [("IncompleteDollarSubexpressionReference", 3, 6), ("TerminatorExpectedAtEndOfString", 0, 6), ("MissingEndParenthesisInSubexpression", 6, 6)],
        "Expandable 'a $(1'(Sub(Block(Int32:1)))",
    ),
    ('"a ${b', [("IncompleteDollarVariableReference", 4, 6), ("TerminatorExpectedAtEndOfString", 0, 6)], "Expandable 'a ${b'($b)"),
    ('"$a: b"', [("InvalidVariableReferenceWithDrive", 1, 4)], "Expandable '$a: b'($a:)"),
    ("@'", [("TerminatorExpectedAtEndOfString", 0, 2)], "''"),
    ('@"\na', [("TerminatorExpectedAtEndOfString", 0, 4)], "'a'"),
    ('@"b', [("UnexpectedCharactersAfterHereStringHeader", 2, 3)], "''"),
    ("<# a", [("MissingTerminatorMultiLineComment", 0, 4)], ""),
    ('"`u{zz}"', [("InvalidUnicodeEscapeSequence", 1, 5)], "'\\uffffzz}'"),
    ("${a", [("IncompleteDollarVariableReference", 1, 3)], "$a"),
]


@pytest.mark.parametrize(("source", "found", "left"), STRINGS_AND_COMMENTS)
def test_strings_and_comments(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    assert errors(source) == found
    assert broken_tree(source) == left


LEFTOVERS = [
    (")", [("UnexpectedToken", 0, 1)], ""),
    ("}", [("UnexpectedToken", 0, 1)], ""),
    ("1 2", [("UnexpectedToken", 2, 3)], "Int32:1; Int32:2"),
    ("a | | b", [("EmptyPipeElement", 3, 3)], "Pipeline(Command(a), Command(b))"),
    ("| a", [("EmptyPipeElement", 0, 1)], "Command(a)"),
    ("a |", [("EmptyPipeElement", 3, 3)], "Command(a)"),
    ("1 | 2", [("ExpressionsMustBeFirstInPipeline", 4, 5)], "Pipeline(Int32:1, Int32:2)"),
    ("foo > ", [("MissingFileSpecification", 5, 5)], "Command(foo, FileRedirection Output>(Error))"),
    ("foo <a", [("RedirectionNotSupported", 4, 5)], "Command(foo)"),
    ("a &&", [("EmptyPipelineChainElement", 4, 4)], "PipelineChain AndAnd(Command(a), Error)"),
    ("@", [("UnrecognizedToken", 0, 1)], "Command(@)"),
    ("else { }", [], "Command(else, ScriptBlock)"),
    ("begin { } 1", [("MissingNamedBlocks", 10, 11)], "NamedBlock Begin"),
    ("foo --% ", [], "Command(foo, --%)"),
]


@pytest.mark.parametrize(("source", "found", "left"), LEFTOVERS)
def test_leftovers(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    assert errors(source) == found
    assert broken_tree(source) == left


PLACES = [
    ("1 = 2", [("InvalidLeftHandSide", 0, 1)], "Assignment Equals(Int32:1, Int32:2)"),
    ("$a + 1 = 2", [("InvalidLeftHandSide", 0, 6)], "Assignment Equals(Binary Plus($a, Int32:1), Int32:2)"),
    ("foo @a,@b", [("SplattingNotPermitted", 4, 6), ("SplattingNotPermitted", 7, 9)], "Command(foo, ArrayLiteral(@a, @b))"),
    ("$x = @a", [("SplattingNotPermitted", 5, 7)], "Assignment Equals($x, @a)"),
    ("(1)++", [("OperatorRequiresVariableOrProperty", 1, 2)], "Unary PostfixPlusPlus(Paren(Int32:1))"),
    ("[A()]1", [("UnexpectedAttribute", 0, 5)], "Attributed(Attribute A, Int32:1)"),
    (
        "function f($a) { param($b) }",
        [("OnlyOneParameterListAllowed", 17, 26)],
        "FunctionDefinition function f(Parameter($a), ParamBlock(Parameter($b)))",
    ),
    ("function f($a, $A) { }", [("DuplicateFormalParameter", 15, 17)], "FunctionDefinition function f(Parameter($a), Parameter($A))"),
    ("@{ a = 1; A = 2 }", [("DuplicateKeyInHashLiteral", 10, 11)], "Hashtable(a, Int32:1, A, Int32:2)"),
    (
        "[A($b)]$c = 1",
        [("ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock", 3, 5)],
        "Assignment Equals(Attributed(Attribute A($b), $c), Int32:1)",
    ),
    ("[ordered]$a", [("OrderedAttributeOnlyOnHashLiteralNode", 0, 11)], "Convert([ordered], $a)"),
    ("try { } catch { } catch [a] { }", [("EmptyCatchNotLast", 8, 17)], "Try(Block, CatchClause all(Block), CatchClause([a], Block))"),
    ("try { } finally { return }", [("ControlLeavingFinally", 18, 24)], "Try(Block, Block(Return))"),
    ("workflow w { }", [("WorkflowNotSupportedInPowerShellCore", 0, 14)], "FunctionDefinition function w"),
    ("#requires -foo 1", [("ScriptRequiresInvalidFormat", 10, 14)], ""),
    ("#requires -version x", [("RequiresVersionInvalid", 19, 20)], ""),
    (
        "class A { [int] M() { } }",
        [("MethodHasCodePathNotReturn", 16, 17)],
        "TypeDefinition Class A(FunctionMember Public M([int], FunctionDefinition function M))",
    ),
    (
        "class A { M() { $b } }",
        [("VariableNotLocal", 16, 18)],
        "TypeDefinition Class A(FunctionMember Public M(FunctionDefinition function M($b)))",
    ),
]


@pytest.mark.parametrize(("source", "found", "left"), PLACES)
def test_places(source: str, found: list[tuple[str, int, int]], left: str) -> None:
    """What is grammatical and may not stand there."""
    assert errors(source) == found
    assert broken_tree(source) == left
