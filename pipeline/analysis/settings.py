"""Which rules run, with which options: settings files read as data, never run, and the presets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from pathlib import Path
from typing import Any, ClassVar, Final

from pipeline.errors import PermanentError
from pipeline.powershell.decoding import decode
from pipeline.powershell.safe_value import UnsafeValueError, safe_value
from pipeline.powershell.script import parse
from pipeline.powershell.tables import rule_facts

from .catalog import load_rule, rule_names
from .detecting.catalog import detection_names
from .finding import SEVERITIES
from .presets import PRESETS
from .rule import Chosen, LoadedRule

FILE_NAME: Final = "PSScriptAnalyzerSettings.psd1"
"""Settings of this name beside a script apply to it."""

_LARGEST = 1_000_000
_KEYS = {key.lower(): key for key in (
    "IncludeRules", "ExcludeRules", "Severity", "Rules", "IncludeDefaultRules", "CustomRulePath", "RecurseCustomRulePath",
)}


class SettingsError(PermanentError):
    """These settings cannot be used."""

    code: ClassVar[str] = "invalid_settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """`include` and `exclude` are names or patterns, `severities` empty for all; `options`: name of a rule in lower case -> what was set."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severities: frozenset[str] = frozenset()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def wants(self, detection: str) -> bool:
        """Whether findings of a detection are wanted. What includes rules alone leaves all detections."""
        included, excluded = _pattern(self.include), _pattern(self.exclude)
        if any(map(excluded.match, _names(detection))):
            return False
        chooses = any(included.match(name) for each in detection_names() for name in _names(each))
        return not chooses or any(map(included.match, _names(detection)))


def _names(detection: str) -> tuple[str, str]:
    """What a detection goes by: its name, and its number."""
    return detection, detection.partition("_")[0]


def read_settings(source: str | Path) -> Settings:
    """A preset by its name, else a `.psd1` or JSON file."""
    preset = next((name for name in PRESETS if name.lower() == str(source).lower()), None)
    if preset is not None:
        return settings_from(PRESETS[preset], preset)
    path = Path(source)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"The settings {path} cannot be read ({error.strerror}); presets are {', '.join(PRESETS)}.") from error
    return parse_settings(data, str(path))


def parse_settings(data: bytes, name: str) -> Settings:
    """Settings out of a file's bytes: JSON where the text begins like it or `name` says so, else a PowerShell hashtable."""
    if len(data) > _LARGEST:
        raise SettingsError(f"The settings {name} are larger than a megabyte.")
    text = decode(data).text
    values = _json(text, name) if name.lower().endswith(".json") or text.lstrip()[:1] == "{" else _psd1(text, name)
    return settings_from(values, name)


def settings_from(values: Any, name: str) -> Settings:
    """Settings out of plain values; `name` stands for them in messages."""
    if not isinstance(values, Mapping):
        raise SettingsError(f"The settings {name} are no table of settings.")
    by_key: dict[str, Any] = {}
    for key, value in values.items():
        known = _KEYS.get(str(key).lower())
        if known is None:
            raise SettingsError(f"The settings {name} have a key that is none: {_short(key)}; known are {', '.join(_KEYS.values())}.")
        by_key[known] = value
    custom = _strings(by_key.get("CustomRulePath", ()), "CustomRulePath", name)
    notes = (f"{name}: rules in {', '.join(custom)} are programs and are not run.",) if custom else ()
    include, exclude = (_strings(by_key.get(key, ()), key, name) for key in ("IncludeRules", "ExcludeRules"))
    options = _options(by_key.get("Rules", {}), name)
    if not custom:
        _know((*include, *exclude, *options), name)
    for key in ("IncludeDefaultRules", "RecurseCustomRulePath"):
        if not isinstance(by_key.get(key, False), bool):
            raise SettingsError(f"{key} in {name} is neither true nor false.")
    return Settings(include, exclude, severities_named(_strings(by_key.get("Severity", ()), "Severity", name), name), options, notes)


