"""The pages of the form, as a browser without scripts meets them."""

import httpx
import pytest
from sqlalchemy import select
from tests.referral.answers import JOURNEYS, Filled, adult_answers, filled
from tests.referral.journey import draft_at, fill_in, look, page_at, pages, refused, send, start

from plumbing.database import STAFF, Work
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value
from referral.storage import UnitOfWork, plumbing, tables

FORM = referral_form()


@pytest.mark.parametrize("choices", JOURNEYS)
async def test_each_page_keeps_the_contract_on_the_way_to_the_confirmation(
    client: httpx.AsyncClient, choices: dict[str, Value]
) -> None:
    answers = filled(FORM, choices)
    path = await start(client)
    async for question, _ in pages(client, answers, path):
        await look(client, question)
    await look(client, draft_at(path))
    await look(client, f"{draft_at(path)}/check-answers")
    text = await look(client, await send(client, draft_at(path)))
    assert "NRM-" in text


@pytest.mark.parametrize("choices", JOURNEYS)
async def test_each_page_left_blank_says_what_is_missing_or_lets_one_go_on(
    client: httpx.AsyncClient, choices: dict[str, Value]
) -> None:
    answers = filled(FORM, choices)
    async for question, typed in pages(client, answers, await start(client)):
        if typed:
            await refused(client, question, {}) if _must_answer(question, answers) else None


def _must_answer(path: str, answers: Filled) -> bool:
    return page_at(path).id not in {"refuse-nrm", "pv-dob-known", "pv-dob", "cooperation-details"}


