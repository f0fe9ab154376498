"""What the other services may ask, and for whom."""

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport
from sqlalchemy import select
from tests.portals import PORTAL_URL
from tests.referral.answers import ADULT, Filled, adult_answers, anonymous_answers, filled
from tests.referral.test_api import post

from contracts.ids import UserId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.service_calls import Peer, PeerRefused, ServiceIdentity
from referral.domain.form.content import referral_form
from referral.settings import ReferralSettings
from referral.storage import plumbing

FORM = referral_form()


def staff(*roles: str) -> User:
    return User(UserId(new_id()), "Casey Sample", "SCA", "Sample Authority", frozenset(roles), utcnow())


CASEWORKER, SUPPORT_WORKER, RESPONDER = staff("caseworker"), staff("support_worker"), staff("first_responder")


class Callers:
    """The decision and the care service, as they would call."""

    def __init__(self, app: FastAPI, settings: ReferralSettings) -> None:
        self._app = app
        self._keys = settings.service_key_file.parent

    def named(self, service: str) -> Peer:
        identity = ServiceIdentity.read(service, self._keys / f"{service}.key.json")
        return Peer("referral", PORTAL_URL, identity, transport=ASGITransport(self._app))


@pytest.fixture
def callers(app: FastAPI, settings: ReferralSettings) -> Callers:
    return Callers(app, settings)


async def sent(client: httpx.AsyncClient, answers: Filled, key: str = "a-key") -> str:
    """The path at which services ask about it."""
    return f"/v1/internal/referrals/{(await post(client, answers, key)).json()['id']}"


async def test_a_caseworker_reads_the_whole_form(client: httpx.AsyncClient, callers: Callers) -> None:
    path = await sent(client, adult_answers(FORM, pv_name_first_name="Mai", pv_name_last_name="Sample"))
    whole = await callers.named("decision").get(path, user=CASEWORKER)
    assert whole["person_name"] == "Mai Sample"
    assert whole["answers"]["pv-under-age"] == "no"
    assert {"question": "First name", "answer": ["Mai"]} in whole["sections"][1]["lines"]


async def test_a_support_worker_gets_what_is_needed_to_ring_the_person(
    client: httpx.AsyncClient, callers: Callers
) -> None:
    answers = filled(
        FORM,
        {
            **ADULT,
            "pv-name-first-name": "Mai",
            "pv-name-last-name": "Sample",
            "pv-interpreter-requirements": "yes",
            "pv-language": "Vietnamese",
            "pv-interpreter-requirements-language": "",
            "pv-phone-number": "pv-alternative-number",
            "pv-phone-number-alternative": "07700 900123",
            "alternative-number-relation-to-pv": "Her sister",
        },
    )
    path = await sent(client, answers)
    contact = await callers.named("care").get(f"{path}/support-contact", user=SUPPORT_WORKER)
    assert {name: contact[name] for name in contact.keys() - {"id", "reference"}} == {
        "person_name": "Mai Sample",
        "is_interpreter_needed": True,
        "language": "Vietnamese",
        "safe_phone": "07700 900123",
        "whose_phone": "Her sister",
        "why_no_phone": "",
    }


async def test_a_person_is_looked_for_by_name_which_is_then_kept_nowhere(
    app: FastAPI, client: httpx.AsyncClient, callers: Callers
) -> None:
    people = ("Marcanaria", "Zyxwvut"), ("Somebody", "Else")
    paths = [
        await sent(client, adult_answers(FORM, pv_name_first_name=first, pv_name_last_name=last), first)
        for first, last in people
    ]
    decision, asked = callers.named("decision"), "/v1/internal/people/search"
    found = await decision.look_for(asked, {"name": "zyxwvut MARCANARIA", "born": None}, user=CASEWORKER)
    assert found == {"referrals": [paths[0].rpartition("/")[2]]}
    assert await decision.look_for(asked, {"name": "Nobody Atall"}, user=CASEWORKER) == {"referrals": []}
    async with app.state.open_work() as uow:
        entries = (await uow.session.execute(select(plumbing.audit))).all()
        looked = [entry for entry in entries if entry.action == "person-looked-for"]
    assert [entry.actor for entry in looked] == [str(CASEWORKER.id)] * 2
    assert "marcanaria" not in str(entries).lower()


async def test_only_who_decides_looks_for_people(callers: Callers) -> None:
    for service, user in (("care", CASEWORKER), ("decision", RESPONDER)):
        with pytest.raises(PeerRefused) as refusal:
            await callers.named(service).look_for(
                "/v1/internal/people/search", {"name": "Mai Sample"}, user=user
            )
        assert refusal.value.status == 403


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(adult_answers(FORM, does_pv_need_support="no"), id="no support wanted"),
        pytest.param(anonymous_answers(FORM), id="notification"),
    ],
)
async def test_nobody_is_reached_who_did_not_ask_for_support(
    client: httpx.AsyncClient, callers: Callers, answers: Filled
) -> None:
    path = await sent(client, answers)
    with pytest.raises(PeerRefused) as refusal:
        await callers.named("care").get(f"{path}/support-contact", user=SUPPORT_WORKER)
    assert refusal.value.status == 404


@pytest.mark.parametrize(
    ("service", "user", "ending"),
    [
        ("care", SUPPORT_WORKER, ""),
        ("care", CASEWORKER, ""),
        ("decision", CASEWORKER, "/support-contact"),
        ("decision", RESPONDER, ""),
        ("decision", SUPPORT_WORKER, ""),
        ("care", RESPONDER, "/support-contact"),
    ],
)
async def test_a_service_is_refused_what_is_not_its_own_to_ask(
    client: httpx.AsyncClient, callers: Callers, service: str, user: User, ending: str
) -> None:
    """S33"""
    path = await sent(client, adult_answers(FORM))
    with pytest.raises(PeerRefused) as refusal:
        await callers.named(service).get(f"{path}{ending}", user=user)
    assert refusal.value.status == 403


async def test_a_person_cannot_ask_as_if_a_service(client: httpx.AsyncClient) -> None:
    path = await sent(client, adult_answers(FORM))
    assert (await client.get(path)).status_code == 401
    assert (await client.get(f"{path}/support-contact")).status_code == 401


async def test_what_does_not_exist_is_not_found(callers: Callers) -> None:
    with pytest.raises(PeerRefused) as refusal:
        await callers.named("decision").get(f"/v1/internal/referrals/{new_id()}", user=CASEWORKER)
    assert refusal.value.status == 404
