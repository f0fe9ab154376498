"""The list of one's own drafts says how far each has come."""

import re

import httpx
from tests.referral.answers import ADULT, adult_answers, filled
from tests.referral.journey import draft_at, fill_in, look, pages, start

from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

FORM = referral_form()
FIRST_SECTION_PAGES = 10


async def listed(client: httpx.AsyncClient) -> list[tuple[int, int]]:
    text = await look(client, "/referrals")
    return [(int(done), int(parts)) for done, parts in re.findall(r"(\d+) of (\d+) parts done", text)]


async def on_task_list(client: httpx.AsyncClient, draft: str) -> tuple[int, int]:
    found = re.search(r"completed (\d+) of (\d+) parts", await look(client, draft))
    assert found
    return int(found[1]), int(found[2])


async def test_a_draft_just_started_has_no_part_done(client: httpx.AsyncClient) -> None:
    draft = draft_at(await start(client))
    [(done, parts)] = await listed(client)
    assert done == 0
    assert (done, parts) == await on_task_list(client, draft)


async def test_a_draft_on_its_way_has_come_as_far_as_its_task_list_says(client: httpx.AsyncClient) -> None:
    path, answers = await start(client), filled(FORM, ADULT, utcnow().date())
    way = pages(client, answers, path)
    for _ in range(FIRST_SECTION_PAGES):
        await anext(way)
    [(done, parts)] = await listed(client)
    assert 0 < done < parts
    assert (done, parts) == await on_task_list(client, draft_at(path))


async def test_a_draft_ready_to_be_sent_has_all_parts_done(client: httpx.AsyncClient) -> None:
    draft = await fill_in(client, adult_answers(FORM))
    [(done, parts)] = await listed(client)
    assert done == parts
    assert (done, parts) == await on_task_list(client, draft)
