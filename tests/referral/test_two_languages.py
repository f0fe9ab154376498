"""Refer in English and Welsh: nothing is missing from the lists, and a switch loses nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import httpx
import pikepdf
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.html_contract import check_page
from tests.referral.answers import adult_answers
from tests.referral.journey import fill_in, send, start
from tests.referral.pdf_text import text_of

from plumbing import languages
from plumbing.govuk import dates
from plumbing.languages import add_words, ngettext, translate, translator
from plumbing.word_lists import WordList, said
from referral.domain.form.content import referral_form
from referral.domain.form.values import month_number
from referral.words import word_lists

FORM = referral_form()
GAP = re.compile(r"%\(\w+\)s|%\{\w+\}|\{\w+")
PAGES = ["/", "/help", "/developers", "/privacy", "/accessibility", "/referrals", "/referrals/new"]


@pytest.fixture
def welsh() -> Iterator[None]:
    add_words("referral")
    token = languages._spoken.set("cy")
    yield
    languages._spoken.reset(token)


@pytest.fixture
async def cymraeg(app: FastAPI, client: httpx.AsyncClient) -> httpx.AsyncClient:
    response = await client.get("/language/cy", params={"next": "/referrals"})
    assert response.status_code == 303
    assert response.headers["location"] == "/referrals"
    assert "__Host-refer-language=cy" in response.headers["set-cookie"]
    client.cookies.set("__Host-refer-language", "cy")
    return client


@pytest.mark.parametrize("words", word_lists(), ids=lambda each: each.name)
def test_every_word_the_code_says_is_in_the_word_list(words: WordList) -> None:
    assert words.not_listed() == set(), "run: python -m referral.words collect"


@pytest.mark.parametrize("path", PAGES)
async def test_each_page_keeps_the_contract_in_welsh(cymraeg: httpx.AsyncClient, path: str) -> None:
    text = (await cymraeg.get(path)).text
    check_page(text, "Atgyfeirio dioddefwr posibl caethwasiaeth fodern")
    shown = BeautifulSoup(text, "lxml")
    assert shown.html
    assert shown.html["lang"] == "cy"
    assert "Nid yw’r cyfieithiad hwn wedi’i adolygu eto." in shown.text
    left = {"Sign out", "Help", "Your referrals", "Start a referral", "Privacy notice", "Continue"}
    assert left.isdisjoint(shown.stripped_strings)


async def test_the_link_leads_back_to_the_same_page_in_the_other_language(
    client: httpx.AsyncClient, cymraeg: httpx.AsyncClient
) -> None:
    path = await start(cymraeg)
    shown = BeautifulSoup((await cymraeg.get(path)).text, "lxml")
    link = shown.select_one("a.nrm-bar__language")
    assert link
    assert (link.text, link["href"], link["lang"]) == ("English", f"/language/en?next={path}", "en")


async def test_there_is_no_link_away_from_answers_that_were_refused(cymraeg: httpx.AsyncClient) -> None:
    response = await cymraeg.post(await start(cymraeg), data={})
    assert response.status_code == 422
    assert "nrm-bar__language" not in response.text
    assert "Mae problem" in response.text


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org"])
async def test_the_language_link_never_leads_to_another_site(
    client: httpx.AsyncClient, elsewhere: str
) -> None:
    response = await client.get("/language/cy", params={"next": elsewhere})
    assert response.headers["location"] == "/"


async def test_what_happened_since_is_told_in_welsh(cymraeg: httpx.AsyncClient) -> None:
    sent = (await send(cymraeg, await fill_in(cymraeg, adult_answers(FORM)))).removesuffix("/confirmation")
    refused = await cymraeg.post(f"{sent}/withdraw")
    assert "Dewiswch yr hyn nad yw’r person yn cytuno iddo mwyach" in refused.text
    await cymraeg.post(f"{sent}/withdraw/support")
    shown = (await cymraeg.get(sent)).text
    assert "Nid yw’r person am gael cymorth mwyach" in shown
    assert "The person no longer wants support" not in shown


async def test_a_copy_is_in_the_language_of_whoever_asks_for_it(cymraeg: httpx.AsyncClient) -> None:
    sent = (await send(cymraeg, await fill_in(cymraeg, adult_answers(FORM)))).removesuffix("/confirmation")
    copy = (await cymraeg.get(f"{sent}/copy.pdf")).content
    with pikepdf.open(BytesIO(copy)) as document, document.open_metadata() as about:
        assert str(document.Root.Lang) == "cy"
        assert about["dc:title"] == "Copi o atgyfeiriad"
    assert "Anfonwydar" in text_of(copy)


async def test_a_refusal_is_said_in_welsh_to_people_and_in_english_to_programs(
    cymraeg: httpx.AsyncClient,
) -> None:
    del cymraeg.headers["X-CSRF-Token"]
    assert "Nid yw’r dudalen hon yn gyfredol mwyach" in (await cymraeg.post("/referrals/new")).text
    told = (await cymraeg.post("/v1/referrals", json={})).json()
    assert told["title"] == "This page is out of date"


@pytest.mark.parametrize("words", word_lists(), ids=lambda each: each.name)
def test_a_translation_leaves_the_same_gaps_to_fill(words: WordList) -> None:
    for message in said(words.welsh()):
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        welsh = [message.string] if isinstance(message.string, str) else list(message.string or ())
        gaps = {frozenset(GAP.findall(text)) for text in (*english[-1:], *filter(None, welsh))}
        assert len(gaps) == 1, message.id


@pytest.mark.usefixtures("welsh")
def test_days_and_times_are_said_in_welsh() -> None:
    assert dates.weekday(date(2031, 3, 14)) == "Dydd Gwener 14 Mawrth 2031"
    assert dates.moment(datetime(2031, 8, 1, 9, 30, tzinfo=UTC)) == "1 Awst 2031 am 10:30yb"
    assert dates.relative(date(2031, 3, 14), date(2031, 3, 12)) == "mewn 2 ddiwrnod"


@pytest.mark.usefixtures("welsh")
@pytest.mark.parametrize(("days", "said"), [(1, "diwrnod"), (2, "ddiwrnod"), (3, "diwrnod"), (28, "diwrnod")])
def test_what_is_counted_changes_as_welsh_does(days: int, said: str) -> None:
    sentence = ngettext("%(num)s day left", "%(num)s days left", days) % {"num": days}
    assert sentence == f"{days} {said} ar ôl"


def test_what_is_stored_does_not_depend_on_the_language() -> None:
    add_words("referral")
    english, welsh = referral_form(), referral_form(translator("cy"))
    assert list(welsh.steps) == list(english.steps)
    for step_id, step in english.steps.items():
        other = welsh.steps[step_id]
        assert [(each.id, list(each.options)) for each in other.fields] == [
            (each.id, list(each.options)) for each in step.fields
        ]
    assert {name: list(each) for name, each in welsh.lists.items()} == {
        name: list(each) for name, each in english.lists.items()
    }
    assert welsh.sections["about"].title == translate("About the referral", "cy") != "About the referral"


def test_months_may_be_typed_in_either_language() -> None:
    assert [month_number(each) for each in ("March", "Mawrth", "maw", "Awst")] == [3, 3, 3, 8]
