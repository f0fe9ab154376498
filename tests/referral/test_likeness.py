"""Knowing a person again: names in any alphabet and order, birth dates of any precision."""

from datetime import date

import pytest
from tests.referral import likeness_pairs
from tests.referral.answers import TODAY, adult_answers, anonymous_answers, child_answers

from referral.domain.form.content import referral_form
from referral.domain.likeness.births import Agreement, Born, agreement, born_about, born_by_age, born_on
from referral.domain.likeness.evaluation import evaluate, read_pair
from referral.domain.likeness.names import likeness_of_words, sound_of, words_of
from referral.domain.likeness.person import Person, person_in
from referral.domain.likeness.scoring import THRESHOLD, score
from referral.domain.likeness.tokens import kept_under, looked_for_under

FORM = referral_form()
BORN = born_on(date(1998, 3, 7))


def described(first: str, last: str, born: Born | None = BORN, **more: str) -> Person:
    return Person(
        words_of(first),
        words_of(last),
        others=words_of(more.get("others", "")),
        born=born,
        gender=more.get("gender", ""),
        nationalities=frozenset({more["nationality"]} if "nationality" in more else ()),
    )


ARBEN = described("Arben", "Gjoka", gender="male", nationality="Albanian")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Đặng  Thị-Hương", ("dang", "thi", "huong")),
        ("  O'Neill ", ("oneill",)),
        ("Олександр", ("oleksandr",)),
        ("Dr. María José", ("maria", "jose")),
        ("محمد", ("mhmd",)),
        ("?", ()),
    ],
)
def test_a_name_becomes_plain_words_whatever_its_alphabet(written: str, words: tuple[str, ...]) -> None:
    assert words_of(written) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "muhammad"), ("yusuf", "youssef"), ("mohamed", "mhmd"), ("oleksandr", "aleksandr")],
)
def test_names_that_are_spelt_in_several_ways_sound_the_same(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)
    assert likeness_of_words(one, other) > 0.9


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (born_on(date(1998, 3, 7)), Agreement.SAME_DAY),
        (born_on(date(1998, 7, 3)), Agreement.SWAPPED),
        (born_on(date(1999, 3, 7)), Agreement.SLIP),
        (born_on(date(1998, 3, 8)), Agreement.SLIP),
        (born_on(date(1988, 3, 7)), Agreement.SLIP),
        (born_on(date(1998, 11, 20)), Agreement.NEAR),
        (born_on(date(1971, 11, 20)), Agreement.DIFFERENT),
        (born_about("1998-03"), Agreement.SAME_MONTH),
        (born_about("1998"), Agreement.SAME_YEAR),
        (born_about("1999"), Agreement.SLIP),
        (born_about("1990"), Agreement.DIFFERENT),
        (born_by_age(27, date(2026, 4, 1)), Agreement.POSSIBLE),
        (born_by_age(50, date(2026, 4, 1)), Agreement.DIFFERENT),
        (None, Agreement.UNKNOWN),
    ],
)
def test_birth_dates_are_compared_as_precisely_as_they_are_known(
    other: Born | None, expected: Agreement
) -> None:
    assert agreement(BORN, other) is agreement(other, BORN) is expected


def test_a_birth_date_that_makes_no_sense_is_not_known() -> None:
    assert born_about("1998-13") is None
    assert agreement(born_on(date(1998, 3, 31)), born_on(date(1998, 4, 30))) is Agreement.NEAR


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(described("ARBEN", "Gjoka"), id="as it was"),
        pytest.param(described("Gjoka", "Arben"), id="names swapped"),
        pytest.param(described("Arbën", "Djoka"), id="spelt otherwise"),
        pytest.param(described("Arbne", "Gjoka"), id="mistyped"),
        pytest.param(described("Arben", "Gjoka", born_on(date(1998, 7, 3))), id="day and month swapped"),
        pytest.param(described("Arben", "Gjoka", born_about("1998")), id="only the year"),
        pytest.param(described("Arben", "Gjoka", None, nationality="Albanian"), id="no birth date"),
        pytest.param(described("Tiger", "Tiger", others="Arben Gjoka"), id="known by another name"),
    ],
)
def test_one_person_described_in_two_ways_is_found(other: Person) -> None:
    assert kept_under(ARBEN) & looked_for_under(other)
    assert score(ARBEN, other) >= THRESHOLD


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(described("Ilir", "Gjoka"), id="twin"),
        pytest.param(described("Ilir", "Gjoka", born_on(date(2001, 5, 9))), id="brother"),
        pytest.param(described("Arben", "Gjoka", born_on(date(1979, 11, 23))), id="namesake"),
        pytest.param(described("Wei", "Zhang"), id="born the same day"),
        pytest.param(described("Arben", "Krasniqi", None), id="the same first name"),
    ],
)
def test_two_people_who_look_alike_are_told_apart(other: Person) -> None:
    assert score(ARBEN, other) < THRESHOLD


def test_a_referral_sent_twice_is_the_same_for_certain_whatever_its_spacing() -> None:
    answers = adult_answers(FORM, living_conditions="A shed,  with no heating")
    again = adult_answers(FORM, living_conditions="a shed, with no heating ")
    one, other = person_in(answers, TODAY), person_in(again, TODAY)
    assert one is not None
    assert other is not None
    assert score(one, other) == 1.0


def test_the_person_is_read_from_the_form() -> None:
    answers = adult_answers(
        FORM,
        pv_name_first_name="Zoë",
        pv_name_last_name="Đorđević",
        pv_name_nickname="Zo",
        pv_gender="female",
        pv_dob="1998-03-07",
        pv_nationality="Serbian",
    )
    person = person_in(answers, TODAY)
    assert person is not None
    assert (person.first, person.last, person.others) == (("zoe",), ("dordevic",), ("zo",))
    assert (person.born, person.gender) == (BORN, "female")
    assert person.nationalities == {"Serbian"}


@pytest.mark.parametrize(
    ("known", "born"),
    [
        ({"pv_dob_rough": "1998-03"}, born_about("1998-03")),
        ({"pv_age_estimate": "15"}, born_by_age(15, TODAY)),
    ],
)
def test_a_rough_birth_date_is_read_as_roughly_as_it_was_given(known: dict[str, str], born: Born) -> None:
    answers = child_answers(FORM, pv_dob_known="roughly", **known)
    person = person_in(answers, TODAY)
    assert person is not None
    assert person.born == born


def test_an_anonymous_notification_describes_nobody() -> None:
    assert person_in(anonymous_answers(FORM), TODAY) is None


def test_the_published_pairs_are_those_the_generator_makes() -> None:
    assert likeness_pairs.read() == likeness_pairs.generate()


@pytest.mark.parametrize(
    "rows", [likeness_pairs.read(), likeness_pairs.generate(seed=31)], ids=["published", "fresh"]
)
def test_likeness_is_precise_and_misses_few_counting_what_the_index_misses(
    rows: list[dict[str, str]],
) -> None:
    figures = evaluate(map(read_pair, rows))
    assert figures.pairs >= 5000
    assert figures.precision >= 0.95
    assert figures.recall >= 0.85
    assert figures.recall_of_index >= 0.98
