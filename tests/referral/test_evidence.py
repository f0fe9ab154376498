"""Evidence as people upload it: limits, the virus check, where it goes and when it is gone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY
from sqlalchemy import func, select, update
from tests.portals import signed_in
from tests.referral.answers import adult_answers, anonymous_answers
from tests.referral.evidence_files import MEGABYTE, VIRUS, docx, pdf, picture, too_deep
from tests.referral.journey import fill_in, send
from tests.referral.test_api import post
from tests.referral.test_internal_api import CASEWORKER, SUPPORT_WORKER, Callers

from contracts.ids import ReferralId
from contracts.referral import EvidenceAdded
from nrm.runtime.clamd import Scanner
from plumbing.access import User
from plumbing.clamd import Clamd, ScannerUnavailable
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.directory import DirectoryEntry
from plumbing.identifiers import new_id
from plumbing.service_calls import PeerRefused
from referral import evidence
from referral.commands import forget_old_drafts
from referral.domain.drafts import DraftId
from referral.domain.evidence import FIELD, STEP, Evidence, EvidenceId, Owner, State
from referral.domain.form.content import referral_form
from referral.evidence import Upload
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing
from referral.storage.evidence_tables import evidence_chunk, evidence_file
from referral.web.scanning import count_closed_files, scan_waiting


@pytest.fixture
async def draft(client: httpx.AsyncClient) -> DraftId:
    started = await client.post("/referrals/new")
    return DraftId(UUID(httpx.URL(started.headers["location"]).path.split("/")[2]))


@pytest.fixture
def scanned(app: FastAPI, scanner: Scanner) -> Clamd:
    """The portal with a scanner that runs."""
    if scanner.pid is None:
        scanner.start()
    app.state.scanner = Clamd(scanner.address)
    return app.state.scanner  # type: ignore[no-any-return]


@pytest.fixture
def callers(app: FastAPI, settings: ReferralSettings) -> Callers:
    return Callers(app, settings)


async def upload(client: httpx.AsyncClient, of: object, name: str, content: bytes) -> httpx.Response:
    return await client.post(f"/drafts/{of}/evidence", files={"evidence": (name, content)})


async def files_of(work: Work[UnitOfWork], draft: DraftId) -> list[Evidence]:
    async with work() as uow:
        return list(await uow.evidence.all_of(Owner(draft_id=draft)))


async def count(work: Work[UnitOfWork], table: object) -> int:
    async with work() as uow:
        return int((await uow.session.execute(select(func.count()).select_from(table))).scalar_one())  # type: ignore[arg-type]


async def test_a_clean_file_is_listed_described_downloaded_and_removed(
    client: httpx.AsyncClient, draft: DraftId, scanned: Clamd, work: Work[UnitOfWork]
) -> None:
    content = pdf(b"x" * (2 * MEGABYTE))
    assert (await upload(client, draft, "../letter.pdf", content)).status_code == 303
    (file,) = await files_of(work, draft)
    assert (file.name, file.state) == ("letter.pdf", State.CLEAN)
    of = f"/drafts/{draft}/evidence"
    assert (
        await client.post(f"{of}/{file.id}/describe", data={"description": "A letter"})
    ).status_code == 303
    listed = (await client.get(of)).text
    assert "letter.pdf" in listed
    assert "A letter" in listed
    opened = await client.get(f"{of}/{file.id}")
    assert opened.content == content
    assert opened.headers["content-type"] == "application/octet-stream"
    assert opened.headers["content-disposition"].startswith('attachment; filename="letter.pdf"')
    assert opened.headers["content-security-policy"].startswith("sandbox")
    assert "letter.pdf" in (await client.get(f"{of}/{file.id}/remove")).text
    assert (await client.post(f"{of}/{file.id}/remove")).status_code == 303
    assert (await client.get(f"{of}/{file.id}")).status_code == 404
    assert await count(work, evidence_chunk) == 0


async def test_a_file_that_was_chosen_but_not_uploaded_is_taken_along(
    client: httpx.AsyncClient, work: Work[UnitOfWork], draft: DraftId
) -> None:
    on = f"/drafts/{draft}/evidence/done"
    assert (await client.post(on, files={"evidence": ("letter.pdf", pdf())})).status_code == 303
    assert [file.name for file in await files_of(work, draft)] == ["letter.pdf"]
    refused = await client.post(on, files={"evidence": ("note.txt", b"made up")})
    assert refused.status_code == 422
    assert (await client.post(on)).status_code == 303


async def test_what_is_stored_is_sealed(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "letter-from-mai.pdf", pdf(b"MARKER" * 100))
    async with work() as uow:
        row = (await uow.session.execute(select(evidence_file))).one()
        chunk = (await uow.session.execute(select(evidence_chunk))).one()
    assert b"mai" not in row.sealed_words
    assert b"MARKER" not in chunk.sealed
    assert b"%PDF" not in chunk.sealed


async def test_the_draft_names_its_files_so_that_the_form_can_ask_about_them(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    await upload(client, draft, "a.pdf", pdf())
    await upload(client, draft, "b.png", picture())
    async with work() as uow:
        saved = await uow.drafts.get(draft, officer.user_id, at=utcnow())
    assert saved.answers[STEP][FIELD] == [str(file.id) for file in await files_of(work, draft)]


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


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.pdf", b"<html></html>", "must be a real PDF"),
        ("", b"", "Select a file"),
        ("letter.pdf", b"", "is empty"),
        ("letter.pdf", b"%PDF" + bytes(25 * MEGABYTE), "25MB or smaller"),
    ],
)
async def test_what_cannot_be_taken_is_named(
    client: httpx.AsyncClient, draft: DraftId, name: str, content: bytes, code: str
) -> None:
    answer = await upload(client, draft, name, content)
    assert answer.status_code == 422
    assert code in answer.text
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("is_announced", [True, False])
async def test_27_mb_are_not_even_read(client: httpx.AsyncClient, draft: DraftId, is_announced: bool) -> None:
    """S17"""

    async def pieces() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n'
        for _ in range(27):
            yield bytes(MEGABYTE)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    headers |= {"Content-Length": str(27 * MEGABYTE)} if is_announced else {}
    answer = await client.post(f"/drafts/{draft}/evidence", content=pieces(), headers=headers)
    assert answer.status_code == 413


async def test_the_hundredth_file_is_taken_and_the_next_is_not(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    content = pdf()
    async with work() as uow:
        owner, at = Owner(draft_id=draft), utcnow()
        user = User(officer.user_id, "", officer.organisation, "", frozenset(), at)
        for number in range(99):
            file = Upload(EvidenceId(new_id()), f"{number}.pdf", "application/pdf", content)
            await evidence.add(uow, owner, file, by=user, at=at)
    assert (await upload(client, draft, "hundred.pdf", content)).status_code == 303
    refused = await upload(client, draft, "one-more.pdf", content)
    assert refused.status_code == 422
    assert "You can only add 100 files" in refused.text
    assert (await client.post(f"/drafts/{draft}/evidence/done")).status_code == 303


async def test_nobody_else_sees_the_files(
    client: httpx.AsyncClient, app: FastAPI, draft: DraftId, scanned: Clamd, work: Work[UnitOfWork],
    colleague: DirectoryEntry,
) -> None:  # fmt: skip
    await upload(client, draft, "a.pdf", pdf())
    (file,) = await files_of(work, draft)
    async with signed_in(app, colleague) as other:
        for ending in ("", f"/{file.id}", f"/{file.id}/remove", f"/{file.id}/describe"):
            assert (await other.get(f"/drafts/{draft}/evidence{ending}")).status_code == 404


async def test_files_go_with_their_draft(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "a.pdf", pdf())
    (file,) = await files_of(work, draft)
    await client.post(f"/drafts/{draft}/delete")
    assert await count(work, evidence_file) == 0
    async with work() as uow:
        keys = select(plumbing.data_key).where(plumbing.data_key.c.owner_id == file.id)
        assert (await uow.session.execute(keys)).first() is None


async def test_files_are_destroyed_when_a_late_change_of_agreement_no_longer_asks_for_them(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    """MH01, MH02"""
    path = await fill_in(client, adult_answers(referral_form()))
    await upload(client, path.rpartition("/")[2], "a.pdf", pdf())
    assert await count(work, evidence_file) == 1
    changed = await client.post(
        f"{path}/questions/pv-want-to-submit-nrm?change=yes", data={"pv-want-to-submit-nrm": "no"}
    )
    assert changed.status_code == 303
    assert await count(work, evidence_file) == await count(work, evidence_chunk) == 0


async def test_files_are_destroyed_with_a_draft_whose_time_is_over(
    client: httpx.AsyncClient, draft: DraftId, work: Work[UnitOfWork]
) -> None:
    await upload(client, draft, "a.pdf", pdf())
    async with work() as uow:
        assert await forget_old_drafts(uow, at=utcnow() + timedelta(days=27)) == 0
    assert await count(work, evidence_file) == 1
    async with work() as uow:
        assert await forget_old_drafts(uow, at=utcnow() + timedelta(days=29)) == 1
    assert await count(work, evidence_file) == await count(work, evidence_chunk) == 0


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
