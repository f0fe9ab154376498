"""The official figures of a year, from the published tables: counts by one dimension or by two together."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from nrm.refusals import CannotGoOn
from referral.domain.organisations import organisation_named

RESPONDER, AGE, NATIONALITY = "first_responder_type", "age_at_exploitation", "nationality"
GENDER, EXPLOITATION = "gender", "exploitation_type"
OTHER = "other"
MIX = "referrals_sum_of_quarters"

Pair = tuple[str, str]


class YearNotKnown(CannotGoOn):
    def __init__(self, year: int, known: set[int]) -> None:
        years = ", ".join(map(str, sorted(known)))
        super().__init__(f"There are no figures for the mix of {year}. Years that can be simulated: {years}.")


@dataclass(frozen=True)
class Figures:
    """`tables` hold two dimensions together, with every category of each; the others one dimension alone."""

    referrals: int
    notifications: int
    decisions: int
    tables: Mapping[tuple[str, str], Mapping[Pair, int]]
    nationalities: Mapping[str, int]
    locations: Mapping[str, int]
    nations: Mapping[str, int]
    outcomes: Mapping[str, Mapping[str, int]]


def figures_of(year: int) -> Figures:
    rows = list(_rows())
    known = {int(row["year"]) for row in rows}
    if year not in known:
        raise YearNotKnown(year, known)
    return _Year([row for row in rows if int(row["year"]) == year]).figures()


def _rows() -> Iterator[dict[str, str]]:
    lines = resources.files("nrm.simulate").joinpath("figures.csv").read_text("utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@dataclass(frozen=True)
class _Year:
    rows: list[dict[str, str]]

    def figures(self) -> Figures:
        by_age = self._pairs(MIX, RESPONDER, AGE)
        return Figures(
            referrals=self._total("referrals"),
            notifications=self._total("dtn_reports"),
            decisions=self._total("rg_decisions"),
            tables={
                (RESPONDER, AGE): by_age,
                (AGE, EXPLOITATION): self._pairs(MIX, AGE, EXPLOITATION),
                (AGE, GENDER): self._pairs(MIX, AGE, GENDER),
                (RESPONDER, EXPLOITATION): self._pairs(MIX, RESPONDER, EXPLOITATION),
                (GENDER, EXPLOITATION): self._pairs(MIX, GENDER, EXPLOITATION),
                (NATIONALITY, AGE): _completed(self._pairs(MIX, NATIONALITY, AGE), _sums(by_age, 1)),
                (NATIONALITY, RESPONDER): _completed(
                    self._pairs(MIX, NATIONALITY, RESPONDER), _sums(by_age, 0)
                ),
            },
            nationalities=self._counts(MIX, NATIONALITY),
            locations=self._counts("referrals", "location_of_exploitation"),
            nations=self._nations(),
            outcomes=self._outcomes(),
        )

    def _counts(self, measure: str, dimension: str) -> dict[str, int]:
        return {
            row["category"]: int(row["value"])
            for row in self.rows
            if (row["measure"], row["dimension"]) == (measure, dimension)
        }

    def _total(self, measure: str) -> int:
        return self._counts(measure, "all")["all"]

    def _pairs(self, measure: str, one: str, other: str) -> dict[Pair, int]:
        counts = self._counts(measure, f"{one}|{other}")
        return {_pair(category): count for category, count in counts.items()}

    def _nations(self) -> dict[str, int]:
        """The tables give no nation; police forces work in one each, so their share stands for all."""
        nations: dict[str, int] = {}
        for name, count in self._counts(MIX, "first_responder").items():
            force = organisation_named(name)
            if force and force.type == "police" and len(force.nations) == 1:
                nations[force.nations[0]] = nations.get(force.nations[0], 0) + count
        return nations

    def _outcomes(self) -> dict[str, dict[str, int]]:
        by_age: dict[str, dict[str, int]] = {}
        for (outcome, age), count in self._pairs("rg_decisions", "outcome", AGE).items():
            by_age.setdefault(age, {})[outcome] = count
        return by_age


def _pair(category: str) -> Pair:
    one, other = category.split("|")
    return one, other


def _sums(pairs: Mapping[Pair, int], place: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for pair, count in pairs.items():
        sums[pair[place]] = sums.get(pair[place], 0) + count
    return sums


def _completed(pairs: Mapping[Pair, int], totals: Mapping[str, int]) -> dict[Pair, int]:
    """Only the largest nationalities are published; everybody else is what remains of the total."""
    named = _sums(pairs, 1)
    rest = {(OTHER, category): total - named.get(category, 0) for category, total in totals.items()}
    return {**pairs, **rest}
