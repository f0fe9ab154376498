"""Evidence on a case, with the referral service that keeps it really running beside."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.builders import WEDNESDAY_1_APRIL
from tests.decision.portal_visits import CASEY, LEE, STRANGER, Seen, open_case, see, send
from tests.decision.test_information_requests import ask, supply
from tests.decision.test_pages_in_browser import serving
from tests.portals import a_person, portal_settings, signed_in
from tests.referral.answers import adult_answers
from tests.referral.evidence_files import pdf
from tests.referral.test_api import post

from contracts.ids import CaseId, ReferralId
from decision.app import create_app
from decision.seed import publish_shipped_calendars
from decision.settings import DecisionSettings
from decision.storage.tables import plumbing as decision_plumbing
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry
from referral import app as refer_app
from referral import evidence
from referral.domain.evidence import EvidenceId, Owner
from referral.domain.form.content import referral_form
from referral.settings import ReferralSettings
from referral.storage import plumbing as referral_plumbing

OFFICER = a_person("first_responder", organisation="avon-and-somerset-constabulary", subject="pc.sample")
LETTER = pdf(b"x" * 3_000_000)


@dataclass
class Refer:
    """The referral service at its own address, with one referral sent."""

    app: FastAPI
    address: str
    running: AsyncExitStack
    referral_id: ReferralId

    async def add(self, name: str, content: bytes, *, found: str | None = None) -> EvidenceId:
        file = await self.add_unscanned(name, content)
        async with self.app.state.open_work() as uow:
            await evidence.judge(uow, file, found, at=utcnow())
        return file

    async def add_unscanned(self, name: str, content: bytes) -> EvidenceId:
        async with signed_in(self.app, OFFICER) as officer:
            path = f"/referrals/{self.referral_id}/evidence"
            assert (await officer.post(path, files={"evidence": (name, content)})).status_code == 303
        async with self.app.state.open_work() as uow:
            return EvidenceId((await uow.evidence.all_of(Owner(referral_id=self.referral_id)))[-1].id)

    async def describe(self, file: EvidenceId, words: str) -> None:
        async with signed_in(self.app, OFFICER) as officer:
            path = f"/referrals/{self.referral_id}/evidence/{file}/describe"
            assert (await officer.post(path, data={"description": words})).status_code == 303

    async def stop(self) -> None:
        await self.running.aclose()


@pytest.fixture
async def refer(referral_urls: DatabaseUrls, tmp_path: Path) -> AsyncIterator[Refer]:
    app = refer_app.create_app(portal_settings(ReferralSettings, referral_urls, tmp_path))
    async with signed_in(app, OFFICER) as officer, AsyncExitStack() as running:
        await running.enter_async_context(serving(app, port := free_port()))
        sent = await post(officer, adult_answers(referral_form()))
        yield Refer(app, f"http://localhost:{port}", running, ReferralId(UUID(sent.json()["id"])))


@pytest.fixture
async def app(decision_urls: DatabaseUrls, tmp_path: Path, refer: Refer) -> AsyncIterator[FastAPI]:
    """Decide, asking the referral service over the network."""
    settings = portal_settings(
        DecisionSettings, decision_urls, tmp_path, service="decision", referral_url=refer.address
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        async with app.state.open_work() as uow:
            await publish_shipped_calendars(uow, at=WEDNESDAY_1_APRIL)
        yield app


@pytest.fixture
async def case_id(app: FastAPI, refer: Refer) -> CaseId:
    return await open_case(app, referral_id=refer.referral_id)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def audited(
    app: FastAPI, action: str, table: object = decision_plumbing.audit
) -> list[tuple[str, str]]:
    async with app.state.open_work() as uow:
        found = select(table.c.actor, table.c.subject).where(table.c.action == action)  # type: ignore[attr-defined]  # a table
        return [(row.actor, row.subject) for row in await uow.session.execute(found)]


def link_to(page: Seen, file: EvidenceId) -> object:
    return page.soup.select_one(f"main a[href$='/evidence/{file}']")


async def test_a_clean_file_is_listed_with_all_that_is_known_of_it_and_opens_as_it_was_sent(
    client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    file = await refer.add("Müller's letter.pdf", LETTER)
    await refer.describe(file, "A <b>letter</b> from her sister")
    page = await see(client, f"/cases/{case_id}/evidence")
    for words in (
        "Müller's letter.pdf",
        "PDF, 2.9 MB",
        "A <b>letter</b> from her sister",
        "Avon and Somerset Constabulary",
        "Safe to open",
    ):
        assert words in page.text
    assert link_to(page, file)
    opened = await client.get(f"/cases/{case_id}/evidence/{file}")
    assert opened.content == LETTER
    kept = "attachment; filename=\"M_ller's letter.pdf\"; filename*=UTF-8''M%C3%BCller%27s%20letter.pdf"
    assert {name: opened.headers[name] for name in KEPT_NOT_RUN} == KEPT_NOT_RUN | {
        "content-disposition": kept
    }


KEPT_NOT_RUN = {
    "content-type": "application/pdf",
    "content-disposition": "",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


async def test_the_person_is_found_by_name_in_the_service_that_knows_it(
    client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    """Their one referral is named in the usual answers."""
    async with refer.app.state.open_work() as uow:
        name = (await uow.referrals.get(refer.referral_id)).facts.person_name
    first, *others = name.upper().split()
    looked = await send(client, "/search", name=" ".join([*others, first]))
    found = await see(client, looked.headers["location"])
    assert found.soup.select_one(f'a[href="/cases/{case_id}"]') is not None
    nobody = await send(client, "/search", name="Nobody Atall")
    assert "No case matches" in (await see(client, nobody.headers["location"])).text


async def test_opening_a_file_is_recorded_on_both_sides_for_the_person_who_did(
    app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    file = await refer.add("letter.pdf", pdf())
    await client.get(f"/cases/{case_id}/evidence/{file}")
    casey = str(CASEY.user_id)
    assert await audited(app, "evidence_opened") == [(casey, str(case_id))]
    there = await audited(refer.app, "evidence-read-by-decision", referral_plumbing.audit)
    assert there == [(casey, str(file))]


async def test_nothing_is_openable_before_it_is_clean(
    app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    waiting = await refer.add_unscanned("waiting.pdf", pdf())
    harmful = await refer.add("harmful.pdf", pdf(), found="Test-Virus")
    page = await see(client, f"/cases/{case_id}/evidence")
    assert "Constabulary Waiting" in page.text
    assert "Harmful, so not kept" in page.text
    for file in (waiting, harmful):
        assert not link_to(page, file)
        refused = await see(client, f"/cases/{case_id}/evidence/{file}", status=404)
        assert "This file cannot be opened" in refused.text
        assert "waiting.pdf" in refused.text, "what can be opened is listed below"
    assert await audited(app, "evidence_opened") == []


async def test_a_file_of_another_case_does_not_open_here(
    app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    file = await refer.add("letter.pdf", pdf())
    other = await open_case(app)
    assert (await client.get(f"/cases/{other}/evidence/{file}")).status_code == 404
    assert (await client.get(f"/cases/{uuid4()}/evidence/{file}")).status_code == 404


@pytest.mark.parametrize(("person", "status"), [(LEE, 200), (STRANGER, 403)], ids=["leader", "stranger"])
async def test_only_who_may_see_the_case_sees_its_evidence(
    app: FastAPI, case_id: CaseId, refer: Refer, person: DirectoryEntry, status: int
) -> None:
    file = await refer.add("letter.pdf", pdf())
    async with signed_in(app, person) as client:
        for path in (f"/cases/{case_id}/evidence", f"/cases/{case_id}/evidence/{file}"):
            assert (await client.get(path)).status_code == status


async def test_a_case_without_files_says_what_to_do(client: httpx.AsyncClient, case_id: CaseId) -> None:
    page = await see(client, f"/cases/{case_id}/evidence")
    assert "No files have been sent" in page.text
    assert "ask the first responder" in page.text


async def test_when_the_referral_service_is_down_the_page_says_so_and_the_rest_of_the_case_works(
    app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    file = await refer.add("letter.pdf", pdf())
    await refer.stop()
    for path, status in ((f"/cases/{case_id}/evidence", 200), (f"/cases/{case_id}/evidence/{file}", 503)):
        page = await see(client, path, status=status)
        assert "The referral service is not answering" in page.text
        assert "What to do next" in page.text
        assert "No files have been sent" not in page.text, "nobody knows that now"
    assert await audited(app, "evidence_opened") == []
    await see(client, f"/cases/{case_id}/history")


async def test_an_answer_leads_to_the_files_that_came_before_it(
    app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, refer: Refer
) -> None:
    await refer.add("early.pdf", pdf())
    await ask(client, case_id)
    await refer.add("with-answer.pdf", pdf())
    await supply(app, case_id)
    await refer.add("afterwards.pdf", pdf())
    page = await see(client, f"/cases/{case_id}/information")
    assert "with-answer.pdf" in page.text
    assert "early.pdf" not in page.text
    assert "afterwards.pdf" not in page.text
    assert page.soup.select_one(f"main .govuk-summary-card a[href='/cases/{case_id}/evidence']")
