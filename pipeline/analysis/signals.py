"""What in a script speaks for an attack: signals with a name, a sentence and the points they are worth before anything was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from .detecting.conduct import DEEDS, conduct
from .detecting.engine import Detected
from .detecting.hiding import WORDS, hiding
from .finding import CRITICAL, HIGH, LOW, MEDIUM, RANK

PRIOR: Final = {CRITICAL: 45, HIGH: 15, MEDIUM: 4, LOW: 1}
"""Points of a detection by its severity, where nothing else is known of it."""
TELLING: Final = {CRITICAL: 58, HIGH: 30, MEDIUM: 8, LOW: 2}
"""The same for what those who look after machines hardly ever have to do."""
_OF_ATTACKERS: Final = frozenset({
    *("PS015", "PS016", "PS024", "PS028", "PS034", "PS038", "PS039", "PS040", "PS041", "PS043", "PS044", "PS045", "PS046", "PS047", "PS051", "PS052", "PS058", "PS059", "PS069"),
})
"""Detections of such things: injection, recording, bypasses, theft of passwords, hijacking, machine code, reverse shells, extortion."""

CARELESS: Final = frozenset({
    *(f"PS{number:03}" for number in (*range(1, 11), 18, 19, 20, 21, 54, 56, 60, 61, 62, 64, 66, 67, 68, 75)),
})
"""Detections that tell of carelessness and say nothing of an attack."""

HIDDEN: Final = 8
_PERSISTENCE: Final = frozenset({"PS032", "PS033", "PS034", "PS035"})
_LOADERS: Final = frozenset({"PS012", "PS016", "PS055"})

COMBINATIONS: Final = (
    ("persistent_loader", (_PERSISTENCE, _LOADERS), 30, "Something is made to run again and again, and it comes from the network or is encoded."),
    ("quiet_shell", ({"PS016"}, {"PS017"}), 15, "An encoded command runs where nobody sees it."),
    ("unbound_shell", ({"PS017"}, {"PS023"}), 8, "A hidden shell runs with the execution policy out of force."),
    ("credential_theft", ({"PS007", "PS042", "PS043"}, {"PS053", "PS052"}), 25, "Secrets are read, and data leaves the machine."),
    ("shellcode", ({"PS044"}, {"PS045"}), 20, "Machine code stands in the script, and memory is made ready for it."),
    ("nameless_code", ({"PS012", "PS013"}, {"PS055"}), 20, "What is run comes from a machine without a name."),
    ("plain_code", ({"PS012", "PS013"}, {"PS065"}), 6, "What is run comes over plain http."),
    ("dropper", ({"PS013"}, {"deed:file_by_net"}), 8, "A file is fetched by .NET and started at once."),
    ("reports_in", ({"PS053"}, {"deed:recon"}, {"deed:tells_home"}), 20, "What was found out about the machine in several ways is sent away."),
    ("decoded_code", ({"PS011", "PS014", "PS015"}, {"deed:runs_decoded", "deed:loads_decoded"}), 12, "Code is decoded and run at once."),
    ("blinded", ({"PS024", "PS025", "PS026"}, {"PS012", "PS013", "PS044", "PS015", "PS011"}), 20, "Protection is switched off, and then code is run."),
)
"""Detections and signs that mean more together: a name, what must be there, points, and why."""


MOST_OF_COMMON: Final = 25
"""Points that signals of ordinary scripts, however many, are worth together: carelessness is no attack, and a long script has done many things."""
_COMMON: Final = frozenset({
    *(f"deed:{sign}" for sign in (
        "attack_name", "one_deed", "odd_port", "fetches_program", "fetches_to_open_place", "web_client", "file_by_net", "recon", "tells_home", "drops_script", "waits_for_orders", "removes_traces",
        "looks_for_sandbox", "raw_socket", "hidden_line", "cradle_text", "system_calls", "shell_shortcut", "guesses_passwords",
    )),
    *(f"hidden:{sign}" for sign in ("from_base64", "long_base64", "code_in_text", "splits", "replaces", "joins", "format_order", "reverse", "char_casts", "gibberish")),
    "plain_code", "blinded", "unbound_shell", "several", "many", "layers", "network_code",
})


def is_common(name: str) -> bool:
    """Whether ordinary scripts give this signal as well: most detections below critical, and some signs."""
    rule, _, severity = name.partition(":")
    return name in _COMMON or (rule.startswith("PS") and severity != CRITICAL and rule not in _OF_ATTACKERS)


def total(worth: Mapping[str, float]) -> float:
    """The sum of what signals are worth, by name; those of ordinary scripts add no more than MOST_OF_COMMON."""
    common = sum(points for name, points in worth.items() if is_common(name))
    return sum(worth.values()) - max(0.0, common - MOST_OF_COMMON)


class Signal(NamedTuple):
    """`points` are those before learning; `text` is a sentence for a person."""

    name: str
    points: int
    text: str


def signals(result: Detected) -> list[Signal]:
    """All signals of a script and its layers, each once."""
    worst = _worst(result)
    found = [Signal(f"{rule}:{severity}", (TELLING if rule in _OF_ATTACKERS else PRIOR)[severity], sentence) for rule, (severity, sentence) in sorted(worst.items())]
    strong = [rule for rule, (severity, _) in worst.items() if RANK[severity] >= RANK[HIGH] and rule not in CARELESS]
    if len(strong) > 1:
        found.append(Signal("several", 6, "Several of these things come together."))
    if len(strong) > 3:
        found.append(Signal("many", 6, "Many of these things come together."))
    found += _hidden(result)
    found += _deeds(result)
    found += _layers(result)
    there = worst.keys() | {signal.name for signal in found}
    found += [Signal(name, points, text) for name, parts, points, text in COMBINATIONS if all(part & there for part in parts)]
    return found


def _worst(result: Detected) -> dict[str, tuple[str, str]]:
    """The worst severity of each detection that speaks of attacks, with its sentence."""
    worst: dict[str, tuple[str, str]] = {}
    for finding in result.findings:
        rule = finding.rule.partition("_")[0]
        if rule not in CARELESS and (rule not in worst or RANK[finding.severity] > RANK[worst[rule][0]]):
            worst[rule] = (finding.severity, finding.message)
    return worst


def _hidden(result: Detected) -> Iterable[Signal]:
    signs = {sign for scene in result.scenes for sign in hiding(scene)}
    return [Signal(f"hidden:{sign}", HIDDEN, WORDS[sign]) for sign in sorted(signs)]


def _deeds(result: Detected) -> Iterable[Signal]:
    signs = {sign for scene in result.scenes for sign in conduct(scene)}
    return [Signal(f"deed:{sign}", *DEEDS[sign]) for sign in sorted(signs)]


def _layers(result: Detected) -> Iterable[Signal]:
    layers = result.unwrapped.layers
    if not layers:
        return
    depth = max(layer.depth for layer in layers)
    yield Signal("layers", 5, "A script is wrapped inside of the script.")
    if depth > 1:
        yield Signal("layers:2", 10, f"Scripts are wrapped in each other, {depth} deep.")
    techniques = {technique for layer in layers for technique in layer.how.partition(": ")[2].split(", ") if technique}
    for technique in sorted(techniques):
        yield Signal(f"technique:{technique}", 4, f"The inner script is hidden by {technique}.")
    hot = {finding.rule for finding in result.findings if finding.security and finding.security.evidence.layer is not None and RANK[finding.severity] >= RANK[HIGH]}
    if hot:
        yield Signal("hot_layer", 15, "What was hidden is what is dangerous.")
    if any("depends on the network" in note for note in result.notes):
        yield Signal("network_code", 5, "What is run is not in the script: it comes from the network.")
