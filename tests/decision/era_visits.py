"""One case, from its referral on, through the pages on the days that a test names."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from uuid import UUID, uuid4

import httpx
from bs4 import Tag
from fastapi import FastAPI
from tests.decision import circumstance_visits, conclusive_visits, deciding_visits
from tests.decision.asking_visits import say_why_nobody_is_asked
from tests.decision.circumstance_visits import boxes
from tests.decision.portal_visits import CASEY, REMY, Seen, see, send
from tests.decision.test_information_requests import hear
from tests.decision.worked_examples import day
from tests.portals import put_in_directory, signed_in
from tests.referral.pdf_text import text_of

from contracts.ids import CaseId, ReferralId
from contracts.referral import Submitted
from decision.commands import sweep_clocks
from decision.worker import in_batches
from plumbing.directory import DirectoryEntry

SAFE = {"how": "signed_for_post", "address": "Mai Sample\n2 Made Up Street", "is_address_safe": "yes"}


@dataclass
class Calendar:
    """Stands in for the clock on the wall: it shows the day it was put on, each look a little later."""

    at: datetime = datetime(2019, 1, 1, tzinfo=UTC)

    def put_on(self, on: date, hour: int = 12) -> None:
        self.at = datetime.combine(on, time(hour), UTC)

    def now(self, _: tzinfo) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class Life:
    """A case, the calendar, and what everybody sees of it."""

    app: FastAPI
    calendar: Calendar
    case_id: CaseId = field(init=False)

    async def begin(self, received: str, **changes: object) -> None:
        """The referral comes on the wire at nine, and is found in the queue."""
        await put_in_directory(self.app, CASEY, REMY)
        self.calendar.put_on(day(received), hour=9)
        usual: dict[str, object] = {
            "referral_id": ReferralId(uuid4()),
            "reference": "NRM-7K3F-92QD-X",
            "submitted_at": self.calendar.at,
            "nation": "england",
            "organisation_id": "sample-constabulary",
            "region": "south-west",
            "age_band": "adult",
            "is_age_settled": True,
            "is_support_wanted": True,
        }
        await hear(self.app, Submitted.model_validate(usual | changes))
        async with self.at_work(received) as casey:
            queue = await see(casey, "/queues/reasonable-grounds")
            link = queue.soup.find("a", string="NRM-7K3F-92QD-X")
            assert isinstance(link, Tag)
            self.case_id = CaseId(UUID(str(link["href"]).rsplit("/", 1)[-1]))

    @asynccontextmanager
    async def at_work(self, on: str, who: DirectoryEntry = CASEY) -> AsyncIterator[httpx.AsyncClient]:
        """Somebody signs in on this day, after the clocks have been looked at in the night."""
        self.calendar.put_on(day(on))
        await in_batches(self.app.state.open_work, sweep_clocks)
        async with signed_in(self.app, who) as client:
            yield client

    async def do(self, client: httpx.AsyncClient, act: str, **fields: str) -> Seen:
        return await circumstance_visits.done(client, self.case_id, act, **fields)

    async def clocks(self, client: httpx.AsyncClient) -> dict[str, str]:
        """Each clock of the overview by its rule: its date, and when it ended if it has."""
        page = await see(client, f"/cases/{self.case_id}")
        return dict(_clock(card) for card in page.soup.select(".nrm-clock"))

    async def decide_first(self, client: httpx.AsyncClient, outcome: str) -> Seen:
        path = f"/cases/{self.case_id}/reasonable-grounds"
        await deciding_visits.write(client, self.case_id, outcome, "The account holds together.")
        if outcome == "negative":
            await say_why_nobody_is_asked(client, self.case_id)
        check = await see(client, f"{path}/check")
        sent = await send(client, f"{path}/check", version=check.hidden("version"))
        return await see(client, sent.headers["location"])

    async def conclude(self, client: httpx.AsyncClient, outcome: str) -> Seen:
        is_negative = outcome == "neither"
        found = conclusive_visits.NOTHING_FOUND if is_negative else conclusive_visits.TRAFFICKING_FOUND
        check = await conclusive_visits.write(client, self.case_id, outcome, found)
        return await conclusive_visits.record(client, self.case_id, check)

    async def agree(self, client: httpx.AsyncClient) -> Seen:
        """As the second reviewer of a negative conclusive grounds decision."""
        return await self.follow(client, "conclusive-grounds/review", answer="agree")

    async def follow(self, client: httpx.AsyncClient, path: str, **fields: str) -> Seen:
        path = f"/cases/{self.case_id}/{path}"
        page = await see(client, path)
        sent = await send(client, path, version=page.hidden("version"), **fields)
        assert sent.status_code == 303, Seen(sent).text
        return await see(client, sent.headers["location"])

    async def panel(self, client: httpx.AsyncClient, step: str, **fields: str) -> Seen:
        """The pages of a panel are one, which asks for the next thing each time."""
        version = (await see(client, f"/cases/{self.case_id}/panel")).hidden("version")
        sent = await send(client, f"/cases/{self.case_id}/panel/{step}", version=version, **fields)
        assert sent.status_code == 303, Seen(sent).text
        return await see(client, sent.headers["location"])

    async def letter(self, client: httpx.AsyncClient) -> str:
        """The words of the newest decision's letter to the person, without their spaces."""
        made = await client.get(await self._link(client, "Letter (PDF) (The person)"))
        assert made.headers["content-type"] == "application/pdf"
        return text_of(made.content)

    async def serve(self, client: httpx.AsyncClient, on: str) -> None:
        """On everybody who must always have it."""
        for each in ("The person", "The first responder", "The support provider", "The police"):
            path = await self._link(client, f"Record that it was sent ({each})")
            await self.do(client, self._part(path), **SAFE, **boxes("sent_on", day(on)))

    async def receive(self, client: httpx.AsyncClient, on: str) -> None:
        path = await self._link(client, "Record that it was received (The person)")
        await self.do(client, self._part(path), proof="signature", **boxes("received_on", day(on)))

    async def leave(self, client: httpx.AsyncClient, *, still_open: Collection[str] = ()) -> None:
        """Nothing more is to be done, and every clock has ended but those of a time to ask again."""
        before = await see(client, f"/cases/{self.case_id}")
        assert "Close the case when support has ended." in before.text, before.text
        after = await self.do(client, "exit", sure="yes")
        assert "The case is over." in after.text
        clocks = await self.clocks(client)
        assert [rule for rule in sorted(clocks) if "ended" not in clocks[rule]] == sorted(still_open)

    def _part(self, path: str) -> str:
        return path.removeprefix(f"/cases/{self.case_id}/")

    async def _link(self, client: httpx.AsyncClient, words: str) -> str:
        """Of the newest decision, which comes first on the page."""
        page = await see(client, f"/cases/{self.case_id}/letters")
        links = page.soup.select("section[aria-labelledby=decision-1] a")
        found = [each for each in links if " ".join(each.get_text(" ").split()).startswith(words)]
        return str(found[0]["href"])


def _clock(card: Tag) -> tuple[str, str]:
    rule = card.select_one(".nrm-why__list dd")
    due, note = card.select_one("time"), card.select_one(".nrm-clock__note")
    assert rule is not None
    assert note is not None
    shown = [f"{date.fromisoformat(str(due['datetime'])):%a %-d %b %Y}"] if due else []
    ended = [words.replace("E", "e", 1) for words in [note.get_text().strip()] if words.startswith("Ended")]
    return rule.get_text().strip().split(":")[0], ", ".join([*shown, *ended])
