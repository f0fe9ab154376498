"""Evidence that goes with what is sent or is added later, and who reads it."""

from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.referral.answers import adult_answers, anonymous_answers
from tests.referral.evidence_files import pdf
from tests.referral.journey import fill_in, send
from tests.referral.test_api import post
from tests.referral.test_internal_api import CASEWORKER, SUPPORT_WORKER, Callers
from tests.referral.uploads import upload

from contracts.ids import ReferralId
from contracts.referral import EvidenceAdded
from nrm.runtime.clamd import Scanner
from plumbing.clamd import Clamd
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.directory import DirectoryEntry
from plumbing.service_calls import PeerRefused
from referral import evidence
from referral.domain.drafts import DraftId
from referral.domain.evidence import Owner
from referral.domain.form.content import referral_form
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing
from referral.web.scanning import scan_waiting


@pytest.fixture
def callers(app: FastAPI, settings: ReferralSettings) -> Callers:
    return Callers(app, settings)


async def test_a_whole_referral_sent_with_files_brings_them_to_who_decides(
    client: httpx.AsyncClient, scanned: Clamd, callers: Callers, work: Work[UnitOfWork]
) -> None:
    path = await fill_in(client, adult_answers(referral_form()))
    await upload(client, path.rpartition("/")[2], "a.pdf", pdf())
    described = {"what-evidence-you-will-submit": "A letter."}
    await client.post(f"{path}/questions/what-evidence-you-will-submit?change=yes", data=described)
    sent = (await send(client, path)).split("/")[2]
    (line,) = (
        await callers.named("decision").get(f"/v1/internal/referrals/{sent}/evidence", user=CASEWORKER)
    )["evidence"]
    assert (line["name"], line["state"]) == ("a.pdf", "clean")
    assert (await events(work)).count(EvidenceAdded.name) == 1


async def a_sent_referral(client: httpx.AsyncClient) -> ReferralId:
    return ReferralId(UUID((await post(client, adult_answers(referral_form()))).json()["id"]))


async def events(work: Work[UnitOfWork]) -> list[str]:
    async with work() as uow:
        return list((await uow.session.execute(select(plumbing.outbox.c.type))).scalars())


async def test_files_go_with_what_is_sent_and_are_announced_once_clean(
    client: httpx.AsyncClient, draft: DraftId, scanner: Scanner, work: Work[UnitOfWork],
    officer: DirectoryEntry,
) -> None:  # fmt: skip
    """MH21: sending does not wait for the scanner."""
    await upload(client, draft, "a.pdf", pdf())
    referral_id, at = await a_sent_referral(client), utcnow()
    async with work() as uow:
        written = await uow.drafts.get(draft, officer.user_id, at=at)
        sent = await uow.referrals.get(referral_id)
        await evidence.go_with_referral(uow, written, sent, at=at)
    assert EvidenceAdded.name not in await events(work)
    await scan_waiting(work, Clamd(scanner.address))
    await scan_waiting(work, Clamd(scanner.address))
    assert (await events(work)).count(EvidenceAdded.name) == 1
    async with work() as uow:
        (file,) = await uow.evidence.all_of(Owner(referral_id=referral_id))
    assert (await client.get(f"/referrals/{referral_id}/evidence/{file.id}")).status_code == 200
    assert (await client.post(f"/referrals/{referral_id}/evidence/{file.id}/remove")).status_code == 409


async def test_a_caseworker_lists_and_reads_evidence_added_later(
    client: httpx.AsyncClient, scanned: Clamd, callers: Callers, work: Work[UnitOfWork]
) -> None:
    referral_id = await a_sent_referral(client)
    answer = await client.post(f"/referrals/{referral_id}/evidence", files={"evidence": ("a.pdf", pdf())})
    assert answer.status_code == 303
    assert (await events(work)).count(EvidenceAdded.name) == 1
    path = f"/v1/internal/referrals/{referral_id}/evidence"
    (line,) = (await callers.named("decision").get(path, user=CASEWORKER))["evidence"]
    assert (line["name"], line["state"], line["type"]) == ("a.pdf", "clean", "application/pdf")
    with pytest.raises(PeerRefused) as refusal:
        await callers.named("care").get(path, user=SUPPORT_WORKER)
    assert refusal.value.status == 403


async def test_a_notification_has_no_evidence(client: httpx.AsyncClient, callers: Callers) -> None:
    """MH02"""
    referral_id = (await post(client, anonymous_answers(referral_form()))).json()["id"]
    assert (await client.get(f"/referrals/{referral_id}/evidence")).status_code == 404
    path = f"/v1/internal/referrals/{referral_id}/evidence"
    with pytest.raises(PeerRefused) as refusal:
        await callers.named("decision").get(path, user=CASEWORKER)
    assert refusal.value.status == 404
