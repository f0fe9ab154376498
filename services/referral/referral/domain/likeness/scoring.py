"""How likely two descriptions are of one person, from 0 to 1.

Each thing that agrees adds to the evidence, each that does not takes away; the weights were set by hand on
generated pairs and are checked on others (decision record 14).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from referral.domain.likeness.births import Agreement, agreement
from referral.domain.likeness.names import likeness_of_words
from referral.domain.likeness.person import Person

THRESHOLD = 0.5
EVIDENCE_NEEDED = 4.0

BIRTHS: Mapping[Agreement, float] = {
    Agreement.SAME_DAY: 4.0,
    Agreement.SWAPPED: 3.0,
    Agreement.SAME_MONTH: 2.5,
    Agreement.SAME_YEAR: 1.5,
    Agreement.POSSIBLE: 0.7,
    Agreement.SLIP: 1.5,
    Agreement.UNKNOWN: 0.0,
    Agreement.NEAR: -3.0,
    Agreement.DIFFERENT: -7.0,
}
NAMES: Sequence[tuple[float, float]] = (
    (0.0, -9.0), (0.6, -6.0), (0.7, -3.0), (0.8, 0.5), (0.88, 3.0), (0.95, 4.5), (1.0, 5.0),
)  # fmt: skip
GENDER_AGREES, GENDER_DIFFERS = 0.2, -2.0
NATIONALITY_AGREES, NATIONALITY_DIFFERS = 0.6, -1.5
LEFT_OUT = 0.06
ALIKE_ENOUGH, UNLIKE = 0.8, 0.35
ALSO_KNOWN_AS = 0.97


def score(one: Person, other: Person) -> float:
    if one.text and one.text == other.text:
        return 1.0
    evidence = _name(one, other) + BIRTHS[agreement(one.born, other.born)]
    evidence += _gender(one, other) + _nationality(one, other)
    return round(1 / (1 + math.exp(EVIDENCE_NEEDED - evidence)), 3)


def _name(one: Person, other: Person) -> float:
    return _between(NAMES, likeness_of_names(one, other))


def likeness_of_names(one: Person, other: Person) -> float:
    """A name somebody else knows them by counts nearly as much as the first name given."""
    known_as = [_pairing(one.all_names, other.name), _pairing(one.name, other.all_names)]
    return max(_pairing(one.name, other.name), ALSO_KNOWN_AS * max(known_as))


def _pairing(names: Sequence[str], others: Sequence[str]) -> float:
    """The likest words paired off in any order; a pair that is unlike, or a word left over, takes away."""
    shorter, longer = sorted((names, others), key=len)
    if not shorter:
        return 0.0
    pairs = list(_likest_pairs(shorter, longer))
    left_over = len(longer) - len(shorter) + (len(shorter) == 1)
    unlike = max(0.0, ALIKE_ENOUGH - min(pairs))
    return sum(pairs) / len(pairs) - LEFT_OUT * left_over - UNLIKE * unlike


def _likest_pairs(shorter: Sequence[str], longer: Sequence[str]) -> Iterator[float]:
    free, free_there = set(shorter), set(longer)
    pairs = [(likeness_of_words(a, b), a, b) for a in shorter for b in longer]
    for alike, word, match in sorted(pairs, reverse=True):
        if word in free and match in free_there:
            free.discard(word)
            free_there.discard(match)
            yield alike


def _gender(one: Person, other: Person) -> float:
    if not (one.gender and other.gender):
        return 0.0
    return GENDER_AGREES if one.gender == other.gender else GENDER_DIFFERS


def _nationality(one: Person, other: Person) -> float:
    if not (one.nationalities and other.nationalities):
        return 0.0
    return NATIONALITY_AGREES if one.nationalities & other.nationalities else NATIONALITY_DIFFERS


def _between(line: Sequence[tuple[float, float]], place: float) -> float:
    for (left, low), (right, high) in pairwise(line):
        if place <= right:
            return low + (high - low) * max(0.0, place - left) / (right - left)
    return line[-1][1]
