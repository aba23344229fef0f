"""`ms_docs_references`: the pages of Microsoft's documentation about what a script uses."""

from __future__ import annotations

from typing import Any, Final

from pipeline.powershell.nodes import ConfigurationDefinitionAst, DataStatementAst, TryStatementAst, TypeDefinitionAst
from pipeline.powershell.tables import CommandInfo, any_command

from .acts import acts
from .subject import Subject

BASE: Final = "https://learn.microsoft.com/powershell/module/"
PUBLISHED: Final = frozenset({
    "microsoft.powershell.core", "microsoft.powershell.management", "microsoft.powershell.utility", "microsoft.powershell.security",
    "microsoft.powershell.diagnostics", "microsoft.powershell.host", "microsoft.powershell.archive", "microsoft.powershell.localaccounts",
    "microsoft.wsman.management", "cimcmdlets", "activedirectory", "appx", "bitlocker", "bitstransfer", "defender", "dism", "dnsclient", "hyper-v",
    "international", "netadapter", "netconnection", "netsecurity", "nettcpip", "pki", "printmanagement", "scheduledtasks", "secureboot",
    "servermanager", "smbshare", "storage", "trustedplatformmodule", "vpnclient", "windowsupdate", "packagemanagement", "powershellget",
    "psscheduledjob", "psworkflow", "eventtracingmanagement", "dhcpserver", "dnsserver", "failoverclusters", "grouppolicy", "iscsi", "bestpractices",
})
"""Modules whose commands have a page each under `BASE`, `module/command` in lower case."""

_ABOUT: Final = (
    (TryStatementAst, "about_Try_Catch_Finally"), (TypeDefinitionAst, "about_Classes"), (DataStatementAst, "about_Data_Sections"),
)


def page_of(info: CommandInfo) -> str | None:
    """The page of a command, None where its module publishes none there."""
    module = info.module.lower()
    return f"{BASE}{module}/{info.name.lower()}" if module in PUBLISHED else None


def ms_docs_references(subject: Subject) -> list[dict[str, Any]]:
    """The pages of the commands that are used, the most used first, then those of constructs."""
    context = subject.context
    used: dict[str, int] = {}
    for act in context.shared(acts):
        used[act.name] = used.get(act.name, 0) + 1
    found = []
    for name, times in sorted(used.items(), key=lambda item: (-item[1], item[0].lower())):
        info = any_command(name)
        page = page_of(info) if info else None
        if info is not None and page is not None:
            found.append({"title": info.name, "url": page, "module": info.module, "uses": times})
    for kind, topic in _ABOUT:
        nodes = context.nodes(kind)
        if nodes:
            url = f"{BASE}microsoft.powershell.core/about/{topic.lower()}"
            found.append({"title": topic, "url": url, "module": "Microsoft.PowerShell.Core", "uses": len(nodes)})
    if context.nodes(ConfigurationDefinitionAst):
        found.append({
            "title": "Desired State Configuration", "url": "https://learn.microsoft.com/powershell/dsc/overview", "module": None,
            "uses": len(context.nodes(ConfigurationDefinitionAst)),
        })
    return found
