"""Tables of what PowerShell knows, read when they are first asked for. `build` makes them out of a folder of facts."""

from .commands import (
    any_command,
    command,
    command_names,
    windows_command,
    windows_command_names,
)
from .compatibility import aliases_on, commands_on, platforms
from .info import (
    ALL_SETS,
    NAMED_ONLY,
    SWITCH,
    CommandInfo,
    ParameterInfo,
    Role,
)
from .names import (
    Verb,
    alias,
    aliases,
    aliases_of,
    all_scope_variables,
    approved_verbs,
    automatic_variables,
    common_parameters,
    preference_variables,
    should_process_parameters,
    special_variables,
    variables_in_classes,
)
from .rules import RuleFacts, rule_facts
from .type_names import (
    accelerators,
    allowed_com_objects,
    allowed_types,
    is_core_type,
    known_type,
)
from .words import Noun, noun

__all__ = [
    "ALL_SETS",
    "NAMED_ONLY",
    "SWITCH",
    "CommandInfo",
    "Noun",
    "ParameterInfo",
    "Role",
    "RuleFacts",
    "Verb",
    "accelerators",
    "alias",
    "aliases",
    "aliases_of",
    "aliases_on",
    "all_scope_variables",
    "allowed_com_objects",
    "allowed_types",
    "any_command",
    "approved_verbs",
    "automatic_variables",
    "command",
    "command_names",
    "commands_on",
    "common_parameters",
    "is_core_type",
    "known_type",
    "noun",
    "platforms",
    "preference_variables",
    "rule_facts",
    "should_process_parameters",
    "special_variables",
    "variables_in_classes",
    "windows_command",
    "windows_command_names",
]
