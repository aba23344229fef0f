"""The attacks and weaknesses that detections name: ids and names of ATT&CK and CWE, and the pages that tell more. Ids that are not here are refused by a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Taxonomy(NamedTuple):
    """A published list: `names` are the entries that detections use, by id; `version` is the one they were read from, empty where names never change."""

    name: str
    title: str
    organization: str
    version: str
    address: str
    names: Mapping[str, str]

    def page(self, entry: str) -> str:
        """The address of an entry."""
        return f"{self.address}/{entry.removeprefix('CWE-').replace('.', '/')}" + (".html" if self.name == "CWE" else "")


ATTACK: Final = Taxonomy("ATT&CK", "MITRE ATT&CK, techniques of attackers", "MITRE", "18.1", "https://attack.mitre.org/techniques", {
    "T1003": "OS Credential Dumping",
    "T1003.001": "OS Credential Dumping: LSASS Memory",
    "T1003.002": "OS Credential Dumping: Security Account Manager",
    "T1003.003": "OS Credential Dumping: NTDS",
    "T1003.006": "OS Credential Dumping: DCSync",
    "T1021.001": "Remote Services: Remote Desktop Protocol",
    "T1021.002": "Remote Services: SMB/Windows Admin Shares",
    "T1021.006": "Remote Services: Windows Remote Management",
    "T1027": "Obfuscated Files or Information",
    "T1027.010": "Obfuscated Files or Information: Command Obfuscation",
    "T1040": "Network Sniffing",
    "T1041": "Exfiltration Over C2 Channel",
    "T1047": "Windows Management Instrumentation",
    "T1048.003": "Exfiltration Over Alternative Protocol: Exfiltration Over Unencrypted Non-C2 Protocol",
    "T1053.005": "Scheduled Task/Job: Scheduled Task",
    "T1055": "Process Injection",
    "T1056.001": "Input Capture: Keylogging",
    "T1059.001": "Command and Scripting Interpreter: PowerShell",
    "T1059.003": "Command and Scripting Interpreter: Windows Command Shell",
    "T1070.001": "Indicator Removal: Clear Windows Event Logs",
    "T1070.003": "Indicator Removal: Clear Command History",
    "T1071.001": "Application Layer Protocol: Web Protocols",
    "T1071.004": "Application Layer Protocol: DNS",
    "T1095": "Non-Application Layer Protocol",
    "T1098": "Account Manipulation",
    "T1098.001": "Account Manipulation: Additional Cloud Credentials",
    "T1105": "Ingress Tool Transfer",
    "T1106": "Native API",
    "T1112": "Modify Registry",
    "T1113": "Screen Capture",
    "T1114.003": "Email Collection: Email Forwarding Rule",
    "T1134": "Access Token Manipulation",
    "T1136.001": "Create Account: Local Account",
    "T1195.001": "Supply Chain Compromise: Compromise Software Dependencies and Development Tools",
    "T1204.002": "User Execution: Malicious File",
    "T1222.001": "File and Directory Permissions Modification: Windows File and Directory Permissions Modification",
    "T1485": "Data Destruction",
    "T1486": "Data Encrypted for Impact",
    "T1490": "Inhibit System Recovery",
    "T1529": "System Shutdown/Reboot",
    "T1531": "Account Access Removal",
    "T1543.003": "Create or Modify System Process: Windows Service",
    "T1546.003": "Event Triggered Execution: Windows Management Instrumentation Event Subscription",
    "T1546.012": "Event Triggered Execution: Image File Execution Options Injection",
    "T1546.013": "Event Triggered Execution: PowerShell Profile",
    "T1546.015": "Event Triggered Execution: Component Object Model Hijacking",
    "T1547.001": "Boot or Logon Autostart Execution: Registry Run Keys / Startup Folder",
    "T1548.002": "Abuse Elevation Control Mechanism: Bypass User Account Control",
    "T1552": "Unsecured Credentials",
    "T1552.001": "Unsecured Credentials: Credentials In Files",
    "T1555": "Credentials from Password Stores",
    "T1557": "Adversary-in-the-Middle",
    "T1558.003": "Steal or Forge Kerberos Tickets: Kerberoasting",
    "T1561": "Disk Wipe",
    "T1562.001": "Impair Defenses: Disable or Modify Tools",
    "T1562.002": "Impair Defenses: Disable Windows Event Logging",
    "T1562.004": "Impair Defenses: Disable or Modify System Firewall",
    "T1562.006": "Impair Defenses: Indicator Blocking",
    "T1562.010": "Impair Defenses: Downgrade Attack",
    "T1564.003": "Hide Artifacts: Hidden Window",
    "T1564.008": "Hide Artifacts: Email Hiding Rules",
    "T1567": "Exfiltration Over Web Service",
    "T1569.002": "System Services: Service Execution",
    "T1574": "Hijack Execution Flow",
    "T1588.002": "Obtain Capabilities: Tool",
    "T1620": "Reflective Code Loading",
})

CWE: Final = Taxonomy("CWE", "Common Weakness Enumeration", "MITRE", "", "https://cwe.mitre.org/data/definitions", {
    "CWE-22": "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')",
    "CWE-73": "External Control of File Name or Path",
    "CWE-78": "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')",
    "CWE-89": "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')",
    "CWE-90": "Improper Neutralization of Special Elements used in an LDAP Query ('LDAP Injection')",
    "CWE-94": "Improper Control of Generation of Code ('Code Injection')",
    "CWE-95": "Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')",
    "CWE-250": "Execution with Unnecessary Privileges",
    "CWE-269": "Improper Privilege Management",
    "CWE-284": "Improper Access Control",
    "CWE-295": "Improper Certificate Validation",
    "CWE-312": "Cleartext Storage of Sensitive Information",
    "CWE-319": "Cleartext Transmission of Sensitive Information",
    "CWE-321": "Use of Hard-coded Cryptographic Key",
    "CWE-326": "Inadequate Encryption Strength",
    "CWE-327": "Use of a Broken or Risky Cryptographic Algorithm",
    "CWE-338": "Use of Cryptographically Weak Pseudo-Random Number Generator (PRNG)",
    "CWE-377": "Insecure Temporary File",
    "CWE-494": "Download of Code Without Integrity Check",
    "CWE-502": "Deserialization of Untrusted Data",
    "CWE-522": "Insufficiently Protected Credentials",
    "CWE-532": "Insertion of Sensitive Information into Log File",
    "CWE-693": "Protection Mechanism Failure",
    "CWE-732": "Incorrect Permission Assignment for Critical Resource",
    "CWE-778": "Insufficient Logging",
    "CWE-798": "Use of Hard-coded Credentials",
    "CWE-829": "Inclusion of Functionality from Untrusted Control Sphere",
})

TAXONOMIES: Final = (ATTACK, CWE)


def taxonomy_of(entry: str) -> Taxonomy:
    """The list that an id belongs to."""
    return next(taxonomy for taxonomy in TAXONOMIES if entry in taxonomy.names)
