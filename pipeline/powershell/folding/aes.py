"""AES decryption in plain Python: secure strings whose key stands in the script are protected with it, and so are many payloads."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple


class _Tables(NamedTuple):
    """The substitution box, its inverse, and for each row of a column what a byte adds to the column after the inverse mixing."""

    box: list[int]
    inverse: list[int]
    mixed: list[list[int]]


@cache
def _tables() -> _Tables:
    """Computed from the field that they are defined in, when the first text is decrypted."""
    box, p, q = [0] * 256, 1, 1
    while True:
        p ^= (p << 1 ^ (0x11B if p & 0x80 else 0)) & 0x1FF
        p &= 0xFF
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        rotated = q ^ _rotate(q, 1) ^ _rotate(q, 2) ^ _rotate(q, 3) ^ _rotate(q, 4)
        box[p] = rotated ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    inverse = [0] * 256
    for plain, substituted in enumerate(box):
        inverse[substituted] = plain
    mixed = [
        [int.from_bytes(bytes(_times(value, factor) for factor in factors), "big") for value in range(256)]
        for factors in ((14, 9, 13, 11), (11, 14, 9, 13), (13, 11, 14, 9), (9, 13, 11, 14))
    ]
    return _Tables(box, inverse, mixed)


def _rotate(value: int, by: int) -> int:
    return (value << by | value >> (8 - by)) & 0xFF


def _double(value: int) -> int:
    return (value << 1 ^ 0x1B) & 0xFF if value & 0x80 else value << 1


def _times(value: int, factor: int) -> int:
    result = 0
    while factor:
        if factor & 1:
            result ^= value
        value, factor = _double(value), factor >> 1
    return result


_UNSHIFTED: Final = [(0, 13, 10, 7), (4, 1, 14, 11), (8, 5, 2, 15), (12, 9, 6, 3)]


def _unmixed(word: int) -> int:
    first, second, third, fourth = _tables().mixed
    return first[word >> 24] ^ second[word >> 16 & 255] ^ third[word >> 8 & 255] ^ fourth[word & 255]


def _round_keys(key: bytes) -> list[list[int]]:
    """The keys of all rounds, last one first, fit for the inverse cipher."""
    size = len(key) // 4
    words = [int.from_bytes(key[at : at + 4], "big") for at in range(0, len(key), 4)]
    constant = 1
    for index in range(size, 4 * (size + 7)):
        word = words[-1]
        if index % size == 0:
            word = _substituted((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = _double(constant)
        elif size > 6 and index % size == 4:
            word = _substituted(word)
        words.append(words[index - size] ^ word)
    rounds = [words[at : at + 4] for at in range(0, len(words), 4)][::-1]
    return [rounds[0], *([_unmixed(word) for word in each] for each in rounds[1:-1]), rounds[-1]]


def _substituted(word: int) -> int:
    box = _tables().box
    return box[word >> 24] << 24 | box[word >> 16 & 255] << 16 | box[word >> 8 & 255] << 8 | box[word & 255]


def _decrypt_block(block: bytes, keys: list[list[int]]) -> bytes:
    _, inverse, (first, second, third, fourth) = _tables()
    state = (int.from_bytes(block, "big") ^ _joined(keys[0])).to_bytes(16, "big")
    for key in keys[1:-1]:
        state = b"".join(
            (
                first[inverse[state[a]]] ^ second[inverse[state[b]]] ^ third[inverse[state[c]]] ^ fourth[inverse[state[d]]] ^ key[column]
            ).to_bytes(4, "big")
            for column, (a, b, c, d) in enumerate(_UNSHIFTED)
        )
    last = bytes(inverse[state[at]] for column in _UNSHIFTED for at in column)
    return (int.from_bytes(last, "big") ^ _joined(keys[-1])).to_bytes(16, "big")


def _joined(words: list[int]) -> int:
    return words[0] << 96 | words[1] << 64 | words[2] << 32 | words[3]


def decrypt(data: bytes, key: bytes, iv: bytes | None) -> bytes:
    """Whole blocks of 16 bytes; in CBC mode with an `iv`, in ECB without. The padding stays.

    Raises ValueError when a length is wrong.
    """
    if len(key) not in (16, 24, 32) or len(data) % 16 or (iv is not None and len(iv) != 16):
        raise ValueError("the length of key, data or initialisation vector")
    keys = _round_keys(key)
    before, out = iv, []
    for at in range(0, len(data), 16):
        block = data[at : at + 16]
        plain = _decrypt_block(block, keys)
        if before is not None:
            plain = bytes(map(int.__xor__, plain, before))
            before = block
        out.append(plain)
    return b"".join(out)


def without_padding(data: bytes) -> bytes:
    """Without PKCS #7's padding.

    Raises ValueError when it is not there, which a wrong key shows.
    """
    count = data[-1] if data else 0
    if not 1 <= count <= 16 or data[-count:] != bytes([count]) * count:
        raise ValueError("no padding")
    return data[:-count]
