import pytest
from fastapi import FastAPI
from tests.decision.builders import a_review
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, decide, open_case, see
from tests.portals import put_in_directory, signed_in

from clocks import london_day
from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from decision.queries.queue import Cut, Wanted, queue_page
from plumbing.clock import utcnow

QUEUE = "/queues/reasonable-grounds"


def references(page: Seen) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select("tbody th a")]


def filled(*days_ago: int) -> list[tuple[int, str]]:
    return [(days, f"NRM-{days:04}") for days in days_ago]


async def test_the_queue_shows_the_case_due_first_at_the_top(app: FastAPI) -> None:
    for days, reference in filled(2, 40, 20):
        await open_case(app, days_ago=days, reference=reference)
    async with signed_in(app, CASEY) as client:
        page = await see(client, QUEUE)
    assert references(page) == ["NRM-0040", "NRM-0020", "NRM-0002"]


async def test_the_queue_warns_of_overdue_cases_and_leads_to_them(app: FastAPI) -> None:
    for days, reference in filled(0, 30, 40):
        await open_case(app, days_ago=days, reference=reference)
    async with signed_in(app, CASEY) as client:
        page = await see(client, QUEUE)
        assert "2 cases are past the target of 5 working days" in page.text
        link = page.soup.select_one(".moj-alert a")
        assert link is not None
        overdue = await see(client, str(link["href"]))
    assert references(overdue) == ["NRM-0040", "NRM-0030"]


async def test_a_queue_without_overdue_cases_does_not_warn(app: FastAPI) -> None:
    await open_case(app)
    async with signed_in(app, CASEY) as client:
        assert "past the target" not in (await see(client, QUEUE)).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("age=child", ["CHILD"], id="children"),
        pytest.param("age=child&age=adult", ["LATE", "DRAFT", "CHILD", "MINE"], id="both ages"),
        pytest.param("due=overdue", ["LATE"], id="overdue"),
        pytest.param("state=review", ["DRAFT"], id="second review"),
        pytest.param("state=undecided", ["LATE", "CHILD", "MINE"], id="to decide"),
        pytest.param("holder=mine", ["MINE"], id="mine"),
        pytest.param("holder=nobody", ["LATE", "CHILD"], id="nobody's"),
        pytest.param("holder=somebody-else", ["DRAFT"], id="somebody else's"),
        pytest.param("reason=overdue", ["LATE"], id="first because overdue"),
        pytest.param("authority=IECA", [], id="another authority"),
        pytest.param("due=overdue&age=child", [], id="two groups narrow"),
    ],
)
async def test_filters_narrow_the_queue(app: FastAPI, query: str, found: list[str]) -> None:
    await put_in_directory(app, CASEY, REMY)
    await open_case(app, days_ago=30, reference="LATE")
    draft = await open_case(app, days_ago=1, reference="DRAFT")
    await decide(app, draft, Outcome.NEGATIVE, by=REMY)
    await open_case(app, reference="CHILD", age_band="child")
    mine = await open_case(app, reference="MINE")
    async with app.state.open_work() as uow:
        await commands.take_case(uow, mine, seen=1, by=CASEY.user_id, at=utcnow())
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"{QUEUE}?{query}")
    assert sorted(references(page)) == sorted(found)


async def test_each_filter_in_force_can_be_taken_away(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"{QUEUE}?age=child&due=overdue")
    tags = {tag.get_text(" ", strip=True): tag["href"] for tag in page.soup.select(".moj-filter__tag")}
    assert tags == {
        "Remove this filter Overdue": f"{QUEUE}?age=child",
        "Remove this filter Child": f"{QUEUE}?due=overdue",
    }
    assert "No case matches these filters" in page.text


async def test_a_decided_case_leaves_the_queue(app: FastAPI) -> None:
    await decide(app, await open_case(app), Outcome.POSITIVE)
    async with signed_in(app, CASEY) as client:
        assert "No case awaits a reasonable grounds decision" in (await see(client, QUEUE)).text


async def test_pages_are_cut_by_key_and_lead_forth_and_back(app: FastAPI) -> None:
    for days, reference in filled(*range(30, 30 + 27 * 7, 7)):
        await open_case(app, days_ago=days, reference=reference)
    async with signed_in(app, CASEY) as client:
        first = await see(client, QUEUE)
        later = first.soup.select_one(".govuk-pagination__next a")
        assert later is not None
        second = await see(client, str(later["href"]))
        earlier = second.soup.select_one(".govuk-pagination__prev a")
        assert earlier is not None
        again = await see(client, str(earlier["href"]))
    assert references(first) == [f"NRM-{30 + 7 * weeks:04}" for weeks in range(26, 1, -1)]
    assert references(second) == ["NRM-0037", "NRM-0030"]
    assert references(again) == references(first)
    assert "27 cases" in first.text


async def test_cases_due_on_one_day_are_neither_lost_nor_shown_twice_between_pages(app: FastAPI) -> None:
    ids = {await open_case(app, days_ago=30) for _ in range(5)}
    wanted = Wanted(me=CASEY.user_id, today=london_day(utcnow()))
    seen: list[CaseId] = []
    after: Cut | None = None
    async with app.state.open_work() as uow:
        for _ in range(3):
            page = await queue_page(uow, wanted, after=after, limit=2)
            seen += [row.case_id for row in page.rows]
            after = page.rows[-1].cut
    assert len(seen) == 5
    assert set(seen) == ids


@pytest.mark.parametrize("spoiled", ["after=yesterday", "before=4_2026-04-10_not-an-id", "after=_"])
async def test_a_spoiled_address_shows_the_first_page(app: FastAPI, spoiled: str) -> None:
    await open_case(app, reference="NRM-FIRST")
    async with signed_in(app, CASEY) as client:
        assert references(await see(client, f"{QUEUE}?{spoiled}")) == ["NRM-FIRST"]


async def test_the_start_page_leads_to_my_work(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        page = await see(client, "/")
    assert page.response.url.path == "/my-work"


async def test_my_work_offers_the_next_case_to_who_has_none(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        page = await see(client, "/my-work")
    assert "You have nothing to decide. Take the next case." in page.text


async def test_my_work_begins_with_what_was_returned(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with app.state.open_work() as uow:
        review = a_review(is_agreed=False, by=REMY.user_id, at=utcnow())
        await commands.review_reasonable_grounds(uow, case_id, review, seen=2)
    async with signed_in(app, CASEY) as client:
        page = await see(client, "/my-work")
    assert "Begin with what was returned to you" in page.text
    assert "Returned" in page.text


async def test_a_reviewer_is_shown_the_drafts_of_others_and_not_their_own(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    await decide(app, await open_case(app, reference="OF-CASEY"), Outcome.NEGATIVE, by=CASEY)
    await decide(app, await open_case(app, reference="OF-REMY"), Outcome.NEGATIVE, by=REMY)
    async with signed_in(app, REMY) as client:
        page = await see(client, "/my-work")
    to_review = page.soup.find("caption", string="Decisions for you to review")
    assert to_review is not None
    table = to_review.find_parent("table")
    assert table is not None
    assert [cell.get_text(strip=True) for cell in table.select("tbody th a")] == ["OF-CASEY"]


async def test_a_leader_sees_the_queue_and_no_cases_of_their_own(app: FastAPI) -> None:
    await open_case(app)
    async with signed_in(app, LEE) as client:
        page = await see(client, "/my-work")
    assert "For you to decide" not in page.text
