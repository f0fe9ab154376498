"""Evidence as people upload it: limits, who sees it and when it is gone."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.portals import signed_in
from tests.referral.answers import adult_answers
from tests.referral.evidence_files import MEGABYTE, pdf, picture
from tests.referral.journey import fill_in
from tests.referral.uploads import count, files_of, upload

from plumbing.access import User
from plumbing.clamd import Clamd
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.directory import DirectoryEntry
from plumbing.identifiers import new_id
from referral import evidence
from referral.commands import forget_old_drafts
from referral.domain.drafts import DraftId
from referral.domain.evidence import FIELD, STEP, EvidenceId, Owner, State
from referral.domain.form.content import referral_form
from referral.evidence import Upload
from referral.storage import UnitOfWork, plumbing
from referral.storage.evidence_tables import evidence_chunk, evidence_file


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
