"""The regular expressions of the lexer. Each takes blanks and a whole token in one match; what is rare is left to slower code."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .characters import Characters, any_characters, ascii_characters

NEWLINE: Final = r"\r\n|[\r\n]"


class Patterns:
    """Compiled for one set of characters. The attributes are bound `match` methods: they are called for every token."""

    def __init__(self, c: Characters) -> None:
        space = f"[{c.space}]*"
        force = c.space + r"\r\n\0&(),;{|}"
        after_word = rf"(?=[{force}]|\Z)"
        # No group is repeated possessively, which Python 3.11 reads wrong before 3.11.5: a lookahead keeps the parts of a name together instead.
        parts = rf"(?::(?!:)[{c.word}_?]*+)*(?!:(?!:))"
        variable = rf"\$(?:[{c.word}_][{c.word}_?]*+{parts}|[$?^]|:(?!:)[{c.word}_?]*+{parts})"
        single = rf"[{c.single}][^{c.single}]*+[{c.single}](?![{c.single}])"
        double = rf"[{c.double}][^{c.double}`$]*+[{c.double}](?![{c.double}])"
        comment = r"\#[^\r\n]*"
        # The numbers of the groups are what `lexer` tells them apart by.
        self.expression = re.compile(
            rf"{space}+(?:"
            rf"({variable})"
            rf"|(\|\|?|&&?|@[({{]|\$\(|[(){{}}\[\],;=!]|\.(?![\d.])|\.\.|::?|\*=?(?!>)|/=?|%=?|\?(?:\?=?|\.|\[)?|\+[+=]|\+(?![\d.])|-[\-=]|-(?![\d.{c.letter}_\-=]))"
            rf"|({NEWLINE})"
            rf"|([{c.letter}_][{c.word}_]*+)"
            rf"|([0-9]++)(?=[{c.space}\r\n)\],;}}]|\Z)"
            rf"|({single})"
            rf"|({double})"
            rf"|([{c.dash}][{c.letter}_]+)"
            rf"|({comment})"
            ")?",
        ).match
        self.command = re.compile(
            rf"{space}+(?:"
            rf"(-[{c.letter}_][{c.word}_\-]*+){after_word}"
            rf"|({variable}){after_word}"
            rf"|({NEWLINE})"
            rf"|([{c.letter}_][{c.word}_]*+){after_word}"
            rf"|((?![1-6]>)[0-9]+){after_word}"
            rf"|({single})"
            rf"|({double})"
            rf"|(\|\|?|&&?|@[({{]|\$\(|[(){{}},;])"
            rf"|({comment})"
            rf"|([{c.letter}_\\~][^{force}{c.single}{c.double}`$]*+){after_word}"
            ")?",
        ).match
        self.space = re.compile(space).match
        self.identifier = re.compile(rf"[{c.letter}_][{c.word}_]*").match
        self.word = re.compile(rf"[{c.word}_]*").match
        self.is_identifier = re.compile(rf"[{c.letter}_][{c.word}_]*").fullmatch
        self.variable = re.compile(variable).match
        self.splat = re.compile(variable.replace(r"\$", "@", 1)).match
        self.is_variable_start = re.compile(rf"[$?^:{c.word}_{{]").match
        self.plain_double = re.compile(rf"[^{c.double}`$]+").match
        self.plain_sub = re.compile(rf"[^{c.double}`()\0]+").match
        self.single_end = re.compile(rf"[{c.single}](?:([{c.single}])|)").search
        self.plain_generic = re.compile(rf"[^{force}{c.single}{c.double}`$]+").match
        self.is_force = re.compile(rf"[{force}]|\Z").match
        self.number = re.compile(
            r"(?:0[xX](?P<hex>[0-9A-Fa-f]+)|0[bB](?P<bin>[01]+)"
            rf"|(?P<int>[0-9]*)(?P<real>(?:\.(?!\.)[0-9]*)?(?:[eE][+{c.dash}]?[0-9]+)?))"
            r"(?P<suffix>[dDlLnN]|[uU][yYsSlL]?|[yYsS])?(?P<multiplier>[kKmMgGtTpP][bB])?",
        ).match
        self.after_number = re.compile(rf"[{force}!\#%*+,{c.dash}./<=>\]]|\Z").match
        self.after_number_ternary = re.compile(rf"[{force}!\#%*+,{c.dash}./<=>\]?:]|\Z").match
        self.parameter = re.compile(
            rf"[{c.dash}][{c.letter}_?][^{c.space}\r\n{{}}();,|&.\[:{c.single}{c.double}]*",
        ).match
        self.dash_word = re.compile(rf"[{c.dash}][{c.letter}_?][{c.word}_]*").match
        self.type_name = re.compile(rf"{space}([{c.letter}_][{c.word}_.`+#\\]*)").match
        self.assembly_part = re.compile(rf"{space}([^{c.space}\r\n\0,;=\[\]]*){space}").match
        self.here_header = re.compile(rf"{space}(?:{NEWLINE})").match
        self.here_single_end = re.compile(rf"(?:\r\n|[\r\n])[{c.single}]@").search
        self.here_double_end = re.compile(rf"(?:\r\n|[\r\n])[{c.double}]@").match
        self.plain_here = re.compile(r"[^`$\r\n]+").match
        self.rest = re.compile(rf"(?:[{c.space}]|<\#[^\#]*+(?:\#(?!>)[^\#]*+)*(?:\#>|\Z)|{comment})*\Z").match
        self.newlines = re.compile(rf"{space}+(?:({NEWLINE})|(;)|({comment})|(<\#)|(`)|([^\r\n]))").match


@cache
def patterns_for(ascii_only: bool) -> Patterns:
    """The patterns for text that is ASCII, or not."""
    return Patterns(ascii_characters() if ascii_only else any_characters())
