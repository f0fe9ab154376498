"""The made-up year: its mix follows the published figures, and its answers are ones the form takes."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrm.simulate.answers import Sender, answers_for
from nrm.simulate.apportioning import Apportioning
from nrm.simulate.figures import (
    AGE,
    EXPLOITATION,
    GENDER,
    NATIONALITY,
    OTHER,
    RESPONDER,
    Figures,
    YearNotKnown,
    figures_of,
)
from nrm.simulate.mix import DIMENSIONS, Weights, mix_of
from nrm.simulate.sampler import UNDECIDED, Drawn, draw
from referral.domain.form.content import referral_form
from referral.domain.form.walk import walk

TODAY = date(2026, 4, 1)
SENDER = Sender("Officer Pat Sample", "Avon and Somerset Constabulary")
FIELDS = {AGE: "age", RESPONDER: "responder", EXPLOITATION: "exploitation", GENDER: "gender"}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return figures_of(2023)


@pytest.fixture(scope="module")
def mix(figures: Figures) -> Weights:
    return mix_of(figures)


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"seed {seed}")
def drawn(figures: Figures, request: pytest.FixtureRequest) -> list[Drawn]:
    return draw(figures, 200, seed=request.param)


def referrals_among(drawn: list[Drawn]) -> list[Drawn]:
    return [each for each in drawn if each.route == "nrm"]


def sums(table: Mapping[tuple[str, str], int], place: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for pair, count in table.items():
        totals[pair[place]] += count
    return totals


def furthest(found: Mapping[str, int], shares: Mapping[str, int]) -> float:
    """The most any category is away from its share, in people."""
    whole, people = sum(shares.values()), sum(found.values())
    return max(abs(found.get(each, 0) - people * share / whole) for each, share in shares.items())


def test_the_figures_are_the_published_ones(figures: Figures) -> None:
    assert (figures.referrals, figures.notifications, figures.decisions) == (17_004, 4_929, 15_247)
    assert {sum(table.values()) for table in figures.tables.values()} == {17_023}
    assert figures.outcomes["child"] == {"negative": 1_631, "positive": 4_610}
    assert figures.nations["scotland"] == 242


def test_a_year_without_figures_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(YearNotKnown, match=r"mix of 1999\. Years that can be simulated: 2023"):
        figures_of(1999)


def test_every_published_table_comes_out_of_the_joint_distribution(figures: Figures, mix: Weights) -> None:
    for dimensions, table in figures.tables.items():
        one, other = (DIMENSIONS.index(each) for each in dimensions)
        fitted: dict[tuple[str, str], float] = {}
        for cell, weight in mix.items():
            pair = (cell[one], cell[other])
            fitted[pair] = fitted.get(pair, 0) + weight
        worst = max(abs(fitted.get(pair, 0) - count) for pair, count in table.items())
        assert worst < 3, dimensions


def test_nothing_can_be_drawn_that_no_table_has_seen(mix: Weights) -> None:
    assert ("ngo", "organ harvesting") not in {(cell[1], cell[3]) for cell in mix}
    assert all(mix.values())


def test_200_hold_as_many_notifications_as_the_year_did(drawn: list[Drawn]) -> None:
    assert Counter(each.route for each in drawn) == {"nrm": 155, "dtn": 45}
    assert [each.number for each in drawn] == list(range(1, 201))


@pytest.mark.parametrize("dimension", list(FIELDS))
def test_each_dimension_alone_is_within_two_people_of_its_share(
    drawn: list[Drawn], figures: Figures, dimension: str
) -> None:
    pair, table = next((pair, table) for pair, table in figures.tables.items() if dimension in pair)
    found = Counter(getattr(each, FIELDS[dimension]) for each in referrals_among(drawn))
    assert furthest(found, sums(table, pair.index(dimension))) < 2


def test_age_and_responder_together_are_within_one_person(drawn: list[Drawn], figures: Figures) -> None:
    found = Counter(f"{each.responder}|{each.age}" for each in referrals_among(drawn))
    shares = {"|".join(pair): count for pair, count in figures.tables[RESPONDER, AGE].items()}
    assert furthest(found, shares) < 2


def test_age_and_exploitation_together_are_within_three_people(drawn: list[Drawn], figures: Figures) -> None:
    found = Counter(f"{each.age}|{each.exploitation}" for each in referrals_among(drawn))
    shares = {"|".join(pair): count for pair, count in figures.tables[AGE, EXPLOITATION].items()}
    assert furthest(found, shares) < 3


def test_the_largest_nationalities_are_within_two_people(drawn: list[Drawn], figures: Figures) -> None:
    found = Counter(each.nationality for each in referrals_among(drawn))
    table = sums(figures.tables[NATIONALITY, AGE], 0)
    whole = sum(table.values())
    for nationality in set(table) - {OTHER}:
        assert abs(found[nationality] - 155 * table[nationality] / whole) < 2


def test_places_and_nations_follow_their_shares(drawn: list[Drawn], figures: Figures) -> None:
    referrals = referrals_among(drawn)
    assert furthest(Counter(each.location for each in referrals), figures.locations) < 1
    assert furthest(Counter(each.nation for each in referrals), figures.nations) < 1


def test_the_whole_mix_is_nearer_to_the_figures_than_chance_would_bring_it(
    drawn: list[Drawn], figures: Figures
) -> None:
    """Pearson's statistic over age and exploitation: random draws average one for each degree of freedom."""
    table = figures.tables[AGE, EXPLOITATION]
    found = Counter((each.age, each.exploitation) for each in referrals_among(drawn))
    expected = {pair: 155 * count / sum(table.values()) for pair, count in table.items()}
    common = {pair: count for pair, count in expected.items() if count >= 1}
    statistic = sum((found[pair] - count) ** 2 / count for pair, count in common.items())
    assert statistic < len(common) / 2


