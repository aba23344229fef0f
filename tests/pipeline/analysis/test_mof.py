"""Schemas of DSC resources."""

from pipeline.analysis.mof import MofClass, MofProperty, read_mof

SCHEMA = """
#pragma namespace("\\\\.\\root")
// A class; not this one: class Nothing { };
/* nor class Nobody { String a; }; */
[ClassVersion("1.0.0"), FriendlyName("Thing"), Description("class of; things { }")]
class MSFT_Thing : OMI_BaseResource
{
    [Key, Description("Its \\"name\\"; in full")] String Name;
    [Required, EmbeddedInstance("MSFT_Credential")] String Credential;
    [Write, ValueMap{"Present", "Key"}, Values{"Present", "Absent"}] string Ensure;
    [Read] Uint32 Sizes[];
    Boolean Plain;
};
class Second { [key] sint32 Id; };
"""


def test_classes_with_their_properties() -> None:
    assert read_mof(SCHEMA) == [
        MofClass("MSFT_Thing", "OMI_BaseResource", (
            MofProperty("Name", "String", is_array=False, qualifiers=frozenset({"key", "description"})),
            MofProperty("Credential", "String", is_array=False, qualifiers=frozenset({"required", "embeddedinstance"})),
            MofProperty("Ensure", "string", is_array=False, qualifiers=frozenset({"write", "valuemap", "values"})),
            MofProperty("Sizes", "Uint32", is_array=True, qualifiers=frozenset({"read"})),
            MofProperty("Plain", "Boolean", is_array=False, qualifiers=frozenset()),
        )),
        MofClass("Second", None, (MofProperty("Id", "sint32", is_array=False, qualifiers=frozenset({"key"})),)),
    ]


def test_mandatory_is_key_or_required() -> None:
    thing = read_mof(SCHEMA)[0]
    assert [p.name for p in thing.properties if p.is_mandatory] == ["Name", "Credential"]


def test_what_is_no_schema_gives_what_can_be_read() -> None:
    assert read_mof("") == []
    assert read_mof("class") == []
    assert read_mof("class X") == []
    assert read_mof("class X;") == []
    assert [c.name for c in read_mof("class X { [Key String a; ")] == ["X"]
    assert read_mof("}]) class A { String b; }")[0].properties[0].name == "b"
