"""Reading the names of types out of an assembly, on the smallest assembly that has any."""

from struct import pack

from pipeline.powershell.tables.dotnet import public_types

PUBLIC, PRIVATE, NESTED_PUBLIC, NESTED_PRIVATE = 1, 0, 2, 3


def assembly(types: list[tuple[int, str, str]], nested: list[tuple[int, int]]) -> bytes:
    """A program file with one section: a header of the runtime, and metadata with two tables and a heap of strings."""
    strings = b"\0"
    places: dict[str, int] = {}
    for _, name, namespace in types:
        for word in (name, namespace):
            places.setdefault(word, len(strings))
            if places[word] == len(strings):
                strings += word.encode() + b"\0"
    rows = b"".join(pack("<IHHHHH", flags, places[name], places[namespace], 0, 1, 1) for flags, name, namespace in types)
    rows += b"".join(pack("<HH", *pair) for pair in nested)
    tables = pack("<IBBBBQQ", 0, 2, 0, 0, 1, 1 << 2 | 1 << 0x29, 0) + pack("<II", len(types), len(nested)) + rows
    tables += b"\0" * (-len(tables) % 4)
    names = (b"#~\0\0", b"#Strings\0\0\0\0")
    head = pack("<IHHII", 0x424A5342, 1, 1, 0, 4) + b"v4\0\0" + pack("<HH", 0, 2)
    offset = len(head) + sum(8 + len(name) for name in names)
    head += pack("<II", offset, len(tables)) + names[0] + pack("<II", offset + len(tables), len(strings)) + names[1]
    metadata = head + tables + strings
    runtime = pack("<IHHII", 72, 2, 5, 0x1000 + 72, len(metadata)) + b"\0" * 56
    section = runtime + metadata
    directories = b"\0" * (8 * 14) + pack("<II", 0x1000, 72) + b"\0" * 8
    optional = pack("<H", 0x10B) + b"\0" * 94 + directories
    header = b"PE\0\0" + pack("<HHIIIHH", 0, 1, 0, 0, 0, len(optional), 0) + optional
    begin = 64 + len(header) + 40
    header += b".text\0\0\0" + pack("<IIII", len(section), 0x1000, len(section), begin) + b"\0" * 16
    return b"MZ" + b"\0" * 58 + pack("<I", 64) + header + section


def test_only_what_is_visible_outside_is_named() -> None:
    data = assembly(
        [(PUBLIC, "Outer", "Some.Space"), (PRIVATE, "Hidden", "Some.Space"), (NESTED_PUBLIC, "Inner", ""), (NESTED_PRIVATE, "Secret", ""),
         (NESTED_PUBLIC, "Lost", ""), (PUBLIC, "List`1", "Some.Space")],
        [(3, 1), (4, 1), (5, 2)],
    )
    assert list(public_types(data)) == [("Some.Space", "Outer"), ("Some.Space", "Outer+Inner"), ("Some.Space", "List`1")]


def test_a_file_without_metadata_has_no_types() -> None:
    data = bytearray(assembly([(PUBLIC, "Outer", "Some.Space")], []))
    data[64 + 24 + 96 + 8 * 14:64 + 24 + 96 + 8 * 14 + 4] = b"\0\0\0\0"
    assert list(public_types(bytes(data))) == []
