"""The help message of a parameter is empty."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, ParameterAst

RULE = Rule(WARNING)

_EMPTY = frozenset({'""', "''", "$null"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        for parameter in function.body.param_block.parameters if function.body.param_block else ():
            if any(_is_empty(attribute, context) for attribute in parameter.attributes if isinstance(attribute, AttributeAst)):
                yield _hit(parameter)


def _is_empty(attribute: AttributeAst, context: Context) -> bool:
    return any(
        argument.argument_name.lower() == "helpmessage" and (argument.expression_omitted or context.source(argument.argument).lower() in _EMPTY)
        for argument in attribute.named_arguments
    )


def _hit(parameter: ParameterAst) -> Hit:
    name = parameter.name.user_path
    return Hit(parameter, f"The HelpMessage of ${name} says nothing: calling the function ends in an error.", name)
