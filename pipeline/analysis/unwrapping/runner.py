"""What sinks need of the evaluator that found them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from pipeline.powershell.folding import Evaluator

if TYPE_CHECKING:
    from pipeline.powershell.nodes import Ast


class Runner(Evaluator):
    """An evaluator that reads the texts which a script runs."""

    @abstractmethod
    def run_layer(self, text: str, how: str, node: Ast | None) -> list[object]:
        """Keep a text that is run here, and read it in turn with the variables as they are now."""

    @abstractmethod
    def within(self, text: str) -> Evaluator:
        """An evaluator for another text with the same variables."""


def runner(evaluator: Evaluator) -> Runner:
    """The evaluator as what it is during unwrapping."""
    if not isinstance(evaluator, Runner):
        raise TypeError("sinks serve unwrapping alone")
    return evaluator
