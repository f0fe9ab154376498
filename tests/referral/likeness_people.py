"""Invented people with every spelling of their names, and others who look like them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

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
