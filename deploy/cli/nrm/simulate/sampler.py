"""A year in small: N referrals and notifications whose mix follows the year's figures. Pure, and seeded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal, TypeVar

from nrm.simulate.apportioning import Apportioning
from nrm.simulate.figures import OTHER, Figures
from nrm.simulate.mix import Cell, Weights, mix_of

K = TypeVar("K")
Route = Literal["nrm", "dtn"]
UNDECIDED = "undecided"
SUPPORTED_NATIONS = ("england", "wales")  # elsewhere, others than the care contract give support
SUPPORT_WANTED = {True: 3, False: 1}  # ours: the tables do not say how many adults want support


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One referral to be made up. `outcome` is what the caseworkers will decide, if anything."""

    number: int
    route: Route
    age: str
    responder: str
    nationality: str
    exploitation: str
    gender: str
    location: str = ""
    nation: str = ""
    outcome: str = UNDECIDED
    wants_support: bool = False

    @property
    def is_adult(self) -> bool:
        """Age at exploitation is what the figures count; who was a child then is taken to be one still."""
        return self.age != "child"

    @property
    def is_supported(self) -> bool:
        return self.route == "nrm" and self.wants_support and self.nation in SUPPORTED_NATIONS


def draw(figures: Figures, count: int, *, seed: int) -> list[Drawn]:
    chance = Random(seed)
    mix = mix_of(figures)
    routes: dict[Route, float] = {"nrm": figures.referrals, "dtn": figures.notifications}
    drawn: list[Drawn] = []
    for route, size in sorted(Apportioning[Route](chance).share_out(count, routes).items()):
        drawn += _people(route, _those_who_may(route, mix), size, figures, chance)
    chance.shuffle(drawn)
    return [replace(each, number=number) for number, each in enumerate(drawn, 1)]


def _those_who_may(route: Route, mix: Weights) -> Weights:
    """Only an adult can refuse to be referred. How adults who do are mixed is not published."""
    return mix if route == "nrm" else {cell: weight for cell, weight in mix.items() if cell[0] != "child"}


def _people(route: Route, mix: Weights, size: int, figures: Figures, chance: Random) -> list[Drawn]:
    cells = list(_cells(mix, size, chance))
    named = _nationalities_of_others(figures, cells, chance)
    people = [_person(route, cell, named) for cell in cells]
    chance.shuffle(people)
    locations = _spread(size, figures.locations, chance)
    nations = _spread(size, figures.nations, chance)
    people = [
        replace(each, location=location, nation=nation)
        for each, location, nation in zip(people, locations, nations, strict=True)
    ]
    return _with_what_follows(people, figures, chance) if route == "nrm" else people


def _cells(mix: Weights, size: int, chance: Random) -> Iterator[Cell]:
    """Dimension by dimension, each shared out within what the ones before it have left."""
    groups: dict[Cell, int] = {(): size}
    for place in range(len(next(iter(mix)))):
        groups = _divided(groups, _shares_at(mix, place), chance)
    for cell, number in groups.items():
        yield from [cell] * number


def _shares_at(mix: Weights, place: int) -> dict[Cell, dict[str, float]]:
    shares: dict[Cell, dict[str, float]] = {}
    for cell, weight in mix.items():
        below = shares.setdefault(cell[:place], {})
        below[cell[place]] = below.get(cell[place], 0.0) + weight
    return shares


def _divided(
    groups: Mapping[Cell, int], shares: Mapping[Cell, Mapping[str, float]], chance: Random
) -> dict[Cell, int]:
    apportioning = Apportioning[str](chance)
    return {
        (*group, category): number
        for group, size in groups.items()
        for category, number in apportioning.share_out(size, shares[group]).items()
    }


def _nationalities_of_others(figures: Figures, cells: Sequence[Cell], chance: Random) -> Iterator[str]:
    """Nationalities counted alone, without age or responder, share the remaining people."""
    with_tables = {pair[0] for pair in figures.tables["nationality", "age_at_exploitation"]}
    alone = {name: n for name, n in figures.nationalities.items() if name not in with_tables}
    counted = sum(figures.nationalities.values())
    everybody = sum(figures.tables["first_responder_type", "age_at_exploitation"].values())
    number = sum(OTHER in cell for cell in cells)
    yield from _spread(number, {**alone, OTHER: everybody - counted}, chance)


def _person(route: Route, cell: Cell, named: Iterator[str]) -> Drawn:
    age, responder, nationality, exploitation, gender = cell
    return Drawn(
        number=0,
        route=route,
        age=age,
        responder=responder,
        nationality=next(named) if nationality == OTHER else nationality,
        exploitation=exploitation,
        gender=gender,
    )


def _with_what_follows(people: Sequence[Drawn], figures: Figures, chance: Random) -> list[Drawn]:
    """Decisions by age, as many as the year saw for each referral; support for adults who want it."""
    followed: list[Drawn] = []
    outcomes, wishes = Apportioning[str](chance), Apportioning[bool](chance)
    for age, decided in figures.outcomes.items():
        group = [each for each in people if each.age == age]
        waiting = sum(decided.values()) * (figures.referrals / figures.decisions - 1)
        ends = _listed(outcomes.share_out(len(group), {**decided, UNDECIDED: waiting}))
        wants = _listed(wishes.share_out(len(group), SUPPORT_WANTED if age != "child" else {False: 1}))
        chance.shuffle(wants)
        followed += [
            replace(each, outcome=end, wants_support=wish)
            for each, end, wish in zip(group, ends, wants, strict=True)
        ]
    return followed


def _spread(count: int, shares: Mapping[str, float], chance: Random) -> list[str]:
    spread = _listed(Apportioning[str](chance).share_out(count, shares))
    chance.shuffle(spread)
    return spread


def _listed(numbers: Mapping[K, int]) -> list[K]:
    return [category for category, number in numbers.items() for _ in range(number)]
