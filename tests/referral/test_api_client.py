"""A program of somebody else's sends, repeats, is refused with reasons, lists and reads again."""

import httpx
import pytest
from fastapi import FastAPI
from tests.portals import PORTAL_URL
from tests.referral.answers import adult_answers
from tests.referral.api_client import Referrals, Refused
from tests.referral.evidence_files import pdf

from nrm.runtime.clamd import Scanner
from plumbing.clamd import Clamd
from referral.domain.form.content import referral_form
from referral.web.scanning import scan_waiting

FORM = referral_form()


class LosesAnswers(httpx.AsyncBaseTransport):
    """Every first answer is lost on the way back, after the service has done its work."""

    def __init__(self, way: httpx.AsyncBaseTransport) -> None:
        self._way = way
        self.statuses: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await self._way.handle_async_request(request)
        self.statuses.append(reply.status_code)
        if len(self.statuses) == 1:
            raise httpx.ReadError("lost")
        return reply


@pytest.fixture
def way(program: httpx.AsyncClient) -> LosesAnswers:
    return LosesAnswers(program._transport)


@pytest.fixture
def referrals(program: httpx.AsyncClient, way: LosesAnswers) -> Referrals:
    return Referrals(httpx.AsyncClient(transport=way, base_url=PORTAL_URL, headers=program.headers))


async def test_a_lost_answer_is_asked_for_again_and_makes_no_second_referral(
    referrals: Referrals, way: LosesAnswers
) -> None:
    created = await referrals.send(adult_answers(FORM), key="case-1")
    assert way.statuses == [201, 201]
    assert (await referrals.send(adult_answers(FORM), key="case-1")) == created
    assert [each.id async for each in referrals.all()] == [created.id]


async def test_what_is_wrong_is_pointed_at_before_and_when_sending(referrals: Referrals) -> None:
    answers = adult_answers(FORM)
    answers["fr-alternative-contact"] = {"fr-alternative-contact": "nonsense"}
    pointer = "/answers/fr-alternative-contact/fr-alternative-contact"
    checked = await referrals.check(answers)
    assert (checked.outcome, [each.pointer for each in checked.errors]) == ("invalid", [pointer])
    with pytest.raises(Refused) as refusal:
        await referrals.send(answers, key="case-1")
    assert refusal.value.status == 422
    assert [(each.pointer, each.code) for each in refusal.value.faults] == [(pointer, "email")]


async def test_a_list_is_read_to_its_end(referrals: Referrals) -> None:
    made = [(await referrals.send(adult_answers(FORM), key=str(number))).id for number in range(5)]
    assert [each.id async for each in referrals.all(page_size=2)] == made[::-1]


async def test_what_has_not_changed_is_not_fetched_again(referrals: Referrals, way: LosesAnswers) -> None:
    created = await referrals.send(adult_answers(FORM), key="case-1")
    first = await referrals.read(created.id)
    assert await referrals.read(created.id) == first
    assert way.statuses[-2:] == [200, 304]


async def test_advice_comes_in_the_words_of_the_page(referrals: Referrals) -> None:
    answers = adult_answers(FORM)
    answers["modern-slavery-indicators"] = {"modern-slavery-indicators": "no"}
    advice = (await referrals.check(answers)).advice
    found = next(each for each in advice if each.code == "no-indicator")
    assert found.pointer == "/answers/modern-slavery-indicators/modern-slavery-indicators"
    assert found.detail.startswith("You described no signs of modern slavery.")


async def test_evidence_is_added_once_described_and_opened_when_it_is_clean(
    referrals: Referrals, way: LosesAnswers, app: FastAPI, scanner: Scanner
) -> None:
    created = await referrals.send(adult_answers(FORM), key="case-1")
    way.statuses.clear()
    content = pdf()
    added = await referrals.add_file(created.id, "letter.pdf", content, description="A letter", key="file-1")
    assert (way.statuses, added.state, added.description) == ([201, 201], "waiting", "A letter")
    if scanner.pid is None:
        scanner.start()
    await scan_waiting(app.state.open_work, Clamd(scanner.address))
    assert await referrals.files(created.id) == [added.model_copy(update={"state": "clean"})]
    assert await referrals.content(created.id, added.id) == content
    _, tag = await referrals.file(created.id, added.id)
    changed = await referrals.describe_file(created.id, added.id, "From the landlord", seen=tag)
    assert changed.description == "From the landlord"


async def test_a_program_learns_why_its_file_is_not_taken(referrals: Referrals) -> None:
    created = await referrals.send(adult_answers(FORM), key="case-1")
    with pytest.raises(Refused) as refusal:
        await referrals.add_file(created.id, "letter.pdf", b"<script>", key="file-1")
    assert refusal.value.status == 415
    assert [(each.pointer, each.code) for each in refusal.value.faults] == [("/file", "file-type")]
