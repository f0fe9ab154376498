"""How the same person is described otherwise the second time."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.referral.likeness_people import NICKNAMES, Described, Invented

from referral.domain.likeness.evaluation import WRITTEN_ON

LETTERS = "abcdefghijklmnopqrstuvwxyz"

Change = Callable[[Random, Invented, Described], Described]


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
