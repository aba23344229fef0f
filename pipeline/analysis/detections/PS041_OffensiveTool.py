"""A known attack tool, or a function of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.finding import Extent
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Run such tools only in tests that the owner has ordered, and from a place kept for them.",
    safe="Get-Command -Name Invoke-*",
    attack=("T1588.002", "T1003"),
)

_TOOLS: Final = re.compile(
    r"(?i)\b(?:invoke-(?:mimikatz|kittenz|shellcode(?:msil)?|reflectivepeinjection|dllinjection|tokenmanipulation|credentialinjection|ninjacopy|bloodhound|sharphound|kerberoast|asreproast|"
    r"psinject|pslibinject|wmicommand|smbexec|psexec|thehash|wmiexec|inveigh\w*|powershelltcp\w*|powershelludp\w*|powershellicmp|powershellwmi|poshrathttps?|portscan|allchecks|privesc\w*|"
    r"bypassuac\w*|eventvwrbypass|sdcltbypass|fodhelper\w*|wscriptbypassuac|envbypass|tater|hotpotato|ms16\w+|servic\w*abuse|userhunter|processhunter|eventhunter|sharefinder|filefinder|"
    r"findlocaladminaccess|mapdomaintrust|enumeratelocaladmin|checklocaladminaccess|aclscanner|dcsync|dcshadow|sessiongopher|seatbelt|winpeas|watson|rubeus|sharpup|phant0m|lockworkstation|"
    r"obfuscation|cradlecrafter|psimage|dosfuscation|lazagne|credentialphish\w*|credentialsphish|loginprompt|ssidexfil|encode|decode|vnc\w*|backdoor\w*|executemsbuild|metasploitpayload|"
    r"empire|stager|meterpreter\w*|powerdump|passthehash|mimipenguin|nanodump|browserdata|interceptor|prasadhak|bruteforce|networkrelay|arpscan|reverse\w*lookup|jsrat\w*|amsibypass|"
    r"exfiltration|dnsexfiltrator|gppspassword|winenum|hostrecon|egresscheck|domainpasswordspray\w*|passwordspray\w*|spray\w*|globalmailsearch|selfsearch|rickascii|threadedfunction|"
    r"crashcommand|zerologon|petitpotam|printnightmare|nightmare|powerthief|eternalblue|mimidogz|paranoia|urlcheck|masterbootrecord\w*|callbackiex|antivirusscan|voicetroll|thunderstruck|"
    r"petitpotam|sqlos\w*|sqlimpersonateservice|sqlescalate\w*|sqldumpinfo|revertto(?:self)?|kerberosscan|filetransfer|winscp|netripper|wlmdr|wmilm|dcom|powershellremoting\w*|executedll)|"
    r"get-(?:gpppassword|gppautologon|keystrokes|timedscreenshot|vaultcredential|lsasecret|passhashes|passhints|webconfig|applicationhost|sitelistpassword|registryautologon|registryalwaysinstallelevated|"
    r"unattendedinstallfile|modifiablefile|modifiablepath|modifiableservice\w*|modifiableregistryautorun|modifiablescheduledtaskfile|serviceunquoted|serviceperms|servicefilepermission|servicepermission|"
    r"dcname|netdomain\w*|netforest\w*|netuser|netcomputer|netgroup\w*|netlocalgroup\w*|netsession|netloggedon\w*|netshare|netfileserver|netrdpsession|netprocess|netou|netsite|netsubnet|netgpo\w*|"
    r"domainuser|domaincomputer|domaincontroller|domainobject(?:acl)?|domaingpo\w*|domainspnticket|domaintrust\w*|domainfileserver|domaindfsshare|objectacl|pathacl|cachedrdpconnection|lastloggedon|userevent|"
    r"wmiregproxy|wmiregcachedrdpconnection|wmireglastloggedon|proxic|fireFoxhistory|chromedump|foxdump|clipboardcontents|microphoneaudio|securitypackages?|volumeshadowcopy|"
    r"computerdetails?|httpstatus|systemdnsserver|delegatetype|procaddress|peheader|pebinfo|information|wlan-?keys|unconstrained|kerberosservice\w*|explicitentries|currentusertokengroupsid|"
    r"rubberducky|killchain|screenshot|indexeditem|exploitablesystem|exploitableunquoted\w*|siteListpassword|injectedthread\w*)|"
    r"out-(?:minidump|encodedcommand|encryptedscript|compresseddll|dnstxt|word|excel|hta|chm|java|js|sct|shortcut|webquery|scf|certutil|rundllcommand)|"
    r"add-(?:persistence|exfiltration|scrnsavebackdoor|regbackdoor|constraineddelegationbackdoor|objectacl|domainobjectacl|netuser|domaingroupmember|serviceDacl|netgroupuser)|"
    r"new-(?:elevatedpersistenceoption|userpersistenceoption|inmemorymodule|honeyhash|gpoimmediatetask|kernelbase)|set-(?:criticalprocess|macattribute|masterbootrecord|remotepsremoting|remotewmi|"
    r"dcshadowpermissions|domainobject(?:owner)?|domainuserpassword|adobject|servicebinpath|servicebinarypath)|install-(?:ssp|servicebinary)|restore-servicebinary|write-(?:serviceBinary|hijackdll|useraddmsi|"
    r"useraddservicebinary|cmdservicebinary)|find-(?:avsignature|pathhijack|pathdllhijack|processdllhijack|dllhijack|localadminaccess|domainuserlocation|domainshare|interestingfile|interestingdomain\w*|"
    r"gpolocation|gpocomputeradmin|foreigngroup|foreignuser|managedsecuritygroups|psservicaccounts|psserviceaccounts|userfield|computerfield|4648logons|4624logons|applockerlogs|psscriptsinpsapplog|rdpclientconnections|"
    r"domainprocess|domainuserevent|domainlocalgroupmember|fruit)|enable-(?:seassignprimarytokenprivilege|seDebugPrivilege|privilege|tokenprivilege|duplicatetoken)|remove-(?:update|poshrat|persistence|vssshadow|"
    r"volumeshadowcopy|comments)|mount-volumeshadowcopy|check-vm|copy-vss|execute-(?:onTime|dnstxt-code|command-mssql)|download-execute-ps|download_execute|http-backdoor|dns_txt_pwnage|gupt-backdoor|do-exfiltration|"
    r"parse_keys|keylogger|start-(?:captureserver|mitm|webcamrecorder|keylogger|monitoringkeys)|test-(?:adminaccess|serviceDaclpermission|login)|convertto-(?:rottedstring|shellcode|rc4bytestream)|"
    r"exploit-(?:jboss|jenkins|jmx)|port-scan|brute-force|powercat|powerview|powerup|powersploit|powerupsql|nishang|mimikatz|mimilib|sekurlsa|kerberos::\w+|lsadump|sharphound|bloodhound|rubeus|cobaltstrike|"
    r"cobalt strike|meterpreter|metasploit|msfvenom|empire agent|psattack|p0wnedshell|crackmapexec|impacket|responder\.py|koadic|covenant|lazagne|sharpsploit|juicypotato|rottenpotato|printspoofer|"
    r"inveigh|hoaxshell|evil-winrm|winpeas|seatbelt|safetykatz|gsecdump|pwdump\d?|wce\.exe|fgdump|procdump.*lsass|netripper|unmanagedpowershell|reflectivepick|powerpick)\b",
)
_SHY: Final = frozenset({
    "get-information", "get-screenshot", "invoke-encode", "invoke-decode", "remove-comments", "check-vm", "out-word", "out-excel", "out-java", "out-js", "out-shortcut", "find-fruit", "invoke-dcom", "invoke-psexec",
    "get-webconfig", "get-netuser", "get-netcomputer", "get-httpstatus", "get-netdomain", "keylogger", "covenant", "responder.py", "invoke-winscp", "get-netsite", "get-netsession", "get-netshare", "test-login",
    "get-domaincontroller", "get-computerdetails", "get-computerdetail", "set-adobject", "get-domainuser", "enable-privilege", "get-domaincomputer", "invoke-exfiltration", "get-netprocess", "get-clipboardcontents",
    "bloodhound", "impacket", "seatbelt", "interceptor", "brute-force", "port-scan", "invoke-filetransfer", "invoke-empire", "empire", "invoke-backdoor", "new-kernelbase", "responder", "get-lastloggedon", "invoke-dosfuscation",
    "invoke-threadedfunction", "invoke-portscan", "get-peheader", "get-procaddress", "get-delegatetype", "get-systemdnsserver", "get-netou", "get-pathacl", "get-objectacl", "get-netfileserver", "get-userevent", "metasploit",
    "get-domaintrust", "get-domainobject", "get-netsubnet", "get-netgroup", "get-netlocalgroup", "get-netforest", "get-explicitentries", "get-securitypackage", "get-securitypackages", "get-volumeshadowcopy", "invoke-lockworkstation", "invoke-stager", "invoke-information", "get-pebinfo", "invoke-urlcheck", "invoke-voicetroll", "find-userfield", "get-netloggedon", "convertto-shellcode",
})
"""Names that others use as well: a lone one is no proof."""
_SEVERAL: Final = 2


def check(scene: Scene) -> Iterator[Sighting]:
    if not _TOOLS.search(scene.context.text):
        return
    seen: dict[str, ast.Ast] = {}
    for function in scene.context.functions:
        name = function.name.rpartition(":")[2]
        if _TOOLS.fullmatch(name):
            seen.setdefault(name.lower(), function)
    for written, nodes in scene.context.commands_by_name.items():
        if _TOOLS.fullmatch(written) and written not in seen:
            seen[written] = nodes[0]
    for text, found in scene.strings(_TOOLS):
        if found[0].lower() not in seen and not _is_help(text.node):
            seen[found[0].lower()] = text.node
    shy = [name for name in seen if name in _SHY]
    for name, node in seen.items():
        place = Extent(node.start, node.start + len("function ") + len(name)) if isinstance(node, ast.FunctionDefinitionAst) else node
        yield Sighting(place, f"{name} is the name of an attack tool or of a part of one.", MEDIUM if name in shy and len(seen) < _SEVERAL else HIGH if name in shy and len(seen) == len(shy) else None)


def _is_help(node: ast.Ast) -> bool:
    """Words that are told to a person are no use of a tool."""
    command = node.parent
    return isinstance(command, ast.CommandAst) and (command.command_name() or "").lower() in ("write-host", "write-verbose", "write-output", "write-warning")
