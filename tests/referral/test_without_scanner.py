"""Sending while the virus scanner is away: no business of a referral, with files or without (MH21)."""

import httpx
import pytest
from fastapi import FastAPI
from tests.referral.answers import adult_answers
from tests.referral.evidence_files import pdf
from tests.referral.journey import draft_at, look, pages, send, start

from nrm.runtime.processes import free_port
from plumbing.clamd import Clamd
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value

FORM = referral_form()


@pytest.fixture(autouse=True)
def scanner_away(app: FastAPI) -> None:
    """Nobody listens there."""
    app.state.scanner = Clamd(f"127.0.0.1:{free_port()}")


@pytest.mark.parametrize("files", [0, 1])
async def test_a_referral_is_sent_though_no_file_can_be_checked(
    client: httpx.AsyncClient, files: int
) -> None:
    """MH21"""
    path = await start(client)
    for _ in range(files):
        added = await client.post(f"{draft_at(path)}/evidence", files={"evidence": ("a.pdf", pdf())})
        assert added.status_code == 303
    told: dict[str, Value] = {"what_evidence_you_will_submit": "A letter", "upload_file": ["a"] * files}
    async for _question in pages(client, adult_answers(FORM, **told), path):
        pass
    assert "NRM-" in await look(client, await send(client, draft_at(path)))
