"""That somebody was said to be in danger is seen in the queue and on their case, and when it was said."""

from uuid import uuid4

from fastapi import FastAPI
from tests.decision.builders import noon
from tests.decision.portal_visits import CASEY, open_case, see
from tests.portals import signed_in

from contracts.events import Envelope
from contracts.referral import ImmediateRiskReported
from decision.consumers import REACTIONS
from plumbing.consumer import Consumer
from plumbing.govuk.dates import moment

AT = noon("2026-04-01")


async def test_danger_heard_before_its_case_is_shown_on_it_and_in_the_queue_and_on_no_other(
    app: FastAPI,
) -> None:
    referral_id = uuid4()
    event = ImmediateRiskReported(
        referral_id=referral_id,
        reference="NRM-7K3F-92QD-X",
        reported_at=AT,
        nation="england",
        age_band="adult",
    )
    for _ in range(2):
        envelope = Envelope.of(event, id=uuid4(), at=AT)
        await Consumer("decision", app.state.open_work, REACTIONS).take(envelope, at=AT)
    case_id = await open_case(app, referral_id=referral_id, reference="NRM-7K3F-92QD-X")
    other = await open_case(app, referral_id=uuid4(), reference="NRM-8M4G-13RE-Y")
    async with signed_in(app, CASEY) as client:
        queue = await see(client, "/queues/reasonable-grounds")
        danger = [
            row.text for row in queue.soup.select("tbody tr") if "Danger reported 1 April 2026" in row.text
        ]
        assert len(danger) == 1
        assert "NRM-7K3F-92QD-X" in danger[0]
        assert moment(AT) in (await see(client, f"/cases/{case_id}")).text
        told = (await client.get("/v1/queues/reasonable-grounds")).json()["items"]
        assert {each["reference"]: bool(each["danger_at"]) for each in told} == {
            "NRM-7K3F-92QD-X": True,
            "NRM-8M4G-13RE-Y": False,
        }
        assert "Danger reported" not in (await see(client, f"/cases/{other}")).text
