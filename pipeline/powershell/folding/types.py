"""Names of .NET types as scripts write them, and the one name that the evaluator knows each by."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from .outcome import Unknown

_KNOWN: Final = (
    "Object",
    "String",
    "Char",
    "Boolean",
    "SByte",
    "Byte",
    "Int16",
    "UInt16",
    "Int32",
    "UInt32",
    "Int64",
    "UInt64",
    "Single",
    "Double",
    "Decimal",
    "Void",
    "Array",
    "Buffer",
    "Type",
    "Convert",
    "BitConverter",
    "Math",
    "IntPtr",
    "Uri",
    "Environment",
    "StringComparison",
    "StringSplitOptions",
    "Base64FormattingOptions",
    "Numerics.BigInteger",
    "Linq.Enumerable",
    "Collections.Hashtable",
    "Collections.ArrayList",
    "Collections.Generic.List",
    "Collections.Specialized.OrderedDictionary",
    "Collections.Generic.Dictionary",
    "Text.Encoding",
    "Text.UTF8Encoding",
    "Text.ASCIIEncoding",
    "Text.UnicodeEncoding",
    "Text.UTF7Encoding",
    "Text.UTF32Encoding",
    "Text.StringBuilder",
    "Text.RegularExpressions.Regex",
    "Text.RegularExpressions.RegexOptions",
    "Text.NormalizationForm",
    "IO.MemoryStream",
    "IO.StreamReader",
    "IO.SeekOrigin",
    "IO.Path",
    "IO.Compression.DeflateStream",
    "IO.Compression.GZipStream",
    "IO.Compression.ZLibStream",
    "IO.Compression.CompressionMode",
    "IO.BinaryReader",
    "IO.StringReader",
    "Char[]",
    "Net.WebUtility",
    "Web.HttpUtility",
    "Security.SecureString",
    "Runtime.InteropServices.Marshal",
    "Globalization.CultureInfo",
    "Globalization.NumberStyles",
    "Net.NetworkCredential",
    "Security.Cryptography.Aes",
    "Security.Cryptography.Rijndael",
    "Security.Cryptography.AesManaged",
    "Security.Cryptography.RijndaelManaged",
    "Security.Cryptography.AesCryptoServiceProvider",
    "Security.Cryptography.CipherMode",
    "Security.Cryptography.PaddingMode",
    "Security.Cryptography.CryptoStream",
    "Security.Cryptography.CryptoStreamMode",
    "Security.Cryptography.MD5",
    "Security.Cryptography.SHA1",
    "Security.Cryptography.SHA256",
    "Security.Cryptography.SHA512",
    "Security.Cryptography.MD5CryptoServiceProvider",
    "Security.Cryptography.SHA1Managed",
    "Security.Cryptography.SHA256Managed",
    "Management.Automation.ScriptBlock",
    "Management.Automation.PSObject",
    "Management.Automation.SwitchParameter",
    "Management.Automation.PSCredential",
    "Version",
    "Guid",
    "DateTime",
    "TimeSpan",
    "Net.IPAddress",
    "Reflection.Assembly",
    "Activator",
    "Random",
    "Diagnostics.Process",
    "Management.Automation.PowerShell",
    "Management.Automation.Runspaces.RunspaceFactory",
)
_ACCELERATORS: Final = {
    "int": "Int32",
    "long": "Int64",
    "short": "Int16",
    "ushort": "UInt16",
    "uint": "UInt32",
    "ulong": "UInt64",
    "float": "Single",
    "bool": "Boolean",
    "bigint": "Numerics.BigInteger",
    "hashtable": "Collections.Hashtable",
    "regex": "Text.RegularExpressions.Regex",
    "scriptblock": "Management.Automation.ScriptBlock",
    "psobject": "Management.Automation.PSObject",
    "pscustomobject": "Management.Automation.PSObject",
    "ordered": "Collections.Specialized.OrderedDictionary",
    "securestring": "Security.SecureString",
    "switch": "Management.Automation.SwitchParameter",
    "cultureinfo": "Globalization.CultureInfo",
    "pscredential": "Management.Automation.PSCredential",
    "ipaddress": "Net.IPAddress",
    "powershell": "Management.Automation.PowerShell",
    "runspacefactory": "Management.Automation.Runspaces.RunspaceFactory",
    "xml": "Xml.XmlDocument",
}
_NAMES: Final[dict[str, str]] = {name.lower(): name for name in _KNOWN} | _ACCELERATORS
_OPEN_LISTS: Final = ("collections.generic.list[", "collections.generic.list`1[")


@lru_cache(maxsize=1024)
def resolve(name: str, namespaces: tuple[str, ...] = ()) -> str:
    """The evaluator's name of a type: full, without `System.`, in .NET's case; Unknown when it is not known here.

    `namespaces` are those of `using namespace`, in lower case.
    """
    key = "".join(name.split()).lower().partition(",")[0] if "," in name else name.strip().lower()
    found = _find(key)
    if found is None:
        for namespace in namespaces:
            found = _find(f"{namespace}.{key}")
            if found is not None:
                break
    if found is None:
        raise Unknown(f"the type {name}")
    return found


def _find(key: str) -> str | None:
    bare = key.removeprefix("system.")
    if bare in _NAMES and (key == bare or bare not in _ACCELERATORS):
        return _NAMES[bare]
    if bare.endswith("[]"):
        element = _find(key[:-2])
        return None if element is None else f"{element}[]"
    for opening in _OPEN_LISTS:
        if bare.startswith(opening) and bare.endswith("]"):
            element = _find(bare[len(opening) : -1].strip("[]"))
            return None if element is None else f"Collections.Generic.List[{element}]"
    if bare.startswith("collections.generic.dictionary"):
        return "Collections.Generic.Dictionary"
    return None
