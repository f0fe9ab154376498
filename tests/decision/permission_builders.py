"""Permission to stay with usual values, on a case whose conclusive grounds are positive."""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.decision.builders import ANOTHER, CASEWORKER, TIMES, noon
from tests.decision.histories import Story
from tests.decision.letter_builders import concluded
from tests.decision.reconsideration_builders import judged

from decision.domain import permission
from decision.domain.permission import Need, Permission, PermissionRuling, Purpose

NOTHING_NEEDED = dict.fromkeys(Purpose, Need.NOT_NEEDED)
FOR_RECOVERY = {**NOTHING_NEEDED, Purpose.RECOVERY: Need.NEEDED}


def a_permission_ruling(on: str, *, is_granted: bool = False, **changes: Any) -> PermissionRuling:
    usual: dict[str, Any] = {
        "needs": FOR_RECOVERY if is_granted else NOTHING_NEEDED,
        "until": date(2028, 6, 1) if is_granted else None,
        "words": "The clinic has a place only here.",
        "by": CASEWORKER,
        "at": noon(on),
    }
    return PermissionRuling(**(usual | changes))


def considered(on: str = "2026-06-10") -> tuple[Story, Permission]:
    story = concluded("2026-06-01")
    made, events = permission.consider(story.case, judged(on, by=ANOTHER), permission_id=uuid4())
    story.then(events)
    return story, made


def decided(on: str = "2026-06-15", *, is_granted: bool = False) -> tuple[Story, Permission]:
    story, made = considered()
    ruling = a_permission_ruling(on, is_granted=is_granted)
    story.then(permission.decide(story.case, made, ruling, times=TIMES))
    return story, made
