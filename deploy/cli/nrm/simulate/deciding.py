"""The caseworkers' part: the case appears, one of them decides, and a negative is read by a second person."""

from decision.domain.definition import PARTS, Head, Part
from nrm.simulate.sampler import UNDECIDED
from nrm.simulate.staff import Staff
from nrm.simulate.story import Story
from nrm.simulate.visitor import Json, MovedOn, Visitor
from nrm.simulate.waiting import until

REASONS = "Made up. The account and what was seen fit together well enough, or not, to decide so."
NOT_ASKED = "Made up. Nobody else knows the person."
SETTLED = ("answered", "tried", "reasoned")
STANDS, AWAITS_REVIEW = "stands", "awaiting_review"


async def await_case(story: Story, staff: Staff) -> None:
    caseworker = staff.caseworker(story.drawn.number)

    async def look() -> Json | None:
        found = await caseworker.get("/v1/cases", referral_id=story.referral_id)
        return found["items"][0] if found["items"] else None

    case = await until(look, "the case")
    story.case_id = case["id"]
    story.mark("heard")


async def decide(story: Story, staff: Staff) -> None:
    """Goes by what the case says, so that it does not matter which of our requests were lost on the way."""
    author = staff.caseworker(story.drawn.number)
    if story.drawn.outcome == UNDECIDED:
        return

    async def take_next_step() -> str | None:
        case = await author.get(f"/v1/cases/{story.case_id}")
        state = _state(case)
        if state != STANDS:
            await _step(case, state, story.drawn.outcome, author, staff)
            return None
        return str(case["decisions"][-1]["outcome"])

    story.outcome = await until(take_next_step, "the decision")
    story.mark("decided")


def _state(case: Json) -> str | None:
    return case["decisions"][-1]["state"] if case["decisions"] else None


async def _step(case: Json, state: str | None, outcome: str, author: Visitor, staff: Staff) -> None:
    path, version = f"/v1/cases/{case['id']}/reasonable-grounds", case["version"]
    try:
        if state == AWAITS_REVIEW:
            reader = staff.second_reader(author)
            await reader.post(f"{path}/review", {"agree": True}, version=version)
        else:
            version = await _say_why_nobody_is_asked(case, outcome, author)
            await author.post(path, decision_on(case, outcome), version=version)
    except MovedOn:
        return  # somebody, perhaps a request of ours whose answer was lost, got there first


def decision_on(case: Json, outcome: str, reasons: str = REASONS) -> Json:
    """Relies on the referral alone, and finds every part of trafficking or no part of anything."""
    is_positive = outcome == "positive"
    parts = PARTS[Head.TRAFFICKING] if is_positive else tuple(Part)
    answer = "found" if is_positive else "not_found"
    return {
        "outcome": outcome,
        "findings": [{"part": part.value, "answer": answer} for part in parts],
        "relied_on": [{"source": "referral", "id": case["referral_id"]}],
        "reasons": reasons,
    }


async def _say_why_nobody_is_asked(case: Json, outcome: str, author: Visitor) -> int:
    """Before a negative decision it must be said of everybody. Returns the version of the case after it."""
    path, version = f"/v1/cases/{case['id']}", int(case["version"])
    if outcome != "negative":
        return version
    asked = await author.get(f"{path}/information-requests")
    left = [each["party"] for each in asked["checklist"] if each["standing"] not in SETTLED]
    if not left:
        return version
    reasons = [{"party": party, "why": "other", "words": NOT_ASKED} for party in left]
    said = await author.post(f"{path}/not-asked", {"reasons": reasons}, version=version)
    return int(said["version"])
