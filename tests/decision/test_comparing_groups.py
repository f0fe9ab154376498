"""Groups are set beside all open cases; what could be worked out of few people is not said."""

from hypothesis import given
from hypothesis import strategies as st

from decision.domain.comparing_groups import Counted, Waiting, compared, the_whole
from decision.domain.suppression import SMALL


def counted(group: str, open_cases: int, overdue: int = 0, days: int = 10) -> Counted:
    return Counted(group, open_cases, overdue, 0, 0, days)


def test_each_group_is_set_beside_all_open_cases() -> None:
    whole = counted("all", 40, 10, days=30)
    women, men = compared([counted("female", 20, 8, days=45), counted("male", 20, 0, days=12)], whole)
    assert (women.overdue_in_a_hundred, women.longer_by) == (40, 15)
    assert (men.overdue_in_a_hundred, men.longer_by) == (0, -18)
    assert (the_whole(whole).overdue_in_a_hundred, the_whole(whole).longer_by) == (25, 0)


def test_nothing_is_said_of_a_group_of_few() -> None:
    few, *_ = compared(
        [counted("other", 3, 1), counted("female", 20), counted("male", 30)], counted("all", 53)
    )
    assert (few.open.number, few.overdue.number, few.median_days, few.longer_by) == (None, None, None, None)
    assert few.overdue_in_a_hundred is None


def test_the_share_of_a_number_kept_back_is_kept_back_with_it() -> None:
    groups = [counted("female", 20, 3), counted("male", 20, 9), counted("other", 20, 12)]
    assert [each.overdue_in_a_hundred for each in compared(groups, counted("all", 60, 24))] == [
        None,
        None,
        60,
    ]


GROUPS = st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=2)


@given(GROUPS)
def test_no_small_number_can_be_worked_out_from_the_rest(numbers: list[tuple[int, int]]) -> None:
    """Whoever knows the whole can subtract what is said: what is left belongs to several groups."""
    whole = counted("all", sum(n for n, _ in numbers), sum(m for _, m in numbers))
    said = compared([counted(str(at), *each) for at, each in enumerate(numbers)], whole)
    for kind in ("open", "overdue"):
        hidden = [each for each in said if _number(each, kind) is None]
        known = _number(the_whole(whole), kind)
        assert len(hidden) != 1 or known is None or known < SMALL
        numbers_said = [number for each in said if (number := _number(each, kind))]
        assert all(number >= SMALL for number in numbers_said)


def _number(waiting: Waiting, kind: str) -> int | None:
    return {"open": waiting.open, "overdue": waiting.overdue}[kind].number
