"""A reasonable grounds decision follows from what is found of each part, and names what it relies on."""

from typing import Any

import pytest
from tests.decision.builders import TIMES, a_case, a_ruling, findings

from decision.domain import reasonable_grounds
from decision.domain.decisions import NothingReliedOn, Outcome
from decision.domain.definition import Answer, Finding, FindingsDisagree, FindingsIncomplete, Head, Part

NEITHER, SLAVERY = findings(None), findings(Head.SLAVERY)
ACTION_ALONE = (Finding(Part.TRAFFICKING_ACTION, Answer.FOUND),)


@pytest.mark.parametrize("found", [findings(Head.TRAFFICKING), SLAVERY], ids=["trafficking", "slavery"])
def test_either_definition_carries_a_positive_decision(found: tuple[Finding, ...]) -> None:
    case = a_case()
    reasonable_grounds.decide(case, a_ruling(findings=found), times=TIMES)
    assert (case.decisions[0].findings, case.decisions[0].head) == (found, None)


@pytest.mark.parametrize(
    ("outcome", "changed", "refusal"),
    [
        (Outcome.POSITIVE, {"findings": NEITHER}, FindingsDisagree),
        (Outcome.NEGATIVE, {"findings": SLAVERY}, FindingsDisagree),
        (Outcome.NEGATIVE, {"findings": ACTION_ALONE}, FindingsIncomplete),
        (Outcome.POSITIVE, {"findings": ()}, FindingsIncomplete),
        (Outcome.POSITIVE, {"relied_on": ()}, NothingReliedOn),
    ],
)
def test_a_decision_that_does_not_follow_changes_nothing(
    outcome: Outcome, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    case = a_case()
    with pytest.raises(refusal):
        reasonable_grounds.decide(case, a_ruling(outcome, **changed), times=TIMES)
    assert (case.decisions, case.taken_by) == ([], None)
