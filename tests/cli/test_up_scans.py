"""`nrm up` starts the virus check too: what people upload is looked at before it can be opened."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from tests.referral.evidence_files import VIRUS, pdf
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.runtime.debian import CLAMD
from nrm.simulate.visitor import Visitor

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not CLAMD.find(), reason="ClamAV's daemon is not installed"),
]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("scanning"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.kill()


@pytest.fixture
async def officer(system: RunningSystem) -> AsyncIterator[Visitor]:
    async with httpx.AsyncClient(timeout=60) as client:
        visitor = Visitor(system.url("referral"), "pc.sample", client)
        await visitor.introduce()
        yield visitor


async def send(visitor: Visitor, path: str, **parts: object) -> httpx.Response:
    headers = visitor._proof()
    return await visitor.client.post(visitor.portal + path, headers=headers, **parts)  # type: ignore[arg-type]


async def page(visitor: Visitor, path: str) -> str:
    return (await visitor.client.get(visitor.portal + path, headers=visitor._proof())).text


async def evidence_of_a_new_draft(visitor: Visitor) -> str:
    begun = await send(visitor, "/referrals/new")
    return "/".join(httpx.URL(begun.headers["location"]).path.split("/")[:3]) + "/evidence"


async def test_a_clean_file_can_be_opened_and_a_virus_is_refused(officer: Visitor) -> None:
    """The scanner may still be loading when the portals answer: then the file waits for it."""
    path = await evidence_of_a_new_draft(officer)
    assert (await send(officer, path, files={"evidence": ("letter.pdf", pdf())})).status_code == 303
    deadline = time.monotonic() + 60
    while "Safe to open" not in await page(officer, path):
        assert time.monotonic() < deadline, await page(officer, path)
        await asyncio.sleep(1)
    refused = await send(officer, path, files={"evidence": ("notes.pdf", pdf(VIRUS))})
    assert refused.status_code == 422
    assert "found something harmful" in refused.text
    assert "notes.pdf" not in await page(officer, path)
