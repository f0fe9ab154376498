"""Makes the evaluation set: pairs of invented people, the same one described twice or two who look alike."""

import csv
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

from tests.referral.likeness_changes import (
    Change,
    a_further_name,
    about_how_old,
    another_name,
    another_name_altogether,
    as_it_is,
    day_and_month_swapped,
    mistyped,
    nationality_not_known,
    no_birth_date,
    slip_in_birth_date,
    spelt_otherwise,
    swapped_names,
    year_and_month,
    year_only,
)
from tests.referral.likeness_people import (
    Described,
    anybody,
    born_the_same_day,
    described,
    invent,
    namesake,
    namesake_of_the_same_year,
    of_the_same_first_name,
    parent_of_the_same_name,
    sibling,
    twin,
)

FILE = Path(__file__).parents[2] / "docs" / "evaluation" / "likeness-pairs.csv"
SEED, SAME, DIFFERENT = 20260401, 2600, 3400


Row = dict[str, str]


CHANGES: Sequence[Change] = (
    as_it_is, swapped_names, spelt_otherwise, mistyped, year_and_month, year_only, about_how_old,
    no_birth_date, day_and_month_swapped, slip_in_birth_date, another_name,
    another_name_altogether, a_further_name, nationality_not_known,
)  # fmt: skip


def same_person(random: Random) -> Row:
    person = invent(random)
    later = described(person)
    changes = random.sample(CHANGES, k=random.choice((1, 1, 1, 2)))
    for change in sorted(changes, key=CHANGES.index):
        later = change(random, person, later) if not _would_clash(change, later) else later
    kind = "+".join(change.__name__ for change in changes)
    return _row(kind, True, described(person), later)


def _would_clash(change: Change, here: Described) -> bool:
    """Spelling and mistyping start from the names as given; a birth date is changed once."""
    about_birth = {
        year_and_month, year_only, about_how_old, no_birth_date, day_and_month_swapped, slip_in_birth_date,
    }  # fmt: skip
    return change in about_birth and len(here.born) != len("2001-05-31")


OTHERS = (
    sibling, twin, namesake, namesake_of_the_same_year, born_the_same_day, of_the_same_first_name,
    parent_of_the_same_name, anybody,
)  # fmt: skip
BLURS: Sequence[Change] = (
    as_it_is,
    as_it_is,
    spelt_otherwise,
    swapped_names,
    mistyped,
    nationality_not_known,
)
BIRTH_BLURS: Sequence[Change] = (year_only, year_and_month, about_how_old, no_birth_date)


def other_person(random: Random) -> Row:
    """Some are vague about the birth of somebody whose name is not the same either."""
    person = invent(random)
    make = random.choice(OTHERS)
    other = make(random, person)
    later = random.choice(BLURS)(random, other, described(other))
    if (
        make in (sibling, twin, of_the_same_first_name, anybody, parent_of_the_same_name)
        and random.random() < 0.3
    ):
        later = random.choice(BIRTH_BLURS[: 3 if make is parent_of_the_same_name else 4])(
            random, other, later
        )
    if (other.first, other.last, other.born) == (person.first, person.last, person.born):
        return other_person(random)
    return _row(make.__name__, False, described(person), later)


def _row(kind: str, is_same: bool, earlier: Described, later: Described) -> Row:
    row = {"kind": kind, "same": "yes" if is_same else "no"}
    for which, one in (("earlier", earlier), ("later", later)):
        row |= {f"{which}_{name}": value for name, value in asdict(one).items()}
    return row


def generate(seed: int = SEED, same: int = SAME, different: int = DIFFERENT) -> list[Row]:
    random = Random(seed)
    return [same_person(random) for _ in range(same)] + [other_person(random) for _ in range(different)]


def write(path: Path = FILE) -> None:
    rows = generate()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read(path: Path = FILE) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    write()
