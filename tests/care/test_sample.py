"""What an inspector sees: figures, and a sample of those who agreed, drawn again with the same seed."""

from typing import Any

from tests.care.lived import INES
from tests.care.portal import day_boxes, read, send, text_of, worker
from tests.care.test_life_pages import do, supported_by_hestia
from tests.care.town import Town
from tests.portals import signed_in


async def test_an_inspector_reads_a_sample_of_those_who_agreed_and_figures_and_nothing_else(
    app: Any, town: Town
) -> None:
    person = await supported_by_hestia(town)
    async with worker(app) as client, signed_in(app, INES) as inspector:
        await do(client, person, "contact-log", kind="visit", summary="A note", **day_boxes("happened_on", 0))
        await do(client, person, "needs", health="An inhaler", money="A bank account", is_shared="yes")
        drawn = text_of(await send(inspector, "/sample", 200, seed="7", size="5"))
        assert "Nobody has agreed to be in a sample yet" in drawn
        await do(client, person, "inspection-sample", is_agreed="yes")
        drawn = text_of(await send(inspector, "/sample", 200, seed="7", size="5"))
        assert ("A note" in drawn, "A bank account" in drawn, "An inhaler" in drawn) == (True, True, False)
        assert "NRM-7K3F-92QD-X" not in drawn
        assert drawn == text_of(await send(inspector, "/sample", 200, seed="7", size="5"))
        assert "Enter any word or number" in text_of(await send(inspector, "/sample", 422, size="5"))
        await read(inspector, "/figures")
        for path in (
            f"/people/{person}",
            f"/people/{person}/plan",
            "/people",
            "/requests",
            "/board",
            "/v1/support-cases",
        ):
            assert (await inspector.get(path)).status_code == 403, path
        await do(client, person, "inspection-sample", is_agreed="no")
        assert "A note" not in text_of(await send(inspector, "/sample", 200, seed="7", size="5"))
        assert (await client.get("/sample")).status_code == 403
