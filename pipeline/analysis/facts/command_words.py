"""What a command does, in words: the everyday ones told by hand, the others by their verb and noun."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SAYS: Final = {
    "get": "gets", "set": "sets", "new": "makes", "remove": "removes", "add": "adds", "start": "starts", "stop": "stops", "test": "tests",
    "invoke": "invokes", "import": "imports", "export": "exports", "convertto": "converts to", "convertfrom": "converts from", "write": "writes",
    "read": "reads", "out": "puts out", "select": "selects", "where": "filters", "foreach": "runs once for each", "sort": "sorts",
    "measure": "measures", "copy": "copies", "move": "moves", "clear": "clears", "enable": "enables", "disable": "disables",
    "register": "registers", "restart": "restarts", "rename": "renames", "resolve": "resolves", "send": "sends", "wait": "waits for",
    "join": "joins", "split": "splits", "group": "groups", "compare": "compares", "format": "formats", "install": "installs", "update": "updates",
    "show": "shows", "save": "saves", "find": "finds", "search": "searches", "connect": "connects to", "disconnect": "disconnects from",
    "expand": "expands", "compress": "compresses", "unregister": "unregisters", "uninstall": "uninstalls", "publish": "publishes", "push": "pushes",
    "pop": "pops", "use": "uses", "undo": "undoes", "suspend": "suspends", "resume": "resumes", "receive": "receives", "protect": "protects",
    "unprotect": "unprotects", "mount": "mounts", "dismount": "dismounts", "backup": "backs up", "restore": "restores", "grant": "grants",
    "revoke": "revokes", "block": "blocks", "unblock": "unblocks", "enter": "enters", "exit": "exits", "open": "opens", "close": "closes",
    "reset": "resets", "repair": "repairs", "limit": "limits", "tee": "copies", "checkpoint": "makes a checkpoint of", "initialize": "sets up",
    "optimize": "optimizes", "debug": "debugs", "trace": "traces", "switch": "switches",
}

EVERYDAY: Final = {
    "add-content": "adds to the end of a file", "add-member": "adds a member to an object", "add-type": "brings a .NET type into the session",
    "clear-content": "empties a file", "clear-host": "empties the screen", "compare-object": "tells two lists of objects apart",
    "compress-archive": "packs files into an archive", "convertfrom-json": "reads JSON into objects",
    "convertfrom-csv": "reads CSV text into objects", "convertto-csv": "makes CSV text of objects",
    "convertto-html": "makes an HTML page of objects", "convertto-json": "makes JSON of objects",
    "convertto-securestring": "makes a secure string of a text", "convertfrom-securestring": "makes a text of a secure string",
    "copy-item": "copies files, folders or keys", "expand-archive": "unpacks an archive", "export-clixml": "writes objects to an XML file",
    "export-csv": "writes objects to a CSV file", "export-modulemember": "says what a module offers",
    "foreach-object": "does something with each object", "format-list": "shows objects as a list", "format-table": "shows objects as a table",
    "get-acl": "gets who may do what with a file or key", "get-childitem": "lists what is in a folder or key",
    "get-ciminstance": "asks a computer about itself through CIM", "get-command": "finds commands", "get-content": "reads a file",
    "get-credential": "asks somebody for a name and a password", "get-date": "gets the date and time", "get-item": "gets a file, folder or key",
    "get-itemproperty": "gets the properties of a file or the values of a key", "get-location": "gets the current folder",
    "get-member": "lists the members of objects", "get-random": "picks at random", "get-wmiobject": "asks a computer about itself through WMI",
    "group-object": "puts objects into groups", "import-clixml": "reads objects from an XML file", "import-csv": "reads objects from a CSV file",
    "import-module": "brings a module into the session", "invoke-command": "runs a script block, here or elsewhere",
    "invoke-expression": "runs a text as a script", "invoke-item": "opens a file with its program", "invoke-restmethod": "calls a web service",
    "invoke-webrequest": "sends a request to a web server", "join-path": "puts a path together",
    "measure-command": "measures how long something takes", "measure-object": "counts, adds up or averages",
    "move-item": "moves files, folders or keys", "new-item": "makes a file, folder or key", "new-itemproperty": "adds a value to a key",
    "new-object": "makes a .NET or COM object", "out-file": "writes output to a file", "out-null": "throws output away",
    "out-string": "makes text of output", "pop-location": "goes back to the folder before",
    "push-location": "goes to a folder and remembers this one", "read-host": "asks the person at the keyboard",
    "remove-item": "deletes files, folders or keys", "remove-itemproperty": "deletes a value of a key",
    "rename-item": "renames a file, folder or key", "resolve-path": "finds what a path with wildcards means",
    "select-object": "picks objects or properties", "select-string": "searches text", "set-acl": "sets who may do what with a file or key",
    "set-content": "writes a file", "set-executionpolicy": "sets which scripts may run", "set-item": "changes an item",
    "set-itemproperty": "changes the properties of a file or the values of a key", "set-location": "goes to a folder",
    "set-mppreference": "changes what Microsoft Defender does", "set-strictmode": "makes careless code an error", "set-variable": "sets a variable",
    "sort-object": "sorts objects", "split-path": "takes a part of a path", "start-job": "runs a script block in the background",
    "start-process": "starts a program", "start-sleep": "waits", "start-transcript": "writes down what is shown from now on",
    "stop-process": "ends programs", "stop-transcript": "stops writing down what is shown", "tee-object": "copies output to a file or variable",
    "test-connection": "sees whether a computer answers", "test-path": "sees whether something is there", "where-object": "filters objects",
    "write-debug": "tells somebody who debugs", "write-error": "reports an error", "write-host": "writes to the screen",
    "write-information": "tells whoever wants to know", "write-output": "hands objects on", "write-progress": "shows how far it is",
    "write-verbose": "tells more to whoever asks for it", "write-warning": "warns",
}
_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


@lru_cache(maxsize=10_000)
def purpose_of(name: str) -> str | None:
    """What a command's name says: `Restart-Service` restarts services. None where it says nothing."""
    if name.lower() in EVERYDAY:
        return EVERYDAY[name.lower()]
    verb, dash, noun = name.partition("-")
    words = _WORD.findall(noun)
    if not dash or not words:
        return None
    said = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    return f"{_SAYS.get(verb.lower(), verb.lower())} {' '.join([*said[:-1], _several(said[-1])])}"


def _several(word: str) -> str:
    """More than one of something; what cannot be counted stays as it is."""
    if word.isupper() or word.endswith(("s", "ing", "ion", "data", "info", "content", "software")) or word.isdigit():
        return word
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + ("es" if word.endswith(("x", "ch", "sh")) else "s")
