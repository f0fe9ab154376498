"""How well likeness works, on pairs of descriptions of which we know whether they are of one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from referral.domain.likeness.births import Born, born_about, born_by_age, born_on
from referral.domain.likeness.names import words_of
from referral.domain.likeness.person import Person
from referral.domain.likeness.scoring import THRESHOLD, score
from referral.domain.likeness.tokens import kept_under, looked_for_under

WRITTEN_ON = date(2026, 4, 1)
ABOUT = "~"


@dataclass(frozen=True)
class Pair:
    kind: str
    is_same: bool
    earlier: Person
    later: Person

    @property
    def is_looked_at(self) -> bool:
        return bool(kept_under(self.earlier) & looked_for_under(self.later))

    @property
    def is_found(self) -> bool:
        return self.is_looked_at and score(self.earlier, self.later) >= THRESHOLD


@dataclass(frozen=True)
class Figures:
    pairs: int
    same: int
    looked_at: int
    rightly_found: int
    wrongly_found: int

    @property
    def precision(self) -> float:
        found = self.rightly_found + self.wrongly_found
        return self.rightly_found / found if found else 1.0

    @property
    def recall(self) -> float:
        return self.rightly_found / self.same if self.same else 1.0

    @property
    def recall_of_index(self) -> float:
        return self.looked_at / self.same if self.same else 1.0


def read_pair(row: Mapping[str, str]) -> Pair:
    return Pair(row["kind"], row["same"] == "yes", _person(row, "earlier"), _person(row, "later"))


def evaluate(pairs: Iterable[Pair]) -> Figures:
    """The index counts too: whoever it does not bring up is missed."""
    every = list(pairs)
    same = [pair for pair in every if pair.is_same]
    return Figures(
        pairs=len(every),
        same=len(same),
        looked_at=sum(pair.is_looked_at for pair in same),
        rightly_found=sum(pair.is_found for pair in same),
        wrongly_found=sum(pair.is_found for pair in every if not pair.is_same),
    )


def _person(row: Mapping[str, str], which: str) -> Person:
    nationality = row[f"{which}_nationality"]
    return Person(
        words_of(row[f"{which}_first"]),
        words_of(row[f"{which}_last"]),
        others=words_of(row[f"{which}_others"]),
        born=_born(row[f"{which}_born"]),
        gender=row[f"{which}_gender"],
        nationalities=frozenset({nationality} if nationality else ()),
    )


def _born(text: str) -> Born | None:
    if text.startswith(ABOUT):
        return born_by_age(int(text.removeprefix(ABOUT)), WRITTEN_ON)
    if len(text) == len("2001-05-31"):
        return born_on(date.fromisoformat(text))
    return born_about(text) if text else None
