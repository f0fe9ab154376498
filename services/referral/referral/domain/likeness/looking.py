"""Somebody looked for by name, as decision makers do, and whether a referral answers to it."""

from referral.domain.likeness.births import Agreement, agreement, born_about
from referral.domain.likeness.names import words_of
from referral.domain.likeness.person import Person
from referral.domain.likeness.scoring import likeness_of_names

ANSWERS_TO = 0.8
NOT_THEN = frozenset({Agreement.DIFFERENT, Agreement.NEAR})


def looked_for(name: str, year: int | None) -> Person | None:
    """Nobody, when no name is left once titles, marks and signs are taken away."""
    words = words_of(name)
    return Person(first=words, last=(), born=born_about(str(year)) if year else None) if words else None


def likeness_to(wanted: Person, other: Person) -> float:
    """0 for somebody else. A birth nobody knows speaks against nobody."""
    likeness = likeness_of_names(wanted, other)
    is_then = agreement(wanted.born, other.born) not in NOT_THEN
    return likeness if is_then and likeness >= ANSWERS_TO else 0.0
