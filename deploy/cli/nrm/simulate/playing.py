"""Plays all stories, some at a time, each from the form to as far as it goes."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from clocks import london_day
from nrm.refusals import CannotGoOn
from nrm.simulate.answers import answers_for
from nrm.simulate.deciding import await_case, decide
from nrm.simulate.sampler import Drawn
from nrm.simulate.staff import Staff
from nrm.simulate.story import Mark, Story
from nrm.simulate.supporting import Support
from nrm.simulate.visitor import Json, MovedOn
from nrm.simulate.waiting import NeverCame, until
from plumbing.clock import utcnow

STORIES_AT_ONCE = 12
INSIGHT = ("professional-insight", "professional-insight")


@dataclass(frozen=True)
class Play:
    """One run. `name` stands in every form it sends, so that a story sent twice is recognised."""

    name: str
    seed: int
    staff: Staff
    tell: Callable[[Mark], None]
    began_at: datetime = field(default_factory=utcnow)

    @property
    def today(self) -> date:
        return london_day(self.began_at)

    async def perform(self, drawn: Sequence[Drawn]) -> list[Story]:
        stories = [Story(each, f"{self.name}/{each.number}", self.tell) for each in drawn]
        at_once = asyncio.Semaphore(STORIES_AT_ONCE)

        async def one(story: Story) -> None:
            async with at_once:
                await self._live(story)

        async with asyncio.TaskGroup() as group:
            for story in stories:
                group.create_task(one(story))
        return stories

    async def _live(self, story: Story) -> None:
        """A story that comes to a stop is told in the end, and stops no other."""
        try:
            await self._send(story)
            if story.is_referral:
                await self._follow(story)
        except (MovedOn, NeverCame, CannotGoOn) as reason:
            story.stopped = f"{type(reason).__name__}: {reason}"
        story.mark("ended")

    async def _follow(self, story: Story) -> None:
        await await_case(story, self.staff)
        support = Support(story, self.staff, self.today, self.seed)
        if story.drawn.is_supported:
            await support.begin()
        await decide(story, self.staff)
        if story.drawn.is_supported:
            await support.go_on()

    async def _send(self, story: Story) -> None:
        responder = self.staff.responder(story.drawn.responder)
        body = {"answers": self._answers(story)}

        async def post() -> Json | None:
            try:
                return await responder.post("/v1/referrals", body, key=story.key)
            except MovedOn:
                return None  # our first request, whose answer was lost, is still being worked on

        receipt = await until(post, "the receipt")
        story.referral_id, story.reference = receipt["id"], receipt["reference"]
        story.mark("sent")

    def _answers(self, story: Story) -> Json:
        responder = self.staff.responder(story.drawn.responder)
        sender = self.staff.sender(responder)
        answers = answers_for(story.drawn, sender, today=self.today, seed=self.seed)
        step, name = INSIGHT
        answers[step][name] = f"{answers[step][name]} Story {story.key}."
        return answers
