"""References people read aloud: short, random, with a check character and no confusable letters."""

import re
from collections.abc import Callable

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, and no vowels, so no words
_SHAPE = re.compile(r"^[A-Z]{3}-([2-9B-Z]{4})-([2-9B-Z]{4})-([2-9B-Z])$")


def new_reference(prefix: str, pick: Callable[[str], str]) -> str:
    """A reference such as NRM-7K3F-92QD-X. `pick` draws one character, for example `secrets.choice`."""
    body = "".join(pick(ALPHABET) for _ in range(8))
    return f"{prefix}-{body[:4]}-{body[4:]}-{check_character(body)}"


def is_reference(text: str) -> bool:
    found = _SHAPE.match(text)
    if not found or any(letter not in ALPHABET for letter in "".join(found.groups())):
        return False
    return check_character(found[1] + found[2]) == found[3]


def check_character(body: str) -> str:
    """Luhn modulo N over the alphabet: finds any one wrong character and nearly every swap of neighbours."""
    size = len(ALPHABET)
    total = 0
    for position, letter in enumerate(reversed(body)):
        value = ALPHABET.index(letter) * (2 if position % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]
