"""The tables of what PowerShell knows: each asked the way a rule asks."""

import json
from pathlib import Path

import pytest

from pipeline.powershell import tables
from pipeline.powershell.tables import build, store


class TestCommands:
    def test_a_command_is_found_in_any_case(self) -> None:
        info = tables.command("get-CHILDITEM")
        assert info is not None
        assert (info.name, info.module, info.kind, info.default_set) == ("Get-ChildItem", "Microsoft.PowerShell.Management", "Cmdlet", "Items")

    def test_what_is_no_command_is_none(self) -> None:
        assert tables.command("Get-Nothing") is None
        assert tables.windows_command("Get-Nothing") is None
        assert tables.any_command("") is None

    def test_windows_commands_stand_apart(self) -> None:
        assert tables.command("Get-WmiObject") is None
        info = tables.any_command("get-wmiobject")
        assert info is not None
        assert info.editions == ("desktop-5.1",)
        assert info.parameters["Class"].roles["0"].mandatory

    @pytest.mark.parametrize(("command", "parameter", "set_", "role"), [
        ("Get-Content", "Path", "Path", (0, True, False, True, False)),
        ("Get-Content", "LiteralPath", "LiteralPath", (None, True, False, True, False)),
        ("Write-Host", "Object", tables.ALL_SETS, (0, False, True, False, True)),
        ("ForEach-Object", "InputObject", "ScriptBlockSet", (None, False, True, False, False)),
    ])
    def test_a_role_says_what_a_parameter_is_in_a_set(self, command: str, parameter: str, set_: str, role: tuple[object, ...]) -> None:
        info = tables.command(command)
        assert info is not None
        assert tuple(info.parameters[parameter].roles[set_]) == role

    @pytest.mark.parametrize(("written", "meant"), [
        ("Path", ["Path"]), ("PSPath", ["LiteralPath"]), ("Enc", ["Encoding"]), ("ea", ["ErrorAction"]), ("Verb", ["Verbose"]),
        ("T", ["TotalCount", "Tail"]), ("nothing", []), ("error", ["ErrorAction", "ErrorVariable"]), ("W", ["Wait"]),
    ])
    def test_a_name_means_one_parameter_or_several_or_none(self, written: str, meant: list[str]) -> None:
        info = tables.command("Get-Content")
        assert info is not None
        assert sorted(p.name for p in info.matching(written)) == sorted(meant)
        assert (info.parameter(written) is not None) == (len(meant) == 1)

    def test_every_command_can_be_read(self) -> None:
        assert len(tables.command_names()) > 200
        assert len(tables.windows_command_names()) > 1700
        for table, read in ((tables.command_names(), tables.command), (tables.windows_command_names(), tables.windows_command)):
            for lower, proper in table.items():
                info = read(lower)
                assert info is not None
                assert info.name == proper


class TestNames:
    def test_aliases_differ_between_windows_and_linux(self) -> None:
        assert tables.alias("LS") == "Get-ChildItem"
        assert tables.alias("ls", windows=False) is None
        assert tables.alias("gci", windows=False) == "Get-ChildItem"
        assert {"gci", "ls", "dir"} <= set(tables.aliases_of("get-childitem"))

    def test_common_parameters_have_aliases(self) -> None:
        assert tables.common_parameters()["ErrorAction"].aliases == ("ea",)
        assert set(tables.should_process_parameters()) == {"WhatIf", "Confirm"}

    def test_verbs_know_their_group(self) -> None:
        assert tables.approved_verbs()["get"].group == "Common"
        assert "fetch" not in tables.approved_verbs()

    def test_variables(self) -> None:
        assert tables.automatic_variables()["psscriptroot"] == "System.String"
        assert "erroractionpreference" in tables.preference_variables()
        assert "psversiontable" in tables.all_scope_variables()
        assert {"ofs", "home", "_"} <= tables.special_variables()
        assert "lastexitcode" in tables.variables_in_classes()

    def test_platforms(self) -> None:
        assert "desktop-5.1.14393.206-windows" in tables.platforms()
        assert "get-wmiobject" in tables.commands_on("desktop-5.1.14393.206-windows")
        assert "get-wmiobject" not in tables.commands_on("core-6.1.0-linux")
        assert "foreach" in tables.aliases_on("core-6.1.0-linux")


class TestTypes:
    @pytest.mark.parametrize(("name", "full"), [
        ("system.io.fileinfo", "System.IO.FileInfo"),
        ("System.Management.Automation.PSCredential", "System.Management.Automation.PSCredential"),
        ("system.collections.generic.list`1", "System.Collections.Generic.List`1"),
        ("System.Environment+SpecialFolder", "System.Environment+SpecialFolder"),
        ("System.Windows.Forms.Form", None),
    ])
    def test_a_full_name_is_known_or_not(self, name: str, full: str | None) -> None:
        assert tables.known_type(name) == full

    def test_accelerators_and_constrained_language(self) -> None:
        assert tables.accelerators()["pscredential"] == "System.Management.Automation.PSCredential"
        assert "string" in tables.allowed_types()
        assert "vbscript.regexp" in tables.allowed_com_objects()


class TestRulesAndWords:
    def test_rules_know_their_options(self) -> None:
        facts = tables.rule_facts()["PSUseConsistentIndentation"]
        assert (facts.severity, facts.on_by_default, facts.options["IndentationSize"]) == ("Warning", False, 4)
        assert tables.rule_facts()["PSReviewUnusedParameter"].options == {"CommandsToTraverse": []}
        assert tables.rule_facts()["PSUseCompatibleCmdlets"].options == {"compatibility": None}
        assert len(tables.rule_facts()) == 79

    def test_nouns(self) -> None:
        assert tables.noun("Sheep") == (True, True, "Sheep")
        assert tables.noun("Files") == (False, True, "File")
        assert tables.noun("Nonsenses") is None


class TestBuild:
    def test_a_group_names_its_sets_only_where_it_is_not_all_of_them(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parameter = {"type": "System.String", "aliases": [], "sets": {"A": [0, 1, 0, 0, 0], "B": [-2147483648, 0, 0, 0, 0]}}
        other = {"type": "System.String", "aliases": ["x"], "sets": {"A": [1, 0, 0, 0, 0], "B": [1, 0, 0, 0, 0]}}
        command = {"module": "M", "kind": "Cmdlet", "default_set": "A", "outputs": [], "parameters": {"P": parameter, "Q": other}}
        made = build.commands(lambda _: {"Get-It": command})
        assert json.loads(json.dumps(made)) == [
            ["System.String"],
            ["Get-It", "M", "Cmdlet", "A", [], ["A", "B"], [["P", 0, [], [[0, 1, 0], [None, 0, 1]]], ["Q", 0, ["x"], [[1, 0]]]]],
        ]

    def test_tables_are_whole_json(self) -> None:
        for path in store.DATA.glob("*.json"):
            assert isinstance(json.loads(path.read_text(encoding="ascii")), list), path