async def test_a_wrong_answer_is_kept_on_the_page_and_named(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    page = f"{draft}/questions/pv-dob"
    text = await refused(client, page, {"pv-dob-day": "31", "pv-dob-month": "Febuary", "pv-dob-year": "1990"})
    assert "Date of birth must be a real date" in text
    assert 'value="Febuary"' in text
    assert 'href="#pv-dob-day"' in text


async def test_a_missing_part_of_a_date_is_asked_for(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    text = await refused(client, f"{draft}/questions/pv-dob", {"pv-dob-day": "31"})
    assert "Date of birth must include a month and year" in text
    assert 'href="#pv-dob-month"' in text


async def test_leaving_keeps_even_what_would_be_refused(client: httpx.AsyncClient) -> None:
    """MH11"""
    draft = await fill_in(client, adult_answers(FORM))
    page = f"{draft}/questions/fr-details"
    typed = {"fr-details-first-name": "Pat", "fr-details-phone": "only at night", "leave": "yes"}
    response = await client.post(page, data=typed)
    assert response.headers["location"] == "/referrals?saved=yes"
    text = await look(client, page)
    assert 'value="only at night"' in text
    assert (await client.get(f"{draft}/check-answers")).headers["location"] == draft


async def test_a_page_cannot_be_reached_before_those_in_front_of_it(client: httpx.AsyncClient) -> None:
    """MH15"""
    first = await start(client)
    later = f"{draft_at(first)}/questions/fr-details"
    assert (await client.get(later)).headers["location"] == draft_at(first)
    reply = await client.post(later, data={"fr-details-first-name": "Pat"})
    assert reply.status_code == 409
    assert "Nothing was saved." in reply.text
    assert (await client.get(f"{draft_at(first)}/check-answers")).headers["location"] == draft_at(first)


async def test_a_control_nobody_asked_for_is_refused(client: httpx.AsyncClient) -> None:
    text = await refused(client, await start(client), {"pv-under-age": "no", "is-admin": "yes"})
    assert "This page has changed since you opened it" in text


async def test_changing_an_answer_comes_back_to_check_answers(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    page = f"{draft}/questions/pv-gender-referral?change=yes"
    text = await look(client, page)
    assert f'href="{draft}/check-answers"' in text
    response = await client.post(page, data={"pv-gender": "male"})
    assert response.headers["location"] == f"{draft}/check-answers"
    assert "Male" in await look(client, f"{draft}/check-answers")


async def test_changing_an_answer_asks_what_is_new_on_the_way_and_then_comes_back(
    client: httpx.AsyncClient,
) -> None:
    draft = await fill_in(client, adult_answers(FORM, pv_interpreter_requirements="no"))
    page = f"{draft}/questions/pv-interpreter-requirements?change=yes"
    response = await client.post(page, data={"pv-interpreter-requirements": "yes"})
    language = response.headers["location"]
    assert language == f"{draft}/questions/language?change=yes"
    response = await client.post(language, data={"pv-language": "Albanian"})
    assert response.headers["location"] == f"{draft}/check-answers"


async def test_back_leads_the_way_one_came(client: httpx.AsyncClient) -> None:
    path = await start(client)
    assert f'href="{draft_at(path)}"' in await look(client, path)
    response = await client.post(path, data={"pv-under-age": "no"})
    assert f'href="{path}"' in await look(client, response.headers["location"])


async def test_more_places_can_be_added_without_scripts(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    page = f"{draft}/questions/where-exploitation-happened-uk"
    name = "where-exploitation-happened-uk-city-"
    response = await client.post(page, data={f"{name}1": "leeds", f"{name}3": "York", "more": "yes"})
    text = await look(client, response.headers["location"])
    assert 'value="York"' in text
    assert f'id="{name}5"' in text
    assert f'id="{name}6"' not in text


async def test_text_is_shown_as_typed_and_never_as_markup(client: httpx.AsyncClient) -> None:
    """MH08"""
    typed = "<b>Bold</b> & 'quoted'\nsecond line"
    draft = await fill_in(client, adult_answers(FORM, professional_insight=typed))
    text = await look(client, f"{draft}/check-answers")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &#39;quoted&#39;<br>" in text


async def test_own_organisation_is_suggested(client: httpx.AsyncClient) -> None:
    path = await start(client)
    path = (await client.post(path, data={"pv-under-age": "no"})).headers["location"]
    path = (await client.post(path, data={"pv-want-to-submit-nrm": "yes"})).headers["location"]
    assert path.endswith("/organisation")
    assert 'value="Sample Organisation"' in await look(client, path)


async def test_a_draft_is_listed_until_it_is_deleted(client: httpx.AsyncClient) -> None:
    assert "You have not made any referrals yet." in await look(client, "/referrals")
    draft = await fill_in(client, adult_answers(FORM, reference="Tuesday night"))
    text = await look(client, "/referrals")
    assert "Tuesday night" in text
    assert "28 days left" in text
    await look(client, f"{draft}/delete")
    assert (await client.post(f"{draft}/delete")).headers["location"] == "/referrals"
    await look(client, draft, status=404)
    assert "Tuesday night" not in await look(client, "/referrals")


async def test_a_sent_referral_is_listed_and_can_be_read_but_not_changed(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM, pv_name_first_name="Mai"))
    sent = (await send(client, draft)).removesuffix("/confirmation")
    assert sent in await look(client, "/referrals")
    text = await look(client, sent)
    assert "Mai" in text
    assert "Change" not in text
    await look(client, draft, status=404)


async def test_a_referral_is_safe_once_its_reference_is_shown_though_nothing_else_runs(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    """MH05: no relay, no broker, no other service; what must be told waits in the outbox."""
    await look(client, await send(client, await fill_in(client, adult_answers(FORM))))
    async with work(STAFF) as uow:
        [event] = (await uow.session.execute(select(plumbing.outbox))).all()
    assert event.sent_at is None


async def test_pressing_send_again_shows_the_same_confirmation(client: httpx.AsyncClient) -> None:
    """MH04"""
    draft = await fill_in(client, adult_answers(FORM))
    assert await send(client, draft) == await send(client, draft)


async def test_sending_too_early_leads_back_to_what_is_missing(client: httpx.AsyncClient) -> None:
    """MH15"""
    draft = draft_at(await start(client))
    assert await send(client, draft) == draft


async def test_reading_pages_changes_no_answer(client: httpx.AsyncClient, work: Work[UnitOfWork]) -> None:
    """S14"""
    draft = await fill_in(client, adult_answers(FORM))
    before = await drafts_and_referrals(work)
    for path in (
        draft,
        f"{draft}/check-answers",
        f"{draft}/delete",
        f"{draft}/questions/pv-dob",
        "/referrals",
    ):
        await look(client, path)
    assert await drafts_and_referrals(work) == before


async def drafts_and_referrals(work: Work[UnitOfWork]) -> str:
    async with work(STAFF) as uow:
        return str(
            [(await uow.session.execute(select(table))).all() for table in (tables.draft, tables.referral)]
        )


@pytest.mark.parametrize("path", ["/", "/help", "/referrals", "/referrals/new"])
async def test_the_pages_around_the_form_keep_the_contract(client: httpx.AsyncClient, path: str) -> None:
    await look(client, path)


async def test_a_mistyped_address_is_a_page_that_is_not_there(client: httpx.AsyncClient) -> None:
    await look(client, "/referrals/mistyped", status=404)
    await look(client, "/drafts/mistyped", status=404)
