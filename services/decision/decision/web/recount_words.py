"""How far the open clocks have been counted again, in words; and the moves as lines of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from decision.publishing.counting_again import Move
from decision.web import paths
from plumbing.govuk.parts import Column

MOVES = tuple(Column(title) for title in ("Case", "Clock", "Now", "Then"))


@dataclass(frozen=True)
class MoveLine:
    reference: str
    href: str
    move: Move


def move_lines(moves: Sequence[Move]) -> list[MoveLine]:
    return [MoveLine(each.reference, paths.case(each.case_id), each) for each in moves]


def recount_in_words(moved: int, finished_at: datetime | None) -> str:
    if finished_at is None:
        return f"Counting open clocks again: {moved} moved so far"
    return f"Counted: {moved} dates moved"
