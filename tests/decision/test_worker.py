from pathlib import Path

from sqlalchemy import func, select
from tests.decision.portal_visits import open_case
from tests.portals import ISSUER, portal_settings

from clocks import london_day
from decision.app import create_app
from decision.commands import sweep_clocks
from decision.seed import PEOPLE, people_of, seed
from decision.settings import DecisionSettings
from decision.storage.tables import calendar, plumbing
from decision.worker import background, in_batches
from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow


async def test_a_new_installation_has_calendars_and_people_and_seeding_again_adds_nothing(
    decision_urls: DatabaseUrls, tmp_path: Path
) -> None:
    settings = portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision")
    for _ in range(2):
        await seed(settings)
    made_of = background(settings)
    async with made_of.work() as uow:
        counts = [
            await uow.session.scalar(select(func.count()).select_from(table))
            for table in (calendar, plumbing.directory)
        ]
    await made_of.database.close()
    assert counts == [4, len(PEOPLE)]


def test_a_seeded_person_stays_the_same_person() -> None:
    assert people_of(ISSUER) == people_of(ISSUER)


async def test_the_worker_sweeps_until_nothing_is_left_to_say(
    decision_urls: DatabaseUrls, tmp_path: Path
) -> None:
    settings = portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision")
    await seed(settings)
    app = create_app(settings)
    made_of = background(settings)
    async with app.router.lifespan_context(app):
        for days in (1, 30, 40):
            await open_case(app, days_ago=days)
        _, task = made_of.periodic["clock-sweep"]
        await task()
        await in_batches(made_of.work, sweep_clocks)
    async with made_of.work() as uow:
        sent = list(await uow.session.scalars(select(plumbing.outbox.c.envelope)))
    await made_of.database.close()
    breached = [each["data"] for each in sent if each["type"] == "nrm.decision.clock_breached.v1"]
    assert [each["rule"] for each in breached].count("CLK-RG") == 2


async def test_the_worker_asks_whoever_has_turned_18(decision_urls: DatabaseUrls, tmp_path: Path) -> None:
    settings = portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision")
    await seed(settings)
    app = create_app(settings)
    made_of = background(settings)
    async with app.router.lifespan_context(app):
        case_id = await open_case(app, days_ago=60, age_band="child")
        async with made_of.work() as uow:
            (await uow.cases.get(case_id)).turns_18_on = london_day(utcnow())
        _, task = made_of.periodic["birthdays"]
        await task()
    async with made_of.work() as uow:
        types = list(await uow.session.scalars(select(plumbing.outbox.c.type)))
    await made_of.database.close()
    assert types.count("nrm.decision.person_turned_18.v1") == 1


async def test_the_worker_hears_what_the_other_services_say(
    decision_urls: DatabaseUrls, tmp_path: Path
) -> None:
    made_of = background(portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision"))
    assert made_of.consumer().topics == {"nrm.referral", "nrm.care"}
    await made_of.database.close()
