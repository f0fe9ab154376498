"""The first contact with a person, and the clock that runs until then, on a real database."""

from datetime import timedelta

from tests.care.bookings import offer, said, wanted
from tests.care.scenes import HESTIA, HESTIA_WORKER, PRIME, a_referral, noon
from tests.care.town import Town, a_person_in_recovery, hear

from care.commands import contact, offers
from care.domain.support import SupportState
from plumbing.database import Scope


async def test_an_answer_from_the_person_ends_the_contact_clock(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    async with town.work(Scope.of_tenant(HESTIA)) as uow:
        await offers.accept_offer(uow, what.offer_id, "person", actor=HESTIA_WORKER, at=noon("10"))
    assert (await said(town.work))[-1] == "contact_made"
    async with town.work() as uow:
        assert await contact.sweep_contacts(uow, at=noon("20")) == 0


async def test_lc_1_the_sweep_says_once_who_was_not_reached(town: Town) -> None:
    person = await hear(town.work, a_referral(submitted_at=noon("3")))
    for at, missed in ((noon("5") - timedelta(seconds=1), 0), (noon("5"), 1), (noon("6"), 0)):
        async with town.work() as uow:
            assert await contact.sweep_contacts(uow, at=at) == missed
    assert (await said(town.work)).count("contact_failed") == 1
    async with town.work() as uow:
        assert (await uow.cases.locked(person)).state is SupportState.UNREACHED


async def test_lc_1_contact_before_48_hours_leaves_the_sweep_nothing_to_say(town: Town) -> None:
    person = await hear(town.work, a_referral(submitted_at=noon("3")))
    async with town.work() as uow:
        await contact.record_contact(uow, person, actor=PRIME, at=noon("4"))
    async with town.work() as uow:
        assert await contact.sweep_contacts(uow, at=noon("9")) == 0
