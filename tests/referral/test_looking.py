"""Looking for a person by name: in any order and usual spelling, and never the wrong year."""

from datetime import date

import pytest

from referral.domain.likeness.births import Born, born_about, born_by_age, born_on
from referral.domain.likeness.looking import likeness_to, looked_for
from referral.domain.likeness.person import Person
from referral.domain.likeness.tokens import kept_under, looked_for_under

TRAN = Person(("thi", "mai"), ("tran",), born=born_on(date(1998, 3, 7)))


def is_found(name: str, year: int | None, person: Person = TRAN) -> bool:
    """As the index brings it up, and as it is then compared."""
    wanted = looked_for(name, year)
    assert wanted is not None
    is_brought_up = bool(looked_for_under(wanted) & kept_under(person))
    return is_brought_up and likeness_to(wanted, person) > 0


@pytest.mark.parametrize(
    ("name", "year"),
    [
        pytest.param("Thi Mai Tran", None, id="as given"),
        pytest.param("TRẦN Mai", None, id="another order, capitals and marks"),
        pytest.param("Ms Mai Trann", None, id="a title and a slip"),
        pytest.param("Tran", 1998, id="one name with the year"),
        pytest.param("mai tran", 1999, id="a year out"),
    ],
)
def test_a_person_is_found(name: str, year: int | None) -> None:
    assert is_found(name, year)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        pytest.param("Tran", None, id="one name of several alone"),
        pytest.param("Mai Nguyen", None, id="one name shared"),
        pytest.param("Mai Tran", 1988, id="ten years older"),
    ],
)
def test_somebody_else_is_not_found(name: str, year: int | None) -> None:
    assert not is_found(name, year)


@pytest.mark.parametrize("born", [None, born_about("1998"), born_by_age(28, date(2026, 4, 1))])
def test_a_birth_that_is_roughly_known_or_not_at_all_rules_nobody_out(born: Born | None) -> None:
    assert is_found("Mai Tran", 1998, Person(("mai",), ("tran",), born=born))


def test_somebody_with_one_name_is_found_by_it_and_by_what_others_call_them() -> None:
    assert is_found("Sukarno", None, Person(("sukarno",), ("sukarno",)))
    assert is_found("Mai Lan", None, Person(("mai",), ("tran",), others=("lan",)))


@pytest.mark.parametrize("name", ["", " - ", "123"])
def test_signs_alone_are_nobodys_name(name: str) -> None:
    assert looked_for(name, 1998) is None
