"""Permission to stay on the pages and by program: considered, refused, looked at again by somebody else."""

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.decision.circumstance_visits import boxes, case_of, done, in_days, refused, sealed_notes, today
from tests.decision.conclusive_visits import conclude, pending
from tests.decision.portal_visits import CASEY, REMY, see
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.definition import Head
from decision.domain.overlays import Immigration

NOT_NEEDED = {"recovery": "not_needed", "compensation": "met_elsewhere", "cooperation": "not_needed"}
NEEDED = NOT_NEEDED | {"recovery": "needed"}


async def positive(app: FastAPI) -> CaseId:
    case_id = await pending(app)
    await conclude(app, case_id, Head.TRAFFICKING)
    return case_id


async def test_it_is_considered_paused_refused_and_looked_at_again_by_somebody_else(app: FastAPI) -> None:
    case_id = await positive(app)
    async with signed_in(app, CASEY) as client:
        assert "Consider permission to stay" in (await see(client, f"/cases/{case_id}")).text
        await done(client, case_id, "permission/consider", words="MARKER has no leave")
        paused = await done(client, case_id, "permission/pause", words="Deportation order")
        assert "Paused" in paused.text
        await done(client, case_id, "permission/go-on", words="Lifted")
        no_end = await refused(client, case_id, "permission/decide", words="Clinic", **NEEDED)
        assert "Enter a day that is still to come" in no_end.text
        card = await done(client, case_id, "permission/decide", words="MARKER of the reasons", **NOT_NEEDED)
        assert "Refused" in card.text
        assert "MARKER of the reasons" in card.text
        asked = {"asked_by": "lawyer", "words": "A new report"} | boxes("received_on", today())
        await done(client, case_id, "permission/ask-again", **asked)
        own = await refused(client, case_id, "permission/decide-again", words="Again", **NOT_NEEDED)
        assert "a colleague must look at it again" in own.text
    async with signed_in(app, REMY) as client:
        granting = NEEDED | boxes("until", in_days(700))
        after = await done(client, case_id, "permission/decide-again", words="The report", **granting)
        assert "Granted until" in after.text
        history = (await see(client, f"/cases/{case_id}/history")).text
        assert "Permission to stay granted after another look" in history
        assert "Permission to stay: looked at again" in history
    assert (await case_of(app, case_id)).immigration is Immigration.GRANTED
    assert all(b"MARKER" not in sealed for sealed in await sealed_notes(app))


async def test_a_program_considers_and_decides_and_is_told_when_it_cannot(app: FastAPI) -> None:
    case_id = await positive(app)
    seen = (await case_of(app, case_id)).version
    path = f"/v1/cases/{case_id}/permission"
    async with signed_in(app, CASEY) as client:
        early = await client.post(
            f"{path}/decide", json=NOT_NEEDED | {"words": "No"}, headers={"If-Match": f'"{seen}"'}
        )
        assert early.status_code == 409
        await client.post(f"{path}/consider", json={"words": "No leave"}, headers={"If-Match": f'"{seen}"'})
        endless = await client.post(
            f"{path}/decide", json=NEEDED | {"words": "Clinic"}, headers={"If-Match": f'"{seen + 1}"'}
        )
        assert (endless.status_code, endless.json()["errors"][0]["pointer"]) == (422, "/until")
        refusal = await client.post(
            f"{path}/decide", json=NOT_NEEDED | {"words": "No"}, headers={"If-Match": f'"{seen + 1}"'}
        )
        assert "CLK-VTS-RECON" in {each["rule"] for each in refusal.json()["clocks"]}


async def test_the_database_lets_nobody_look_again_at_their_own_refusal(app: FastAPI) -> None:
    case_id = await positive(app)
    async with signed_in(app, CASEY) as client:
        await done(client, case_id, "permission/consider", words="No leave")
        await done(client, case_id, "permission/decide", words="No", **NOT_NEEDED)
    with pytest.raises(IntegrityError, match="decided_again_by_somebody_else"):
        await decide_again_as_before(app)


async def decide_again_as_before(app: FastAPI) -> None:
    async with app.state.open_work() as uow:
        await uow.session.execute(
            text(
                "UPDATE permission_to_stay SET asked_on = CURRENT_DATE, asked_by = 'person', "
                "is_late = false, decided_again_by = decided_by, decided_again_at = decided_at"
            )
        )
