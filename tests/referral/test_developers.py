"""What `/developers` and the guide show works: it runs against a real portal and a real sign-in."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.html_contract import check_page
from tests.portals import portal_settings, put_in_directory, visitor
from tests.referral.browsing import serving
from tests.referral.evidence_files import pdf

from nrm.identity.people import Person, write_people
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.identity import IdentityProvider
from nrm.runtime.processes import free_port
from plumbing.directory import DirectoryEntry
from referral.app import create_app
from referral.settings import ReferralSettings
from referral.storage import plumbing
from referral.web.developers import example

GUIDE = Path(__file__).parents[2] / "docs/api/referral.md"
NAME = "records.sample"


@pytest.fixture
def sign_in(tmp_path: Path) -> Iterator[IdentityProvider]:
    """The development sign-in, which knows one program."""
    people = tmp_path / "people.json"
    write_people(people, [Person(NAME, "Records", "referral", "A force", ("first_responder", "program"))])
    started = IdentityProvider(
        folder=tmp_path,
        people=people,
        key=tmp_path / "sign-in.key.json",
        port=free_port(),
        audience=f"http://localhost:{free_port()}/v1",
    )
    started.start()
    yield started
    started.stop()


@pytest.fixture
async def portal(
    sign_in: IdentityProvider, referral_urls: DatabaseUrls, tmp_path: Path, records: DirectoryEntry
) -> AsyncIterator[FastAPI]:
    url, issuer = sign_in.audience.removesuffix("/v1"), f"http://localhost:{sign_in.port}"
    app = create_app(
        portal_settings(ReferralSettings, referral_urls, tmp_path, portal_url=url, issuer=issuer)
    )
    await put_in_directory(app, replace(records, issuer=issuer, subject=NAME))
    async with serving(app, app, int(url.rpartition(":")[2])):
        yield app


@pytest.fixture
def told(sign_in: IdentityProvider, tmp_path: Path) -> Mapping[str, str]:
    """What somebody who tries the examples has to say, with their files at hand."""
    (tmp_path / "answers.json").write_text(example("answers.json"))
    (tmp_path / "letter.pdf").write_bytes(pdf())
    return {
        "REFER": sign_in.audience.removesuffix("/v1"),
        "TOKENS": f"http://localhost:{sign_in.port}/oauth2/token",
        "CLIENT": NAME,
        "SECRET": (tmp_path / f"{NAME}.client-secret").read_text().strip(),
        "KEY": "case-1",
    }


async def run(command: tuple[str, ...], told: Mapping[str, str], folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env={**os.environ, **told}, stdout=-1, stderr=-1
    )
    said, complained = await process.communicate()
    assert (process.returncode, complained) == (0, b"")
    return said.decode()


async def actions(app: FastAPI) -> list[str]:
    async with app.state.work() as uow:
        rows = await uow.session.execute(select(plumbing.audit.c.action).order_by(plumbing.audit.c.position))
        return list(rows.scalars())


async def test_the_example_in_python_sends_a_referral_with_a_file_and_may_be_run_again(
    portal: FastAPI, told: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "send.py").write_text(example("send.py.txt"))
    first = await run((sys.executable, "send.py"), told, tmp_path)
    assert "There is no date in this answer." in first
    assert "File: waiting" in first
    assert "Stage: sent" in first
    assert await run((sys.executable, "send.py"), told, tmp_path) == first
    assert (await actions(portal)).count("referral-sent") == 1
    assert (await actions(portal)).count("evidence-added") == 1


async def test_the_example_with_curl_does_the_same(
    portal: FastAPI, told: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "send.sh").write_text(example("send.sh"))
    said = await run(("sh", "-eu", "send.sh"), told, tmp_path)
    assert '"code":"no-dates"' in said
    assert '"state":"waiting"' in said
    assert '"stage":"sent"' in said
    assert {"referral-sent", "evidence-added"} <= set(await actions(portal))


@pytest.mark.parametrize("name", ["send.sh", "send.py.txt"])
def test_the_guide_shows_the_examples_that_are_run(name: str) -> None:
    assert example(name).strip() in GUIDE.read_text("utf-8")


async def test_the_page_says_where_to_start_and_is_open_to_everybody(app: FastAPI) -> None:
    async with visitor(app) as anybody:
        page = await anybody.get("/developers")
        assert page.status_code == 200
        check_page(page.text, "Refer a potential victim of modern slavery")
        assert "https://portal.test/v1" in page.text
        assert 'href="/v1/openapi.json"' in page.text
        assert 'href="/developers"' in (await anybody.get("/")).text
        assert (await anybody.get("/v1/openapi.json")).json()["security"] == [{"token": []}]