def severities_named(names: Iterable[str], source: str) -> frozenset[str]:
    """The severities by their proper names."""
    known = {severity.lower(): severity for severity in SEVERITIES}
    for name in names:
        if name.lower() not in known:
            raise SettingsError(f"{source} names a severity that is none: {_short(name)}; known are {', '.join(SEVERITIES)}.")
    return frozenset(known[name.lower()] for name in names)


def choose(settings: Settings) -> list[Chosen]:
    """The rules that these settings switch on, with their options, in the order of their names."""
    included, excluded = (_pattern(names) for names in (settings.include or ("*",), settings.exclude))
    chosen = []
    for name in rule_names():
        if not included.match(name) or excluded.match(name):
            continue
        rule, given = load_rule(name), settings.options.get(name.lower(), {})
        if settings.severities and rule.metadata.severity not in settings.severities:
            continue
        if _given(given, "Enable", rule.metadata.enabled or _is_given(given, rule.metadata.enabled_by), name):
            chosen.append(Chosen(rule, _with_defaults(rule, given)))
    return chosen


def _with_defaults(rule: LoadedRule, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every option of the rule. What is not known is ignored, as PSScriptAnalyzer does."""
    return {option: _given(given, option, default, rule.name) for option, default in rule.metadata.options.items()}


def _is_given(given: Mapping[str, Any], option: str) -> bool:
    return any(key.lower() == option.lower() for key in given)


def _given(given: Mapping[str, Any], option: str, default: Any, rule: str) -> Any:
    """The value of an option, of the type that its default has."""
    value = next((value for key, value in given.items() if key.lower() == option.lower()), default)
    if isinstance(default, list | tuple):
        return _strings(value, option, rule)
    fits = isinstance(value, bool) if isinstance(default, bool) else isinstance(value, type(default)) and not isinstance(value, bool)
    if not fits:
        wanted = {bool: "true or false", int: "a whole number", str: "a text"}[type(default)]
        raise SettingsError(f"{option} of {rule} must be {wanted}, not {_short(value)}.")
    return value


def _options(rules: Any, name: str) -> dict[str, Mapping[str, Any]]:
    if not isinstance(rules, Mapping):
        raise SettingsError(f"Rules in {name} must be a table, not {_short(rules)}.")
    found: dict[str, Mapping[str, Any]] = {}
    for rule, options in rules.items():
        if not isinstance(options, Mapping):
            raise SettingsError(f"The options of {_short(rule)} in {name} must be a table, not {_short(options)}.")
        found[str(rule).lower()] = {str(key): value for key, value in options.items()}
    return found


def _know(names: Iterable[str], source: str) -> None:
    """Refuse names of rules that are none; patterns may match nothing."""
    known = {name.lower() for name in (*rule_names(), *rule_facts(), *(name for each in detection_names() for name in _names(each)))}
    for name in names:
        if name.lower() not in known and not set(name) & set("*?["):
            raise SettingsError(f"{source} names a rule that is none: {_short(name)}.")


def _strings(value: Any, key: str, name: str) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(one, str) for one in values):
        raise SettingsError(f"{key} of {name} must be a text or a list of texts, not {_short(value)}.")
    return tuple(values)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(name) for name in names) or r"(?!)", re.IGNORECASE)


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise SettingsError(f"The settings {name} are nested too deeply.") from error
    except ValueError as error:
        raise SettingsError(f"The settings {name} are no valid JSON: {error}.") from error


def _psd1(text: str, name: str) -> Any:
    script = parse(text)
    if script.errors:
        line, column = script.position(script.errors[0].start)
        raise SettingsError(f"The settings {name} are no valid PowerShell: line {line}, column {column}: {script.errors[0].message}")
    try:
        return safe_value(script.root)
    except UnsafeValueError as error:
        raise SettingsError(f"The settings {name} hold code where data belongs: {error}") from error
