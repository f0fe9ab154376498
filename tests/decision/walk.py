"""Which pages of Decide are walked in a real browser, on which cases, and why the others are not."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from tests.decision.conclusive_visits import before_a_panel, conclude, pending, recovering
from tests.decision.portal_visits import REMY, decide, open_case

from contracts.ids import CaseId
from decision.domain.decisions import Outcome

CASE = "/cases/{case_id}"
OF_NO_CASE = (
    "/my-work",
    "/queues/{queue}",
    "/views",
    "/views/save/{queue}",
    "/search",
)
OF_LEADERS = (
    "/team",
    "/team/quality-sample",
    "/team/parked",
    "/calendars",
    "/policies",
    "/addresses",
    f"{CASE}/allocate",
    f"{CASE}/restriction",
)
AWAITING_A_FIRST_DECISION = (
    CASE,
    f"{CASE}/referral",
    f"{CASE}/evidence",
    f"{CASE}/support",
    f"{CASE}/information",
    f"{CASE}/information/ask",
    f"{CASE}/information/attempt",
    f"{CASE}/who-was-asked",
    f"{CASE}/circumstances",
    f"{CASE}/route",
    f"{CASE}/whereabouts",
    f"{CASE}/acknowledge",
    f"{CASE}/conflict-of-interest",
    f"{CASE}/compare/{{other_id}}",
    f"{CASE}/same-person",
    f"{CASE}/same-person/{{other_id}}/link",
    f"{CASE}/same-person/{{other_id}}/merge",
)
UNDER_REVIEW = (f"{CASE}/reasonable-grounds/review", f"{CASE}/history")
DECIDED = (
    f"{CASE}/decisions",
    f"{CASE}/letters",
    f"{CASE}/letters/{{decision_id}}/to/{{recipient}}",
    f"{CASE}/after-decision",
)
TO_CONCLUDE = (f"{CASE}/conclusive-grounds/outcome",)
HELD = (f"{CASE}/conclusive-grounds/held",)
CONCLUDED_AGAINST = (f"{CASE}/conclusive-grounds/review",)
BEFORE_A_PANEL = (f"{CASE}/panel", f"{CASE}/panel/arrange")

BY_HAND = "it is come to by hand in a journey, which looks at it"
SAME_FORM = "it is one form with one button, as the acts that are walked"
NO_PAGE = "it answers with a redirect or a file"
OF_EVERY_PORTAL = "it is the same in every portal, and walked with those"
ELSEWHERE: Mapping[str, str] = {
    "/": NO_PAGE,
    "/queues": NO_PAGE,
    f"{CASE}/evidence/{{evidence_id}}": NO_PAGE,
    f"{CASE}/letters/{{decision_id}}/to/{{recipient}}/letter.pdf": NO_PAGE,
    f"{CASE}/reasonable-grounds/outcome": BY_HAND,
    f"{CASE}/reasonable-grounds/findings": BY_HAND,
    f"{CASE}/reasonable-grounds/reasons": BY_HAND,
    f"{CASE}/reasonable-grounds/check": BY_HAND,
    f"{CASE}/information/{{request_id}}/answer": BY_HAND,
    f"{CASE}/letters/{{letter_id}}/receipt": BY_HAND,
    f"{CASE}/conclusive-grounds/findings": "its template is that of the findings of the first decision",
    f"{CASE}/conclusive-grounds/reasons": "its questions are those of the first decision",
    f"{CASE}/conclusive-grounds/check": "its rows and button are those of the first decision",
    f"{CASE}/conflict-of-interest/{{person}}/withdraw": SAME_FORM,
    f"{CASE}/restriction/lift": SAME_FORM,
    f"{CASE}/same-person/undo/{{join_id}}": SAME_FORM,
    f"{CASE}/delay/{{request_id}}": SAME_FORM,
    f"{CASE}/further-protection": SAME_FORM,
    f"{CASE}/disqualification/ask-again": SAME_FORM,
    f"{CASE}/disqualification/answer": SAME_FORM,
    "/views/{view_id}/rename": SAME_FORM,
    "/views/{view_id}/delete": SAME_FORM,
    "/views/{view_id}/share": SAME_FORM,
    "/views/{view_id}/keep": SAME_FORM,
    "/search/{search_id}": "its table is that of the queues",
    "/team/quality-sample/drawn": "its table is that of the queues",
    "/privacy": OF_EVERY_PORTAL,
    "/accessibility": OF_EVERY_PORTAL,
    "/sign-in": OF_EVERY_PORTAL,
    "/sign-in/start": OF_EVERY_PORTAL,
    "/sign-in/callback": OF_EVERY_PORTAL,
    "/signed-out": OF_EVERY_PORTAL,
    "/signed-out/provider": OF_EVERY_PORTAL,
}
SAME_FORM_UNDER = (f"{CASE}/permission/",)
WALKED = (
    *OF_NO_CASE,
    *OF_LEADERS,
    *AWAITING_A_FIRST_DECISION,
    *UNDER_REVIEW,
    *DECIDED,
    *TO_CONCLUDE,
    *HELD,
    *CONCLUDED_AGAINST,
    *BEFORE_A_PANEL,
)


@dataclass(frozen=True)
class Walk:
    """Addresses for a caseworker who reviews, and for a leader."""

    of_staff: list[str]
    of_leaders: list[str]


async def walk(app: FastAPI) -> Walk:
    new, other = await open_case(app, age_band="child", is_age_settled=False), await open_case(app)
    drafted = await open_case(app)
    await decide(app, drafted, Outcome.NEGATIVE)
    held = await recovering(app, days_ago=3)
    await conclude(app, held)
    reviewed = await pending(app)
    await conclude(app, reviewed, None)
    addresses = [
        *_filled(OF_NO_CASE, new),
        *_filled(AWAITING_A_FIRST_DECISION, new, other=other),
        *_filled(UNDER_REVIEW, drafted),
        *await _decided(app),
        *_filled(TO_CONCLUDE, await recovering(app, days_ago=40, by=REMY)),
        *_filled(HELD, held),
        *_filled(CONCLUDED_AGAINST, reviewed),
        *_filled(BEFORE_A_PANEL, await before_a_panel(app)),
    ]
    return Walk(addresses, _filled(OF_LEADERS, other))


async def _decided(app: FastAPI) -> list[str]:
    decided = await open_case(app)
    await decide(app, decided, Outcome.POSITIVE)
    async with app.state.open_work() as uow:
        decision_id = (await uow.cases.get(decided)).decisions[0].id
    return _filled(DECIDED, decided, decision=str(decision_id))


def _filled(
    paths: tuple[str, ...], case_id: CaseId, *, other: CaseId | None = None, decision: str = ""
) -> list[str]:
    known = {"case_id": case_id, "other_id": other, "decision_id": decision}
    return [path.format(**known, queue="reasonable-grounds", recipient="person") for path in paths]
