"""Evidence by a program: the same limits, taken once, changed by whoever has seen it (S17 to S21, S42)."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.identity import bearer, token
from tests.portals import put_in_directory
from tests.referral.answers import adult_answers, anonymous_answers
from tests.referral.evidence_files import pdf
from tests.referral.test_api import post

from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.directory import DirectoryEntry
from referral import evidence
from referral.domain.evidence import FIELD, STEP, EvidenceId
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork, plumbing

FORM = referral_form()
PDF = pdf()


@pytest.fixture
async def referral(program: httpx.AsyncClient) -> str:
    return (await post(program, adult_answers(FORM))).headers["location"]


async def add(
    program: httpx.AsyncClient, referral: str, *, content: bytes = PDF, key: str = "file-1", **words: str
) -> httpx.Response:
    files, headers = {"file": ("letter.pdf", content)}, {"Idempotency-Key": key}
    return await program.post(f"{referral}/evidence", files=files, data=words, headers=headers)


async def judge(work: Work[UnitOfWork], file: str, found: str | None) -> None:
    """As the scanner would."""
    async with work() as uow:
        await evidence.judge(uow, EvidenceId(file.rpartition("/")[2]), found, at=utcnow())  # type: ignore[arg-type]  # text will do


async def test_what_a_program_does_is_written_down_under_its_own_name(
    program: httpx.AsyncClient, referral: str, work: Work[UnitOfWork], records: DirectoryEntry
) -> None:
    """S43"""
    await add(program, referral)
    async with work() as uow:
        rows = (await uow.session.execute(select(plumbing.audit.c.action, plumbing.audit.c.actor))).all()
    done = {row.action for row in rows if row.actor == str(records.user_id)}
    assert {"referral-sent", "evidence-added"} <= done


async def test_the_same_key_for_another_file_is_refused(program: httpx.AsyncClient, referral: str) -> None:
    assert (await add(program, referral)).status_code == 201
    assert (await add(program, referral, content=pdf(b"other"))).status_code == 422
    assert (await add(program, referral, description="Other")).status_code == 422
    assert len((await program.get(f"{referral}/evidence")).json()["items"]) == 1


async def test_a_change_names_what_was_read(program: httpx.AsyncClient, referral: str) -> None:
    file = (await add(program, referral)).headers["location"]
    tag = (await program.get(file)).headers["etag"]
    words = {"description": "First"}
    assert (await program.patch(file, json=words)).status_code == 428
    assert (await program.patch(file, json=words, headers={"If-Match": '"another"'})).status_code == 412
    changed = await program.patch(file, json=words, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["description"]) == (200, "First")
    assert (await program.patch(file, json=words, headers={"If-Match": tag})).status_code == 412
    again = await program.get(file, headers={"If-None-Match": changed.headers["etag"]})
    assert again.status_code == 304


async def test_only_a_refused_file_can_be_removed_once_it_has_been_sent(
    program: httpx.AsyncClient, referral: str, work: Work[UnitOfWork]
) -> None:
    clean = (await add(program, referral)).headers["location"]
    harmful = (await add(program, referral, key="file-2")).headers["location"]
    await judge(work, clean, None)
    await judge(work, harmful, "Something-Harmful")
    assert (await program.get(harmful)).json()["state"] == "refused"
    assert (await program.get(f"{harmful}/content")).status_code == 404
    assert (await program.delete(harmful)).status_code == 428
    assert (await program.delete(clean, headers={"If-Match": "*"})).status_code == 409
    assert (await program.delete(harmful, headers={"If-Match": "*"})).status_code == 204
    assert (await program.get(harmful)).status_code == 404


async def test_nothing_is_opened_before_it_is_clean_and_then_only_as_a_download(
    program: httpx.AsyncClient, referral: str, work: Work[UnitOfWork]
) -> None:
    file = (await add(program, referral)).headers["location"]
    assert (await program.get(f"{file}/content")).status_code == 404
    await judge(work, file, None)
    opened = await program.get(f"{file}/content")
    assert (opened.status_code, opened.content) == (200, PDF)
    assert opened.headers["content-disposition"].startswith("attachment")
    assert opened.headers["content-security-policy"].startswith("sandbox")


BAD: list[object] = [
    pytest.param({"files": {"file": ("a.pdf", b"")}}, 422, "/file", "file-empty", id="an empty file"),
    pytest.param({"files": {"file": ("a.exe", pdf())}}, 415, "/file", "file-type", id="a wrong name"),
    pytest.param({"files": {"file": ("a.pdf", b"MZ")}}, 415, "/file", "file-type", id="a wrong content"),
    pytest.param({"files": {"other": ("a.pdf", pdf())}}, 422, "", "extra_forbidden", id="another field"),
    pytest.param(
        {"files": {"file": ("a.pdf", pdf())}, "data": {"description": "x" * 2001}},
        422,
        "/description",
        "string_too_long",
        id="too many words",
    ),
    pytest.param({"json": {"file": "Marker"}}, 415, None, None, id="JSON"),
]


@pytest.mark.parametrize(("sent", "status", "pointer", "code"), BAD)
async def test_what_cannot_be_taken_is_pointed_at(
    program: httpx.AsyncClient,
    referral: str,
    sent: Mapping[str, Any],
    status: int,
    pointer: str | None,
    code: str | None,
) -> None:
    refused = await program.post(f"{referral}/evidence", headers={"Idempotency-Key": "k"}, **sent)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    errors = refused.json().get("errors", [{"pointer": None, "code": None}])
    assert [(each["pointer"], each["code"]) for each in errors] == [(pointer, code)]


async def test_files_are_added_once_a_referral_is_sent_and_not_named_in_its_answers(
    program: httpx.AsyncClient,
) -> None:
    answers = adult_answers(FORM) | {STEP: {FIELD: ["0b5a3a52-0000-7000-8000-000000000000"]}}
    refused = await post(program, answers)
    found = [(each["pointer"], each["code"]) for each in refused.json()["errors"]]
    assert (refused.status_code, found) == (422, [(f"/answers/{STEP}/{FIELD}", "added-later")])


async def test_a_body_that_is_too_large_is_refused(program: httpx.AsyncClient, referral: str) -> None:
    assert (await add(program, referral, content=pdf(b"x" * 27 * 1024 * 1024))).status_code == 413


async def test_a_key_is_needed(program: httpx.AsyncClient, referral: str) -> None:
    refused = await program.post(f"{referral}/evidence", files={"file": ("letter.pdf", pdf())})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "header:Idempotency-Key")


async def test_a_notification_takes_no_files(program: httpx.AsyncClient) -> None:
    """MH02"""
    notification = (await post(program, anonymous_answers(FORM), key="n")).headers["location"]
    assert (await add(program, notification)).status_code == 404


async def test_files_of_somebody_else_look_absent(
    app: FastAPI, program: httpx.AsyncClient, referral: str, stranger: DirectoryEntry
) -> None:
    """S29"""
    file = (await add(program, referral)).headers["location"]
    theirs = {**vars(stranger), "roles": frozenset({"first_responder", "program"})}
    await put_in_directory(app, DirectoryEntry(**theirs))
    program.headers.update(bearer(token(sub=stranger.subject)))
    for path in (f"{referral}/evidence", file, f"{file}/content"):
        assert (await program.get(path)).status_code == 404
    assert (await add(program, referral)).status_code == 404
    assert (
        await program.patch(file, json={"description": "x"}, headers={"If-Match": "*"})
    ).status_code == 404
    assert (await program.delete(file, headers={"If-Match": "*"})).status_code == 404


async def test_a_person_s_browser_may_add_files_too(client: httpx.AsyncClient) -> None:
    referral = (await post(client, adult_answers(FORM))).headers["location"]
    assert (await add(client, referral)).status_code == 201
