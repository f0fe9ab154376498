"""What the portals show of our stories, in the words of those who look: one reading of everything."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nrm.simulate.playing import INSIGHT, Play
from nrm.simulate.story import Story
from nrm.simulate.visitor import Json, Visitor

PAGE = 100


@dataclass
class Reading:
    """By referral id. `twice` are referrals of ours that stand beside the one we had a receipt for."""

    listed: dict[str, Json] = field(default_factory=dict)
    listings: Counter[str] = field(default_factory=Counter)
    twice: list[str] = field(default_factory=list)
    cases: dict[str, list[Json]] = field(default_factory=dict)
    notifications: Counter[str] = field(default_factory=Counter)
    support: dict[str, list[Json]] = field(default_factory=dict)


async def read_all(play: Play, stories: Sequence[Story]) -> Reading:
    reading = Reading()
    ours = {story.referral_id for story in stories if story.referral_id}
    for responder in play.staff.responders:
        await _read_list(play, responder, ours, reading)
    reader = play.staff.caseworker(0)
    for referral_id in sorted(ours):
        reading.cases[referral_id] = (await reader.get("/v1/cases", referral_id=referral_id))["items"]
        found = await play.staff.prime.get("/v1/support-cases", referral_id=referral_id)
        reading.support[referral_id] = found["items"]
    async for noted in _pages(reader, "/v1/notifications"):
        reading.notifications[noted["referral_id"]] += noted["referral_id"] in ours
    return reading


async def _read_list(play: Play, responder: Visitor, ours: set[str], reading: Reading) -> None:
    """Newest first, as far back as our beginning. Others may send from the same account meanwhile."""
    async for sent in _pages(responder, "/v1/referrals"):
        if datetime.fromisoformat(sent["sent_at"]) < play.began_at:
            return
        if sent["id"] in ours:
            reading.listed[sent["id"]] = sent
            reading.listings[sent["id"]] += 1
        elif await _is_of_this_run(play, responder, sent["id"]):
            reading.twice.append(sent["reference"])


async def _is_of_this_run(play: Play, responder: Visitor, referral_id: str) -> bool:
    step, name = INSIGHT
    referral = await responder.get(f"/v1/referrals/{referral_id}")
    return f"Story {play.name}/" in referral["answers"].get(step, {}).get(name, "")


async def _pages(visitor: Visitor, path: str) -> AsyncIterator[Json]:
    after: dict[str, str] = {}
    while True:
        found = await visitor.get(path, limit=PAGE, **after)
        for each in found["items"]:
            yield each
        if found["next"] is None:
            return
        after = {"after": found["next"]}
