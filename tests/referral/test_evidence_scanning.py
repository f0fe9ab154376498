"""The virus check of evidence: at once, later, and when it cannot look."""

import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import update
from tests.referral.evidence_files import VIRUS, docx, pdf, too_deep
from tests.referral.uploads import count, files_of, upload

from nrm.runtime.clamd import Scanner
from plumbing.clamd import Clamd, ScannerUnavailable
from plumbing.database import Work
from referral.domain.drafts import DraftId
from referral.domain.evidence import State
from referral.storage import UnitOfWork
from referral.storage.evidence_tables import evidence_chunk, evidence_file
from referral.web.scanning import count_closed_files, scan_waiting


async def test_a_virus_is_found_destroyed_and_said_kindly(
    client: httpx.AsyncClient, draft: DraftId, scanned: Clamd, work: Work[UnitOfWork]
) -> None:
    """S21"""
    answer = await upload(client, draft, "notes.pdf", pdf(VIRUS))
    assert answer.status_code == 422
    assert "found something harmful" in answer.text
    assert await count(work, evidence_file) == 0
    assert await count(work, evidence_chunk) == 0


async def test_without_a_scanner_a_file_waits_and_nobody_can_open_it(
    client: httpx.AsyncClient, draft: DraftId, scanner: Scanner, scanned: Clamd, work: Work[UnitOfWork]
) -> None:
    """S21"""
    scanner.stop()
    assert (await upload(client, draft, "notes.docx", docx())).status_code == 303
    (file,) = await files_of(work, draft)
    assert file.state is State.WAITING
    assert (await client.get(f"/drafts/{draft}/evidence/{file.id}")).status_code == 404
    await scan_waiting(work, scanned)
    assert (await files_of(work, draft))[0].state is State.WAITING
    scanner.start()
    await scan_waiting(work, scanned)
    assert (await files_of(work, draft))[0].state is State.CLEAN
    assert (await client.get(f"/drafts/{draft}/evidence/{file.id}")).status_code == 200


async def test_a_virus_found_later_is_destroyed_and_shown_as_refused(
    client: httpx.AsyncClient, draft: DraftId, scanner: Scanner, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "notes.pdf", pdf(VIRUS))
    await scan_waiting(work, Clamd(scanner.address))
    assert "Refused" in (await client.get(f"/drafts/{draft}/evidence")).text
    assert await count(work, evidence_chunk) == 0


async def test_what_the_scanner_cannot_look_through_is_kept_closed_said_and_tried_again(
    client: httpx.AsyncClient, draft: DraftId, scanned: Clamd, work: Work[UnitOfWork]
) -> None:
    """S21: to be too much for the scanner is no proof of harm."""
    assert (await upload(client, draft, "notes.docx", too_deep())).status_code == 303
    (file,) = await files_of(work, draft)
    assert file.state is State.UNCHECKED
    listed = (await client.get(f"/drafts/{draft}/evidence")).text
    assert "Could not be checked" in listed
    assert "try again every hour" in listed
    assert (await client.get(f"/drafts/{draft}/evidence/{file.id}")).status_code == 404
    assert await count(work, evidence_chunk) > 0
    await scan_waiting(work, scanned)
    assert (await files_of(work, draft))[0].state is State.UNCHECKED
    await scan_waiting(work, scanned, State.UNCHECKED)
    assert (await files_of(work, draft))[0].state is State.UNCHECKED


async def test_a_later_try_decides_on_what_could_not_be_checked(
    client: httpx.AsyncClient, draft: DraftId, scanned: Clamd, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "notes.pdf", pdf())
    async with work() as uow:
        await uow.session.execute(update(evidence_file).values(state=State.UNCHECKED))
    await scan_waiting(work, scanned, State.UNCHECKED)
    assert (await files_of(work, draft))[0].state is State.CLEAN


async def test_files_nobody_can_open_are_counted_for_whoever_watches(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "notes.pdf", pdf())
    await count_closed_files(work)
    assert REGISTRY.get_sample_value("nrm_evidence_closed_files", {"state": "waiting"}) == 1


async def test_a_scanner_that_is_none_is_doubt() -> None:
    for address in ("", "127.0.0.1:9", "/no/such/socket"):
        with pytest.raises(ScannerUnavailable):
            await Clamd(address, seconds=2).find(b"x")
