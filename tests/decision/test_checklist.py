"""Who must be asked before a negative decision, and what counts as having asked them (§8.1, §8.2)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, a_case, a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_ruling, a_pending_case

from contracts.ids import AgeBand, CaseId
from decision.domain import conclusive_grounds, reasonable_grounds
from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.checklist import Contacts, Known, Standing, checklist, must_be_asked
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.decisions import DecisionKind, NotEverybodyAsked, Outcome
from decision.domain.information_requests import InformationRequest

RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
FIRST_RESPONDER, POLICE = AskedParty.FIRST_RESPONDER, AskedParty.POLICE
CASE_ID = CaseId(uuid4())
ADULT = Known("adult", is_age_settled=True, is_supported=False)
TODAY = date(2026, 4, 10)


def a_request(**changes: Any) -> InformationRequest:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": CASE_ID,
        "party": POLICE,
        "before": RG,
        "asked_by": CASEWORKER,
        "asked_at": noon("2026-04-01"),
        "due_on": date(2026, 4, 7),
        "question": "Which dates?",
    }
    return InformationRequest(**(usual | changes))


def an_attempt(**changes: Any) -> Attempt:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": CASE_ID,
        "party": POLICE,
        "before": RG,
        "how": How.PHONE,
        "tried_on": date(2026, 4, 1),
        "result": Result.NOT_REACHED,
        "who": "The desk",
        "note": "",
        "logged_by": CASEWORKER,
        "logged_at": noon("2026-04-01"),
    }
    return Attempt(**(usual | changes))


def a_reason(**changes: Any) -> NotAsked:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": CASE_ID,
        "party": POLICE,
        "before": RG,
        "why": WhyNot.NOT_INVOLVED,
        "words": "",
        "said_by": CASEWORKER,
        "said_at": noon("2026-04-01"),
    }
    return NotAsked(**(usual | changes))


def standing(*, before: DecisionKind = RG, **contacts: Any) -> Standing:
    asked = checklist(ADULT, Contacts(**contacts), before=before, today=TODAY)
    return next(each.standing for each in asked.items if each.party is POLICE)


@pytest.mark.parametrize(
    ("age_band", "is_settled", "is_supported", "expected"),
    [
        ("adult", True, False, "first_responder adult_services police"),
        ("adult", True, True, "first_responder adult_services support_provider police"),
        ("child", True, False, "childrens_services guardian first_responder police"),
        ("child", False, True, "childrens_services guardian first_responder support_provider police"),
        ("adult", False, False, "childrens_services guardian first_responder adult_services police"),
    ],
)
def test_who_must_be_asked_goes_by_age_and_support_and_a_child_has_its_specialists_first(
    age_band: AgeBand, is_settled: bool, is_supported: bool, expected: str
) -> None:
    known = Known(age_band, is_age_settled=is_settled, is_supported=is_supported)
    assert " ".join(must_be_asked(known)) == expected


ANSWERED = {"answered_at": noon("2026-04-03")}
IN_TIME = {"due_on": TODAY}


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ({}, Standing.NOT_ASKED),
        ({"requests": [a_request(**ANSWERED)]}, Standing.ANSWERED),
        ({"requests": [a_request(**IN_TIME)]}, Standing.WAITING),
        ({"requests": [a_request()]}, Standing.TRIED),
        ({"requests": [a_request(), a_request(**ANSWERED)]}, Standing.ANSWERED),
        ({"attempts": [an_attempt()]}, Standing.TRIED),
        ({"requests": [a_request(**IN_TIME)], "attempts": [an_attempt()]}, Standing.TRIED),
        ({"not_asked": [a_reason()]}, Standing.REASONED),
        ({"requests": [a_request(**IN_TIME)], "not_asked": [a_reason()]}, Standing.REASONED),
        ({"attempts": [an_attempt(party=FIRST_RESPONDER)]}, Standing.NOT_ASKED),
        ({"attempts": [an_attempt(before=CG)], "not_asked": [a_reason(before=CG)]}, Standing.NOT_ASKED),
    ],
)
def test_asked_and_answered_tried_or_reasoned_is_enough(contacts: Any, expected: Standing) -> None:
    assert standing(**contacts) is expected
    assert expected.is_gap is (expected in (Standing.NOT_ASKED, Standing.WAITING))


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ({"requests": [a_request(before=CG, **ANSWERED)]}, Standing.NOT_TOLD),
        ({"requests": [a_request(before=CG, is_negative_likely=True, **ANSWERED)]}, Standing.ANSWERED),
        ({"attempts": [an_attempt(before=CG)]}, Standing.NOT_TOLD),
        ({"attempts": [an_attempt(before=CG, is_negative_likely=True)]}, Standing.TRIED),
        ({"requests": [a_request(**ANSWERED)]}, Standing.NOT_ASKED),
    ],
)
def test_a_likely_negative_conclusive_decision_is_put_to_them_before_it_is_final(
    contacts: Any, expected: Standing
) -> None:
    assert standing(before=CG, **contacts) is expected


@pytest.mark.parametrize("gaps", [None, (POLICE,)])
def test_a_negative_decision_is_not_written_while_somebody_is_left_to_ask(gaps: Any) -> None:
    first, second = a_case(), a_pending_case()
    with pytest.raises(NotEverybodyAsked):
        reasonable_grounds.decide(first, a_ruling(Outcome.NEGATIVE, gaps=gaps), times=TIMES)
    with pytest.raises(NotEverybodyAsked):
        conclusive_grounds.decide(second, a_conclusive_ruling(None, gaps=gaps), times=TIMES)
    assert not first.decisions
    assert len(second.decisions) == 1
    assert first.taken_by is None


@pytest.mark.parametrize("gaps", [None, (POLICE,)])
def test_a_positive_decision_waits_for_nobody(gaps: Any) -> None:
    first, second = a_case(), a_pending_case()
    reasonable_grounds.decide(first, a_ruling(gaps=gaps), times=TIMES)
    conclusive_grounds.decide(second, a_conclusive_ruling(gaps=gaps), times=TIMES)
    assert first.decisions[0].outcome is second.decisions[-1].outcome is Outcome.POSITIVE
