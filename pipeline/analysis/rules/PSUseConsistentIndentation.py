"""A line does not begin where the brackets and pipes before it put it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.layout import Layout, layout
from pipeline.analysis.rule import WARNING, Context, Edit, Extent, Hit, Options, Rule
from pipeline.powershell.nodes import CommandBaseAst, PipelineAst
from pipeline.powershell.tokens import Token

RULE = Rule(
    WARNING, enabled=False, fixes=True,
    options={"IndentationSize": 4, "PipelineIndentation": "IncreaseIndentationForFirstPipeline", "Kind": "space"},
)

_OPENING: Final = frozenset({"AtParen", "AtCurly", "DollarParen", "LCurly", "LParen"})
_CLOSING: Final = frozenset({"RCurly", "RParen"})
_FIRST_PIPE: Final = "increaseindentationforfirstpipeline"
_EVERY_PIPE: Final = "increaseindentationaftereverypipeline"
_LINE_ENDS: Final = frozenset({"NewLine", "LineContinuation"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    unit = "\t" if str(options["Kind"]).lower() == "tab" else " " * int(options["IndentationSize"])
    walk = _Walk(context, str(options["PipelineIndentation"]).lower())
    for token, level in walk.first_tokens():
        line_start = walk.where.line_starts[walk.where.line(token.start)]
        if token.start - line_start != len(unit) * level:
            pipe = "| " if context.text[line_start:token.start].lstrip().startswith("|") else ""
            edit = Edit(line_start, token.end, unit * level + pipe + context.source(token), "Indent it")
            yield Hit(Extent(line_start, token.start), "This line is not indented as deep as it is nested.", edits=(edit,))


class _Walk:
    """Reads the tokens in order and says of each that begins a line how deep it is nested."""

    def __init__(self, context: Context, pipeline_style: str) -> None:
        self.where: Layout = context.shared(layout)
        self._tokens = context.tokens
        self._style = pipeline_style
        self._level = 0
        self._opened: list[bool] = []        # for each bracket that is open: whether it made what follows deeper
        self._deepening = self._last_left_open()
        self._pipes: dict[int, int] = {}     # from where the element before a pipe that counts ends to where its pipeline ends
        self._deeper: dict[int, int] = {}    # by where a pipeline ends: how much its pipes have deepened what follows
        if pipeline_style in (_FIRST_PIPE, _EVERY_PIPE):
            for pipeline in context.nodes(PipelineAst):
                if len(pipeline.pipeline_elements) > 1:
                    before = pipeline.pipeline_elements[:-1] if pipeline_style == _EVERY_PIPE else [self._last_on_first_line(pipeline)]
                    self._pipes.update((element.end, pipeline.end) for element in before)

    def _last_left_open(self) -> set[int]:
        """Of the brackets that a line opens and leaves open, the last; only that one makes the next line deeper."""
        found: set[int] = set()
        opened: list[int] = []
        line_begins_at = 0  # how many were open when the line began
        for at, token in enumerate(self._tokens):
            if token.kind in _OPENING:
                opened.append(at)
            elif token.kind in _CLOSING and opened:
                opened.pop()
                line_begins_at = min(line_begins_at, len(opened))
            elif token.kind in _LINE_ENDS:
                if len(opened) > line_begins_at:
                    found.add(opened[-1])
                line_begins_at = len(opened)
        return found

    def _last_on_first_line(self, pipeline: PipelineAst) -> CommandBaseAst:
        """The last element that stands on the line on which the first one ends."""
        last = first = pipeline.pipeline_elements[0]
        for element in pipeline.pipeline_elements:
            if self.where.same_line(element.start, first.end):
                last = element
        return last

    def first_tokens(self) -> Iterator[tuple[Token, int]]:
        """The first token of each line, and how many units it should be indented."""
        new_line = True
        for at, token in enumerate(self._tokens):
            kind = token.kind
            if kind in _LINE_ENDS:
                new_line = True
                continue
            outer = self._level
            level = self._step(at, token)
            if new_line and self._style == "none" and self._tokens[at - 2:at] and self._tokens[max(0, at - 2)].kind == "Pipe":
                new_line = False  # the line goes on with a pipeline, and those are left alone
            if new_line and kind == "Pipe" and self._level == outer:
                continue  # what follows a leading pipe counts as the line's first token
            if new_line and kind != "EndOfInput":
                yield token, level
            new_line = False
            self._end_pipeline(token)

    def _step(self, at: int, token: Token) -> int:
        """Go past a token; how deep it would stand if it began its line."""
        kind, level = token.kind, self._level
        if kind in _OPENING:
            deepens = at in self._deepening and not (kind == "LParen" and self._stays(at))
            self._opened.append(deepens)
            self._level += deepens
        elif kind in _CLOSING:
            if self._opened and self._opened.pop():
                self._level = level = max(0, level - 1)
        elif kind == "Pipe" and self._deepens(at):
            self._level += 1
        else:
            level += self._continues(at)
        return level

    def _stays(self, at: int) -> bool:
        """Whether this ( begins a line and something follows it there."""
        if at > 0 and self._tokens[at - 1].kind != "NewLine":
            return False
        following = next((token.kind for token in self._tokens[at + 1:at + 20] if token.kind != "Comment"), "NewLine")
        return following not in _LINE_ENDS

    def _deepens(self, at: int) -> bool:
        """Whether what follows this pipe is indented for it."""
        tokens = self._tokens
        if at == 0 or tokens[at + 1].kind not in _LINE_ENDS or tokens[at - 1].end not in self._pipes:
            return False
        end = self._pipes[tokens[at - 1].end]
        self._deeper[end] = self._deeper.get(end, 0) + 1
        return True

    def _continues(self, at: int) -> bool:
        """Whether a backtick on the line before makes this line a continuation."""
        tokens = self._tokens
        before = at - 1
        while before > 0 and tokens[before].kind == "NewLine" and tokens[before - 1].kind == "Comment":
            before -= 2
        return before >= 0 and tokens[before].kind == "LineContinuation"

    def _end_pipeline(self, token: Token) -> None:
        """Behind a pipeline, what its pipes have added is taken off again."""
        self._level = max(0, self._level - self._deeper.pop(token.end, 0))
