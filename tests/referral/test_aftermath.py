"""After sending: agreement that is withdrawn, a referral that a colleague takes over."""

import asyncio
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.portals import a_person, put_in_directory, signed_in
from tests.referral.answers import CHILD, adult_answers, anonymous_answers, filled
from tests.referral.conftest import FORCE
from tests.referral.journey import fill_in, look, refused, send
from tests.referral.test_api import post

from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork, plumbing
from referral.storage.tables import mail

FORM = referral_form()


async def sent(client: httpx.AsyncClient, **changes: str) -> str:
    """The path of its status page."""
    return f"/referrals/{(await post(client, adult_answers(FORM, **changes))).json()['id']}"


async def announced(work: Work[UnitOfWork]) -> list[dict[str, str]]:
    async with work(STAFF) as uow:
        rows = (await uow.session.execute(select(plumbing.outbox.c.envelope))).scalars().all()
    return [row["data"] for row in rows if row["type"] == "nrm.referral.consent_withdrawn.v1"]


async def audited(work: Work[UnitOfWork], action: str) -> int:
    async with work(STAFF) as uow:
        rows = await uow.session.execute(select(plumbing.audit).where(plumbing.audit.c.action == action))
        return len(rows.all())


async def test_agreement_to_the_referral_is_withdrawn_once_and_announced(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    path = await sent(client)
    assert "The person no longer agrees" in await look(client, path)
    await look(client, f"{path}/withdraw")
    chosen = await client.post(f"{path}/withdraw", data={"consent": "referral"})
    confirm = chosen.headers["location"]
    assert "You cannot undo this here." in await look(client, confirm)
    assert await announced(work) == []
    answers = await asyncio.gather(*(client.post(confirm) for _ in range(3)))
    assert {each.headers["location"] for each in answers} == {path}
    assert [each["consent"] for each in await announced(work)] == ["referral"]
    assert await audited(work, "consent-withdrawn") == 1
    text = await look(client, path)
    assert "The person no longer agrees to be referred" in text
    assert "/withdraw" not in text
    await look(client, f"{path}/withdraw", status=409)


async def test_support_alone_can_be_withdrawn_and_the_referral_after_it(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    path = await sent(client)
    await client.post(f"{path}/withdraw/support")
    text = await look(client, f"{path}/withdraw")
    assert "Only support" not in text
    await client.post(f"{path}/withdraw/referral")
    assert {each["consent"] for each in await announced(work)} == {"support", "referral"}


async def test_something_must_be_chosen(client: httpx.AsyncClient) -> None:
    text = await refused(client, f"{await sent(client)}/withdraw", {})
    assert "Select what the person no longer agrees to" in text


async def test_what_was_never_agreed_to_cannot_be_withdrawn(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    path = await sent(client, does_pv_need_support="no")
    assert (await client.post(f"{path}/withdraw/support")).status_code == 409
    child = (await post(client, filled(FORM, CHILD), "child")).json()["id"]
    notified = (await post(client, anonymous_answers(FORM), "notified")).json()["id"]
    for other in (child, notified):
        assert "/withdraw" not in await look(client, f"/referrals/{other}")
        assert (await client.post(f"/referrals/{other}/withdraw/referral")).status_code == 409
    assert await announced(work) == []


async def test_a_colleague_takes_over_and_the_former_holder_sees_it_no_longer(
    client: httpx.AsyncClient, app: FastAPI, work: Work[UnitOfWork], colleague: DirectoryEntry
) -> None:
    path = await sent(client)
    async with signed_in(app, colleague) as other:
        await look(client, f"{path}/hand-over")
        chosen = await client.post(f"{path}/hand-over", data={"colleague": str(colleague.user_id)})
        assert "You will no longer see it." in await look(client, chosen.headers["location"])
        after = (await client.post(chosen.headers["location"])).headers["location"]
        text = await look(client, after)
        assert "It is with your colleague now." in text
        assert path not in text
        await look(client, path, status=404)
        assert path in await look(other, "/referrals")
        text = await look(other, path)
        assert "A colleague sent this" in text
        assert "This was handed over to you" in text
    assert await audited(work, "referral-handed-over") == 1
    async with work(STAFF) as uow:
        told = select(mail.c.recipient, mail.c.kind).where(mail.c.kind == "handed")
        [notice] = (await uow.session.execute(told)).all()
    assert notice.recipient == colleague.user_id


async def test_pressing_send_again_after_handing_over_says_who_has_it_now(
    client: httpx.AsyncClient, app: FastAPI, colleague: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    confirmation = await send(client, draft)
    path = confirmation.removesuffix("/confirmation")
    named = replace(colleague, name="Robin Other")
    async with signed_in(app, named) as other, signed_in(app, stranger) as nosy:
        await client.post(f"{path}/hand-over/{colleague.user_id}")
        text = await look(client, await send(client, draft))
        assert "A colleague has this now" in text
        assert "Robin Other" in text
        assert "Referral sent" in await look(other, confirmation)
        await look(nosy, confirmation, status=404)


async def test_who_has_it_now_is_not_named_when_they_have_left(
    client: httpx.AsyncClient, app: FastAPI, colleague: DirectoryEntry
) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    path = (await send(client, draft)).removesuffix("/confirmation")
    await put_in_directory(app, colleague)
    await client.post(f"{path}/hand-over/{colleague.user_id}")
    await put_in_directory(app, replace(colleague, is_active=False))
    assert "no longer signs in here" in await look(client, await send(client, draft))


async def test_only_active_first_responders_of_the_same_organisation_can_take_over(
    client: httpx.AsyncClient, app: FastAPI, stranger: DirectoryEntry
) -> None:
    path = await sent(client)
    gone = a_person("first_responder", organisation=FORCE, subject="pc.gone", is_active=False)
    clerk = a_person("leader", organisation=FORCE, subject="pc.clerk")
    await put_in_directory(app, stranger, gone, clerk)
    assert "Nobody else at your organisation" in await look(client, f"{path}/hand-over")
    for person in (stranger, gone, clerk):
        reply = await client.post(f"{path}/hand-over/{person.user_id}")
        assert reply.status_code == 409
    await look(client, path)


async def test_a_colleague_must_be_chosen(
    client: httpx.AsyncClient, app: FastAPI, colleague: DirectoryEntry
) -> None:
    await put_in_directory(app, colleague)
    text = await refused(client, f"{await sent(client)}/hand-over", {})
    assert "Select who takes over" in text


async def test_a_program_is_not_offered_as_a_colleague(
    client: httpx.AsyncClient, app: FastAPI, colleague: DirectoryEntry, records: DirectoryEntry
) -> None:
    await put_in_directory(app, colleague, replace(records, name="Case system"))
    text = await look(client, f"{await sent(client)}/hand-over")
    assert str(colleague.user_id) in text
    assert "Case system" not in text


@pytest.mark.parametrize("way", ["withdraw/referral", "hand-over"])
async def test_nobody_does_this_with_what_they_do_not_hold(
    client: httpx.AsyncClient, app: FastAPI, colleague: DirectoryEntry, officer: DirectoryEntry, way: str
) -> None:
    path = await sent(client)
    async with signed_in(app, colleague) as other:
        ending = f"/{officer.user_id}" if way == "hand-over" else ""
        assert (await other.post(f"{path}/{way}{ending}")).status_code in {404, 409}
        assert (await other.post(f"{path}/hand-over/{colleague.user_id}")).status_code in {404, 409}
    await look(client, path)


async def test_a_program_reads_that_a_notification_was_sent(client: httpx.AsyncClient) -> None:
    notified = (await post(client, anonymous_answers(FORM))).json()["id"]
    assert (await client.get(f"/v1/referrals/{notified}")).json()["stage"] == "notified"
    assert (await client.get("/v1/referrals")).json()["items"][0]["stage"] == "notified"