def test_decisions_come_out_by_age_as_they_did_and_some_are_still_to_come(
    drawn: list[Drawn], figures: Figures
) -> None:
    referrals = referrals_among(drawn)
    for age, decided in figures.outcomes.items():
        group = Counter(each.outcome for each in referrals if each.age == age)
        waiting = round(sum(decided.values()) * (17_004 / 15_247 - 1))
        assert furthest(group, {**decided, UNDECIDED: waiting}) < 2


def test_only_adults_refuse_and_only_adults_are_asked_about_support(drawn: list[Drawn]) -> None:
    assert all(each.is_adult for each in drawn if each.route == "dtn")
    assert not any(each.wants_support for each in drawn if not each.is_adult or each.route == "dtn")
    assert {each.nation for each in drawn if each.is_supported} <= {"england", "wales"}


def test_the_same_seed_makes_up_the_same_people_and_another_others(figures: Figures) -> None:
    assert draw(figures, 30, seed=7) == draw(figures, 30, seed=7)
    assert draw(figures, 30, seed=7) != draw(figures, 30, seed=8)


def test_the_form_takes_every_answer_and_leads_where_it_should(drawn: list[Drawn]) -> None:
    for each in drawn:
        way = walk(referral_form(), answers_for(each, SENDER, today=TODAY, seed=1), TODAY)
        assert (way.outcome.value, way.errors) == (each.route, {}), (each, way.next and way.next.id)


def test_whoever_is_not_willing_to_help_is_not_named_in_a_notification(drawn: list[Drawn]) -> None:
    for each in (each for each in drawn if each.route == "dtn"):
        way = walk(referral_form(), answers_for(each, SENDER, today=TODAY, seed=1), TODAY)
        is_named = "pv-name-first-name" in way.submission
        assert is_named == (way.submission["authorities-cooperation"] == "yes")


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12),
    st.dictionaries(st.integers(), st.integers(1, 1000), min_size=1, max_size=9),
)
def test_groups_keep_their_size_and_categories_their_share(sizes: list[int], shares: dict[int, int]) -> None:
    apportioning, total = Apportioning[int](Random(0)), Counter[int]()
    for size in sizes:
        shared = apportioning.share_out(size, {each: float(share) for each, share in shares.items()})
        assert sum(shared.values()) == size
        total.update(shared)
    whole = sum(shares.values())
    for each, share in shares.items():
        assert abs(total[each] - sum(sizes) * share / whole) < 1 + 1e-9
