"""Visiting the portal as one of its people, with cases to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.decision.builders import a_ruling, noon, received
from tests.html_contract import check_page, parsed
from tests.portals import a_person

from clocks import london_day
from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry

CASEY = a_person("caseworker", subject="casey", user_id=UUID(int=1))
REMY = a_person("caseworker", "second_reviewer", subject="remy", user_id=UUID(int=2))
LEE = a_person("leader", subject="lee", user_id=UUID(int=3))
STRANGER = a_person("first_responder", subject="pat", user_id=UUID(int=4))
TITLE = "Decide cases"


@dataclass(frozen=True)
class Seen:
    """A page that came back, checked against the contract every page holds to."""

    response: httpx.Response

    def __post_init__(self) -> None:
        check_page(self.response.text, TITLE)

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    @property
    def soup(self) -> BeautifulSoup:
        return parsed(self.response.text)

    def hidden(self, name: str) -> str:
        found = self.soup.select_one(f"main input[name={name}]")
        assert found is not None, f"no {name} on this page"
        return str(found["value"])


async def see(client: httpx.AsyncClient, path: str, *, status: int = 200) -> Seen:
    response = await client.get(path, follow_redirects=True)
    assert response.status_code == status, response.text
    return Seen(response)


async def send(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    return await client.post(path, data=dict(fields))


def received_days_ago(days: int) -> datetime:
    """At noon: an hour before midnight in winter was the next day in summer."""
    return noon(london_day(utcnow()) - timedelta(days=days)) if days else utcnow()


async def open_case(app: FastAPI, *, days_ago: int = 0, **changes: Any) -> CaseId:
    case_id = CaseId(uuid4())
    usual: Mapping[str, Any] = {
        "reference": f"NRM-{uuid4().hex[:8].upper()}",
        "received_at": received_days_ago(days_ago),
    }
    async with app.state.open_work() as uow:
        await commands.open_case(uow, case_id, received(**{**usual, **changes}), at=utcnow())
    return case_id


async def decide(app: FastAPI, case_id: CaseId, outcome: Outcome, *, by: DirectoryEntry = CASEY) -> None:
    ruling = a_ruling(outcome, by=by.user_id, at=utcnow(), reasons="MARKER of the author's reasons.")
    async with app.state.open_work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)
