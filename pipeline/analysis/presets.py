"""The settings that PSScriptAnalyzer ships under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_FUNCTIONS = (
    "PSAvoidUsingCmdletAliases", "PSAvoidUsingWMICmdlet", "PSAvoidUsingEmptyCatchBlock", "PSUseCmdletCorrectly",
    "PSUseShouldProcessForStateChangingFunctions", "PSAvoidUsingPositionalParameters", "PSAvoidGlobalVars",
    "PSUseDeclaredVarsMoreThanAssignments", "PSAvoidUsingInvokeExpression",
)
_DESIGN = (
    "PSUseApprovedVerbs", "PSReservedCmdletChar", "PSReservedParams", "PSShouldProcess", "PSUseShouldProcessForStateChangingFunctions",
    "PSUseSingularNouns", "PSMissingModuleManifestField", "PSAvoidDefaultValueSwitchParameter",
)
_FORMATTING = (
    "PSPlaceOpenBrace", "PSPlaceCloseBrace", "PSUseConsistentWhitespace", "PSUseConsistentIndentation", "PSAlignAssignmentStatement",
    "PSUseCorrectCasing",
)


def _formatting(*, brace_on_same_line: bool, line_after_brace: bool) -> Mapping[str, Any]:
    return {
        "IncludeRules": _FORMATTING,
        "Rules": {
            "PSPlaceOpenBrace": {"Enable": True, "OnSameLine": brace_on_same_line, "NewLineAfter": True, "IgnoreOneLineBlock": True},
            "PSPlaceCloseBrace": {"Enable": True, "NewLineAfter": line_after_brace, "IgnoreOneLineBlock": True, "NoEmptyLineBefore": False},
            "PSUseConsistentIndentation": {
                "Enable": True, "Kind": "space", "IndentationSize": 4, "PipelineIndentation": "IncreaseIndentationForFirstPipeline",
            },
            "PSUseConsistentWhitespace": {
                "Enable": True, "CheckInnerBrace": True, "CheckOpenBrace": True, "CheckOpenParen": True, "CheckOperator": True, "CheckPipe": True,
                "CheckPipeForRedundantWhitespace": False, "CheckSeparator": True, "CheckParameter": False,
                "IgnoreAssignmentOperatorInsideHashTable": True,
            },
            "PSAlignAssignmentStatement": {"Enable": True, "CheckHashtable": True},
            "PSUseCorrectCasing": {"Enable": True},
        },
    }


PRESETS: Final[Mapping[str, Mapping[str, Any]]] = {
    "CodeFormatting": _formatting(brace_on_same_line=True, line_after_brace=True),
    "CodeFormattingAllman": _formatting(brace_on_same_line=False, line_after_brace=True),
    "CodeFormattingOTBS": _formatting(brace_on_same_line=True, line_after_brace=False),
    "CodeFormattingStroustrup": _formatting(brace_on_same_line=True, line_after_brace=True),
    "CmdletDesign": {"IncludeRules": _DESIGN},
    "DSC": {"IncludeRules": ("PSDSC*",)},
    "PSGallery": {
        "IncludeRules": (
            *_DESIGN, *_FUNCTIONS, "PSAvoidUsingPlainTextForPassword", "PSAvoidUsingComputerNameHardcoded", "PSUsePSCredentialType", "PSDSC*",
        ),
    },
    "ScriptFunctions": {"IncludeRules": _FUNCTIONS},
    "ScriptSecurity": {
        "IncludeRules": (
            "PSAvoidUsingPlainTextForPassword", "PSAvoidUsingComputerNameHardcoded", "PSAvoidUsingConvertToSecureStringWithPlainText",
            "PSUsePSCredentialType", "PSAvoidUsingUsernameAndPasswordParams",
        ),
    },
    "ScriptingStyle": {"IncludeRules": ("PSProvideCommentHelp", "PSAvoidUsingWriteHost")},
}
"""By name; each in the form of a settings file."""
