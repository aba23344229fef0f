"""Types of static members of .NET classes that scripts often use."""

from __future__ import annotations

from typing import Final

from pipeline.powershell.types import BOOLEAN, STRING

_NUMBERS: Final = ("Byte", "Decimal", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16", "UInt32", "UInt64")
_VALUES: Final = (*_NUMBERS, "Boolean", "Char", "DateTime", "Guid", "TimeSpan", "Version")

_MEMBERS: Final[dict[str, dict[str, str]]] = {
    "System.Convert": {
        STRING: "ToBase64String ToString ToHexString", "System.Byte[]": "FromBase64String FromHexString",
        **{f"System.{name}": f"To{name}" for name in (*_NUMBERS, "Boolean", "Char", "DateTime")},
    },
    "System.Environment": {
        STRING: "CommandLine CurrentDirectory ExpandEnvironmentVariables GetEnvironmentVariable GetFolderPath MachineName NewLine StackTrace "
                "SystemDirectory UserDomainName UserName",
        "System.String[]": "GetCommandLineArgs GetLogicalDrives", BOOLEAN: "Is64BitOperatingSystem Is64BitProcess UserInteractive",
        "System.Int32": "ExitCode ProcessorCount SystemPageSize TickCount", "System.Int64": "WorkingSet", "System.Version": "Version",
        "System.OperatingSystem": "OSVersion", "System.Collections.IDictionary": "GetEnvironmentVariables",
    },
    "System.IO.Path": {
        STRING: "ChangeExtension Combine GetFullPath GetRandomFileName GetRelativePath GetTempFileName GetTempPath Join",
        BOOLEAN: "HasExtension IsPathFullyQualified IsPathRooted", "System.Char[]": "GetInvalidFileNameChars GetInvalidPathChars",
        "System.Char": "AltDirectorySeparatorChar DirectorySeparatorChar PathSeparator VolumeSeparatorChar",
    },
    "System.IO.File": {
        STRING: "ReadAllText", BOOLEAN: "Exists", "System.Byte[]": "ReadAllBytes", "System.String[]": "ReadAllLines",
        "System.IO.FileStream": "Create Open OpenRead OpenWrite", "System.IO.StreamReader": "OpenText",
        "System.IO.StreamWriter": "AppendText CreateText", "System.DateTime": "GetCreationTime GetLastAccessTime GetLastWriteTime",
    },
    "System.IO.Directory": {
        BOOLEAN: "Exists", STRING: "GetCurrentDirectory GetDirectoryRoot", "System.String[]": "GetDirectories GetFiles GetLogicalDrives",
        "System.IO.DirectoryInfo": "CreateDirectory GetParent",
    },
    STRING: {
        STRING: "Concat Copy Empty Format Intern Join", BOOLEAN: "Equals IsNullOrEmpty IsNullOrWhiteSpace",
        "System.Int32": "Compare CompareOrdinal",
    },
    "System.Text.Encoding": {"System.Text.Encoding": "ASCII BigEndianUnicode Default GetEncoding Latin1 UTF32 UTF7 UTF8 Unicode"},
    "System.Text.RegularExpressions.Regex": {
        STRING: "Escape Replace Unescape", BOOLEAN: "IsMatch", "System.String[]": "Split", "System.Text.RegularExpressions.Match": "Match",
        "System.Text.RegularExpressions.MatchCollection": "Matches",
    },
    "System.Guid": {"System.Guid": "Empty NewGuid"},
    "System.DateTime": {
        "System.DateTime": "FromBinary FromFileTime MaxValue MinValue Now ParseExact SpecifyKind Today UnixEpoch UtcNow",
        BOOLEAN: "IsLeapYear", "System.Int32": "DaysInMonth",
    },
    "System.TimeSpan": {"System.TimeSpan": "FromTicks MaxValue MinValue Zero"},
    "System.Math": {"System.Double": "Acos Asin Atan Atan2 Cos Cosh E Exp Log Log10 PI Pow Sin Sinh Sqrt Tan Tanh"},
    "System.BitConverter": {"System.Byte[]": "GetBytes", STRING: "ToString"},
    "System.Net.CredentialCache": {"System.Net.ICredentials": "DefaultCredentials", "System.Net.NetworkCredential": "DefaultNetworkCredentials"},
    "System.Net.Dns": {STRING: "GetHostName", "System.Net.IPAddress[]": "GetHostAddresses", "System.Net.IPHostEntry": "GetHostEntry"},
    "System.Net.WebUtility": {STRING: "HtmlDecode HtmlEncode UrlDecode UrlEncode"},
    "System.Diagnostics.Process": {
        "System.Diagnostics.Process": "GetCurrentProcess GetProcessById Start", "System.Diagnostics.Process[]": "GetProcesses",
    },
    "System.Security.Principal.WindowsIdentity": {"System.Security.Principal.WindowsIdentity": "GetCurrent"},
    "System.Management.Automation.ScriptBlock": {"System.Management.Automation.ScriptBlock": "Create"},
    "System.Xml.XmlConvert": {STRING: "DecodeName EncodeName"},
    "System.Threading.Thread": {"System.Threading.Thread": "CurrentThread"},
    "System.Globalization.CultureInfo": {"System.Globalization.CultureInfo": "CurrentCulture CurrentUICulture GetCultureInfo InvariantCulture"},
    **{f"System.{name}": {f"System.{name}": "MaxValue MinValue"} for name in _NUMBERS},
}
"""Class -> type -> the members that have it."""

_TYPES: Final = {
    **{(owner.lower(), name.lower()): kind for owner, kinds in _MEMBERS.items() for kind, members in kinds.items() for name in members.split()},
    **{(f"system.{name.lower()}", "parse"): f"System.{name}" for name in _VALUES},
    **{(f"system.{name.lower()}", "tryparse"): BOOLEAN for name in _VALUES},
}


def member_type(owner: str, member: str) -> str | None:
    """The type of a static property, or of what a static method returns; None when it is not known, or differs between its overloads."""
    return _TYPES.get((owner.lower(), member.lower()))
