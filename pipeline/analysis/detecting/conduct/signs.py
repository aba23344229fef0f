"""The signs of conduct: their worth, their words, and what looks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .fetching import fetching
from .naming import functions_of_windows, messages, names
from .other_ways import bytes_and_places, one_deed, other_ways, passwords
from .running import running
from .staying import staying
from .telling import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.analysis.detecting.scene import Scene

DEEDS: Final = {
    "attack_name": (8, "A name in the script is a word of the trade of attackers."),
    "attack_names": (18, "Several names in the script are words of the trade of attackers."),
    "attack_function": (30, "A function is named after an attack."),
    "attack_talk": (10, "What the script says to a person holds a word of the trade of attackers."),
    "status_marks": (14, "Messages begin with the marks of attackers' tools: [*], [+], [!]."),
    "private_types": (18, "A type is reached that Windows or PowerShell keeps to itself."),
    "hex_bytes": (12, "Bytes are written in hexadecimal, one after the other."),
    "program_in_open_place": (12, "A program lies, or is to lie, where every program of the user may write."),
    "asks_until_given": (20, "The user is asked for a password until one is given, and it is read as text."),
    "guesses_passwords": (12, "Passwords are tried in a loop."),
    "shell_shortcut": (12, "A shortcut starts a shell."),
    "reflected_natives": (12, "Functions of Windows are reached by reflection, which leaves no compiled file."),
    "system_calls": (8, "Functions of the kernel's border (ntdll) are called."),
    "many_natives": (15, "Many functions of Windows are called that change memory, tokens or processes."),
    "fetches_program": (6, "A program is downloaded."),
    "fetches_to_open_place": (6, "A download is kept where every program of the user may write."),
    "disguised_download": (24, "A download is kept or run as another kind of file than its address says."),
    "nameless_host": (8, "Something is fetched from a place that anybody may use without a name."),
    "odd_port": (4, "An address has a port of its own."),
    "runs_decoded": (15, "What is run is decoded first."),
    "runs_registry": (20, "What is run is kept in the registry."),
    "loads_decoded": (20, "A program is loaded from decoded bytes."),
    "drops_decoded": (15, "A program or script is decoded and written to a file."),
    "recon": (2, "The script finds out where it runs, in several ways."),
    "tells_home": (6, "What the script found out about the machine leaves it."),
    "hidden_task": (18, "A scheduled task is hidden."),
    "open_place_persistence": (24, "What is started again and again lies where every program of the user may write."),
    "masquerade": (26, "A file or task has the name of a part of Windows, and is none."),
    "code_in_registry": (18, "Code or a file is kept in the registry."),
    "types_keys": (10, "Keys are typed in the user's name."),
    "drops_script": (3, "A script of another language is written to a file."),
    "waits_for_orders": (3, "A loop without end asks the network."),
    "hides_window": (6, "The script hides a window."),
    "removes_traces": (5, "The script deletes itself, or a program that it ran."),
    "looks_for_scanner": (8, "The script asks which virus scanner there is."),
    "looks_for_sandbox": (6, "The script asks whether it runs in a virtual machine."),
    "extortion": (25, "A text asks for money in a currency without names, or names a hidden service."),
    "mining": (25, "A text names a pool or a program that mines money."),
    "hidden_line": (10, "A text holds a command line that hides what it does."),
    "cradle_text": (6, "A text holds code that runs what it downloads."),
    "file_by_net": (3, "A file is fetched by .NET rather than by a command."),
    "web_client": (2, "The network is reached by .NET rather than by commands."),
    "raw_socket": (2, "A socket is opened."),
    "one_deed": (6, "The whole script is one deed that reaches outside."),
    "screen_lock": (10, "Input is blocked, or the system is made to fail."),
}
"""Each sign: the points it is worth before anything was learned, and a sentence for a person."""

_CHECKS: Final[tuple[Callable[[Scene], Iterator[str]], ...]] = (names, messages, functions_of_windows, fetching, running, telling, staying, other_ways, bytes_and_places, passwords, one_deed)


def conduct(scene: Scene) -> set[str]:
    """The signs of one text, by the keys of DEEDS."""
    return {sign for check in _CHECKS for sign in check(scene)}
