"""Makes the evaluation set: pairs of invented people, the same one described twice or two who look alike."""

import csv
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from referral.domain.likeness.evaluation import WRITTEN_ON

FILE = Path(__file__).parents[2] / "docs" / "evaluation" / "likeness-pairs.csv"
SEED, SAME, DIFFERENT = 20260401, 2600, 3400
LETTERS = "abcdefghijklmnopqrstuvwxyz"


Spellings = tuple[str, ...]


@dataclass(frozen=True)
class Culture:
    """Names of one place; each with every way it is written."""

    nationality: str
    women: tuple[Spellings, ...]
    men: tuple[Spellings, ...]
    families: tuple[Spellings, ...]


def _culture(names: dict[str, Any]) -> Culture:
    women, men, families = (
        tuple(tuple(name.split("/")) for name in names[kind]) for kind in ("women", "men", "families")
    )
    return Culture(names["nationality"], women, men, families)


NAMES = yaml.safe_load(Path(__file__).with_name("likeness_names.yaml").read_text("utf-8"))
CULTURES = [_culture(names) for names in NAMES["cultures"]]
NICKNAMES: dict[str, list[str]] = NAMES["nicknames"]


@dataclass(frozen=True)
class Described:
    first: str
    last: str
    others: str = ""
    born: str = ""
    gender: str = ""
    nationality: str = ""


@dataclass(frozen=True)
class Invented:
    """A person with every spelling of their name."""

    culture: Culture
    gender: str
    first: Spellings
    last: Spellings
    born: date


Row = dict[str, str]
Change = Callable[[Random, Invented, Described], Described]


def invent(random: Random) -> Invented:
    culture = random.choice(CULTURES)
    gender = random.choice(("female", "male"))
    firsts = culture.women if gender == "female" else culture.men
    born = date(1965, 1, 1) + timedelta(days=random.randrange(47 * 365))
    if random.random() < 0.08:
        born = born.replace(month=1, day=1)
    return Invented(culture, gender, random.choice(firsts), random.choice(culture.families), born)


def described(person: Invented) -> Described:
    return Described(
        person.first[0].replace("-", " "),
        person.last[0].replace("-", " "),
        born=person.born.isoformat(),
        gender=person.gender,
        nationality=person.culture.nationality,
    )


def as_it_is(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, first=here.first.upper()) if random.random() < 0.3 else here


def swapped_names(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, first=here.last, last=here.first)


def spelt_otherwise(random: Random, person: Invented, here: Described) -> Described:
    first, last = (random.choice(names[1:] or names) for names in (person.first, person.last))
    return replace(here, first=first, last=last)


def mistyped(random: Random, person: Invented, here: Described) -> Described:
    if random.random() < 0.5:
        return replace(here, first=_slip(random, here.first))
    return replace(here, last=_slip(random, here.last))


def _slip(random: Random, name: str) -> str:
    at = random.randrange(len(name))
    match random.randrange(4):
        case 0:
            return name[:at] + name[at + 1 :] or name
        case 1:
            return name[:at] + random.choice(LETTERS) + name[at:]
        case 2:
            return name[:at] + random.choice(LETTERS) + name[at + 1 :]
        case _:
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def year_and_month(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, born=here.born[:7])


def year_only(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, born=here.born[:4])


def about_how_old(random: Random, person: Invented, here: Described) -> Described:
    age = WRITTEN_ON.year - person.born.year + random.choice((-2, -1, 0, 0, 1, 2))
    return replace(here, born=f"~{max(0, age)}")


def no_birth_date(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, born="")


def day_and_month_swapped(random: Random, person: Invented, here: Described) -> Described:
    born = person.born
    if born.day > 12:
        return replace(here, born=_slip_in_day(random, born))
    return replace(here, born=date(born.year, born.day, born.month).isoformat())


def slip_in_birth_date(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, born=_slip_in_day(random, person.born))


def _slip_in_day(random: Random, born: date) -> str:
    if random.random() < 0.5:
        return (born + timedelta(days=random.choice((-1, 1)))).isoformat()
    year = born.year + random.choice((-10, -1, 1, 10))
    return born.replace(year=year, day=min(born.day, monthrange(year, born.month)[1])).isoformat()


def another_name(random: Random, person: Invented, here: Described) -> Described:
    """The name they were made to use, with their own beside it."""
    nickname = random.choice(NICKNAMES[person.gender])
    return replace(here, first=nickname, last=here.last, others=here.first)


def another_name_altogether(random: Random, person: Invented, here: Described) -> Described:
    nickname = random.choice(NICKNAMES[person.gender])
    return replace(here, first=nickname, last=nickname, others=f"{here.first} {here.last}")


def a_further_name(random: Random, person: Invented, here: Described) -> Described:
    further = random.choice(person.culture.women if person.gender == "female" else person.culture.men)[0]
    return replace(here, first=f"{here.first} {further}")


def nationality_not_known(random: Random, person: Invented, here: Described) -> Described:
    return replace(here, nationality="")


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


def sibling(random: Random, person: Invented) -> Invented:
    firsts = [each for each in (*person.culture.women, *person.culture.men) if each != person.first]
    born = person.born + timedelta(days=random.choice((-1, 1)) * random.randrange(300, 2500))
    return replace(person, first=random.choice(firsts), born=born)


def twin(random: Random, person: Invented) -> Invented:
    return replace(sibling(random, person), born=person.born)


def namesake(random: Random, person: Invented) -> Invented:
    return replace(
        person, born=person.born + timedelta(days=random.choice((-1, 1)) * random.randrange(400, 6000))
    )


def namesake_of_the_same_year(random: Random, person: Invented) -> Invented:
    born = date(person.born.year, random.randrange(1, 13), random.randrange(1, 29))
    return replace(person, born=born if abs((born - person.born).days) > 40 else _far_in_year(person.born))


def _far_in_year(born: date) -> date:
    return date(born.year, (born.month + 5) % 12 + 1, (born.day + 12) % 28 + 1)


def born_the_same_day(random: Random, person: Invented) -> Invented:
    return replace(invent(random), born=person.born)


def of_the_same_first_name(random: Random, person: Invented) -> Invented:
    families = [each for each in person.culture.families if each != person.last]
    return replace(namesake(random, person), last=random.choice(families))


def parent_of_the_same_name(random: Random, person: Invented) -> Invented:
    return replace(person, born=person.born - timedelta(days=random.randrange(17 * 365, 35 * 365)))


def anybody(random: Random, person: Invented) -> Invented:
    return invent(random)


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
