"""What decisions change in a support case, whatever order they are heard in."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from tests.care.scenes import RULES, a_support_case, day, in_recovery, noon

from care.domain.decided import hear, hear_letters
from care.domain.exit_dates import ExitBasis
from care.domain.heard import About, DecisionHeard, Grounds, LetterHeard, What
from care.domain.support import EntryBasis, SupportCase, SupportState
from contracts.care import SupportExitScheduled, SupportStarted
from contracts.events import Event

S = SupportState
RG, CG = About.REASONABLE_GROUNDS, About.CONCLUSIVE_GROUNDS


def fact(what: What, on: str = "20", about: About | None = None) -> DecisionHeard:
    return DecisionHeard(what=what, at=noon(on), on=day(on), about=about)


def decision(about: About, outcome: str, on: str) -> DecisionHeard:
    return DecisionHeard(what=What.DECIDED, at=noon(on), on=day(on), about=about, outcome=Grounds(outcome))


def a_letter(about: About, outcome: str, received: str | None, **changes: object) -> LetterHeard:
    usual: dict[str, object] = {
        "decision_id": uuid4(),
        "recipient": "person",
        "about": about,
        "outcome": Grounds(outcome),
        "sent_at": noon("12"),
        "received_on": day(received) if received else None,
    }
    return LetterHeard(**(usual | changes))  # type: ignore[arg-type]


def after(*facts: DecisionHeard) -> SupportCase:
    case = in_recovery()
    for each in facts:
        hear(case, each)
    return case


POSITIVE, NEGATIVE = decision(CG, "positive", "20"), decision(CG, "negative", "20")
ACCEPTED = fact(What.RECONSIDERATION_ACCEPTED, "25", CG)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        pytest.param([POSITIVE], S.MOVE_ON, id="confirmed"),
        pytest.param([NEGATIVE], S.EXITING_NEGATIVE, id="not confirmed"),
        pytest.param(
            [NEGATIVE, fact(What.RECONSIDERATION_REQUESTED, "21", CG)],
            S.EXITING_NEGATIVE,
            id="EL-11 a request alone changes nothing",
        ),
        pytest.param([NEGATIVE, ACCEPTED], S.RECOVERY, id="EL-11 accepted"),
        pytest.param(
            [NEGATIVE, fact(What.RECONSIDERATION_REFUSED, "25", CG)], S.EXITING_NEGATIVE, id="EL-11 refused"
        ),
        pytest.param(
            [NEGATIVE, ACCEPTED, fact(What.RECONSIDERATION_KEPT, "28", CG)],
            S.EXITING_NEGATIVE,
            id="looked at again and kept",
        ),
        pytest.param(
            [NEGATIVE, ACCEPTED, decision(CG, "positive", "28")], S.MOVE_ON, id="looked at again and positive"
        ),
        pytest.param([POSITIVE, decision(CG, "negative", "28")], S.EXITING_NEGATIVE, id="revoked"),
        pytest.param([fact(What.DISQUALIFIED)], S.EXITING_NEGATIVE, id="disqualified"),
        pytest.param([fact(What.NOT_DISQUALIFIED)], S.RECOVERY, id="not disqualified"),
        pytest.param([fact(What.DISQUALIFICATION_CONSIDERED)], S.RECOVERY, id="may be disqualified"),
        pytest.param(
            [fact(What.DISQUALIFIED), fact(What.DISQUALIFICATION_QUASHED, "25")], S.RECOVERY, id="quashed"
        ),
        pytest.param(
            [POSITIVE, fact(What.DISQUALIFIED, "22"), fact(What.DISQUALIFICATION_QUASHED, "25")],
            S.MOVE_ON,
            id="quashed for a confirmed victim",
        ),
        pytest.param([fact(What.DECISION_PAUSED)], S.RECOVERY, id="the decision is paused, support is not"),
        pytest.param([fact(What.WITHDRAWN)], S.WITHDRAWN, id="EL-9 withdrawn"),
        pytest.param([fact(What.WITHDRAWN), decision(CG, "positive", "28")], S.WITHDRAWN, id="EL-9 for good"),
        pytest.param([fact(What.DIED)], S.CLOSED, id="died"),
        pytest.param([fact(What.DIED), decision(RG, "positive", "28")], S.CLOSED, id="died, for good"),
        pytest.param([fact(What.IN_ERROR)], S.EXITING_NEGATIVE, id="LC-10 in error, but nobody is put out"),
        pytest.param(
            [POSITIVE, fact(What.DECISIONS_DONE, "28")], S.MOVE_ON, id="their case is over, ours not"
        ),
    ],
)
def test_section_4_decisions_move_a_support_case(facts: list[DecisionHeard], state: SupportState) -> None:
    assert after(*facts).state is state


ORDERS = list(permutations([decision(RG, "positive", "10"), NEGATIVE, ACCEPTED]))


@pytest.mark.parametrize("order", ORDERS, ids=[str(index) for index in range(len(ORDERS))])
def test_section_14_the_same_facts_in_any_order_end_the_same(order: tuple[DecisionHeard, ...]) -> None:
    case = a_support_case()
    for each in order:
        hear(case, each)
    later = decision(CG, "positive", "28")
    hear(case, later)
    assert (case.state, case.exit_decided_on) == (S.MOVE_ON, day("28"))


def test_section_14_recovery_heard_after_the_conclusive_decision_only_says_when_it_began() -> None:
    case = a_support_case()
    hear(case, POSITIVE)
    said = hear(case, decision(RG, "positive", "10"))
    assert [type(event) for event in said] == [SupportStarted]
    assert (case.state, case.started_on) == (S.MOVE_ON, day("10"))


def scheduled(events: list[Event]) -> list[tuple[str, bool]]:
    return [
        (str(event.exit_on), event.is_earliest) for event in events if isinstance(event, SupportExitScheduled)
    ]


def test_ex_2_the_move_on_clock_starts_with_receipt_and_is_said_once() -> None:
    case = after(POSITIVE)
    assert (case.exit_basis, case.support_end_on) == (ExitBasis.POSITIVE_CG, None)
    letters = [a_letter(CG, "positive", "24")]
    assert scheduled(hear_letters(case, letters, RULES)) == [("2025-05-08", True)]
    assert hear_letters(case, letters, RULES) == []


def test_ex_3_the_first_receipt_by_the_person_or_their_lawyer_counts() -> None:
    case = after(NEGATIVE)
    letters = [
        a_letter(CG, "negative", "21", recipient="first_responder"),
        a_letter(CG, "negative", "26"),
        a_letter(CG, "negative", "24", recipient="representative"),
        a_letter(CG, "negative", None),
    ]
    assert scheduled(hear_letters(case, letters, RULES)) == [("2025-04-04", False)]
    assert case.exit_received_on == day("24")


def test_ex_2_a_corrected_receipt_moves_the_exit() -> None:
    case = after(NEGATIVE)
    letter = a_letter(CG, "negative", "24")
    hear_letters(case, [letter], RULES)
    later = a_letter(CG, "negative", "25", decision_id=letter.decision_id)
    assert scheduled(hear_letters(case, [later], RULES)) == [("2025-04-07", False)]


def test_section_14_receipt_before_the_decision_is_held_and_counts_then() -> None:
    letters = [a_letter(CG, "negative", "24")]
    case = in_recovery()
    assert hear_letters(case, letters, RULES) == []
    assert case.state is S.RECOVERY
    hear(case, NEGATIVE)
    assert scheduled(hear_letters(case, letters, RULES)) == [("2025-04-04", False)]


def test_a_letter_of_an_earlier_decision_starts_no_clock_of_a_later_one() -> None:
    case = after(NEGATIVE, ACCEPTED, fact(What.RECONSIDERATION_KEPT, "28", CG))
    old, new = a_letter(CG, "negative", "24"), a_letter(CG, "negative", "2025-04-01")
    assert hear_letters(case, [old], RULES) == []
    assert scheduled(hear_letters(case, [old, new], RULES)) == [("2025-04-14", False)]


def test_el_11_an_accepted_reconsideration_takes_the_exit_away() -> None:
    case = after(NEGATIVE)
    hear_letters(case, [a_letter(CG, "negative", "24")], RULES)
    hear(case, ACCEPTED)
    assert (case.state, case.support_end_on, case.exit_basis) == (S.RECOVERY, None, None)


def test_an_accepted_request_opens_again_what_a_negative_first_decision_closed() -> None:
    case = a_support_case()
    states = []
    for each in (decision(RG, "negative", "10"), fact(What.RECONSIDERATION_ACCEPTED, "20", RG)):
        hear(case, each)
        states.append(case.state)
    assert states == [S.CLOSED, S.AWAITING_RG]


def test_a_disqualification_counts_from_the_day_it_was_imposed() -> None:
    case = after(fact(What.DISQUALIFIED))
    assert scheduled(hear_letters(case, [], RULES)) == [("2025-04-02", False)]


def test_support_starts_once_however_often_it_is_decided() -> None:
    case = in_recovery()
    again = decision(RG, "positive", "10")
    later = DecisionHeard(**{**vars(again), "at": again.at + timedelta(days=1)})
    assert hear(case, later) == []
    assert case.entry_basis is EntryBasis.POSITIVE_RG
