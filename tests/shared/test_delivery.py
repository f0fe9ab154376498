"""What delivery promises, held by Kafka and by delivery without a broker alike (architecture, section 3)."""

import asyncio
from uuid import UUID

import pytest
from tests.shared.delivery import TABLES, Post, counted_by, relaying, running, until

from contracts.events import Envelope
from plumbing.clock import utcnow
from plumbing.database import STAFF
from plumbing.identifiers import new_id
from plumbing.messages import Message, to_message
from plumbing.relay import Outlet, Relay


async def test_events_of_one_case_arrive_in_the_order_they_were_committed(post: Post) -> None:
    first, second = new_id(), new_id()
    async with running(**post.all_loops()):
        for number in range(0, 40, 2):
            await post.sender.say(first, number, number + 1)
            await post.sender.say(second, number)
        await post.hears(first, *range(40))
        await post.hears(second, *range(0, 40, 2))
    assert await post.sender.unsent() == 0


async def test_an_idle_relay_is_woken_by_a_commit(post: Post) -> None:
    referral = new_id()
    async with running(**post.all_loops()):
        await post.sender.say(referral, 1)
        await post.hears(referral, 1)
        await until(lambda: nothing_is_unsent(post))
        await post.sender.say(referral, 2)
        await post.hears(referral, 1, 2)


async def test_a_repeated_event_takes_effect_once(post: Post) -> None:
    referral = new_id()
    event = post.sender.event(referral_id=referral, number=1)
    message = to_message(Envelope.of(event, id=new_id(), at=utcnow()))
    async with running(**post.all_loops()):
        for _ in range(5):
            await post.line.put(message)
        await post.sender.say(referral, 2)
        await post.hears(referral, 1, 2)


async def test_a_failing_event_parks_only_its_own_case(post: Post) -> None:
    failing, healthy = new_id(), new_id()
    post.listener.trouble.ahead[failing] = [ValueError("a fault of this case")] * 3
    async with running(**post.all_loops()):
        await post.sender.say(failing, 1, 2)
        await post.sender.say(healthy, 1, 2, 3)
        await post.hears(healthy, 1, 2, 3)
        await until(lambda: is_parked(post, failing))
        assert await post.listener.heard(failing) == []


async def test_a_released_event_and_those_waiting_behind_it_take_effect_in_order(post: Post) -> None:
    referral = new_id()
    post.listener.trouble.ahead[referral] = [ValueError("a fault of this case")] * 3
    async with running(**post.all_loops()):
        await post.sender.say(referral, 1, 2)
        await until(lambda: is_parked(post, referral))
        await post.sender.say(referral, 3)
        await release_all(post)
        await post.hears(referral, 1, 2, 3)


async def test_an_event_that_fails_for_a_while_is_tried_again(post: Post) -> None:
    referral = new_id()
    post.listener.trouble.ahead[referral] = [ValueError("not yet"), ValueError("not yet")]
    async with running(**post.all_loops()):
        await post.sender.say(referral, 1, 2)
        await post.hears(referral, 1, 2)


async def test_an_unknown_type_passes_by(post: Post) -> None:
    referral = new_id()
    unknown = counted_by(post.listener.service, fact="unheard_of")(referral_id=referral, number=1)
    async with running(**post.all_loops()):
        await post.line.put(to_message(Envelope.of(unknown, id=new_id(), at=utcnow())))
        await post.sender.say(referral, 2)
        await post.hears(referral, 2)
    assert await post.line.dead_letters() == 0


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(Message("key", {}, b"\x00garbage"), id="no headers"),
        pytest.param(Message("key", {"ce_id": "1"}, b"{}"), id="half the headers"),
    ],
)
async def test_a_message_nobody_can_read_is_a_dead_letter_and_the_next_one_is_heard(
    post: Post, message: Message
) -> None:
    referral = new_id()
    async with running(**post.all_loops()):
        await post.line.put(message)
        await post.sender.say(referral, 1)
        await post.hears(referral, 1)
        await until(lambda: has_one_dead_letter(post))


async def test_data_that_is_not_what_the_event_carries_is_a_dead_letter(post: Post) -> None:
    referral = new_id()
    event = post.sender.event(referral_id=referral, number=1)
    envelope = Envelope.of(event, id=new_id(), at=utcnow()).model_copy(update={"data": {"number": "many"}})
    async with running(**post.all_loops()):
        await post.line.put(to_message(envelope))
        await post.sender.say(referral, 2)
        await post.hears(referral, 2)
        await until(lambda: has_one_dead_letter(post))


class DiesAfterPublishing(Relay):
    """Its process ends between the broker's acknowledgement and the mark in the outbox."""

    deaths = 0

    async def _mark_sent(self, *_: object) -> None:
        self.deaths += 1
        raise ConnectionResetError


class DiesAfterDelivering:
    """The other side has it; the word that it has it is lost."""

    at_once = 1

    def __init__(self, outlet: Outlet, deaths: int) -> None:
        self._outlet = outlet
        self._deaths = deaths

    async def send(self, envelope: Envelope) -> None:
        await self._outlet.send(envelope)
        if self._deaths:
            self._deaths -= 1
            raise ConnectionResetError

    async def close(self) -> None:
        await self._outlet.close()


async def test_a_crash_between_commit_and_publish_loses_nothing(post: Post) -> None:
    referral = new_id()
    await post.sender.say(referral, 1, 2)
    async with running(**post.all_loops()):
        await post.hears(referral, 1, 2)


async def test_a_crash_between_publish_and_mark_sent_repeats_no_effect(post: Post) -> None:
    referral = new_id()
    await post.sender.say(referral, 1, 2)
    dying = DiesAfterPublishing(post.sender.database, TABLES.outbox, post.line.outlet())
    async with running(**post.all_loops(dying)):
        await post.hears(referral, 1, 2)
    assert dying.deaths
    assert await post.sender.unsent() == 2
    async with running(**post.all_loops()):
        await post.sender.say(referral, 3)
        await post.hears(referral, 1, 2, 3)


async def test_a_lost_acknowledgement_repeats_no_effect_and_keeps_the_order(post: Post) -> None:
    referral = new_id()
    await post.sender.say(referral, *range(6))
    relay = post.sender.relay(DiesAfterDelivering(post.line.outlet(), deaths=3))
    async with running(**post.all_loops(relay)):
        await post.hears(referral, *range(6))


async def test_a_crash_between_claim_and_commit_loses_nothing(post: Post) -> None:
    referral = new_id()
    post.listener.trouble.ahead[referral] = [ConnectionResetError()]
    async with running(**post.all_loops()):
        await post.sender.say(referral, 1, 2)
        await post.hears(referral, 1, 2)


async def test_two_relays_never_send_out_of_order(post: Post) -> None:
    referral = new_id()
    both = {f"relay {n}": relaying(post.sender.relay(post.line.outlet())) for n in range(2)}
    async with running(**both, retries=post.listener.retry, **post.line.loops()):
        for number in range(30):
            await post.sender.say(referral, number)
        await post.hears(referral, *range(30))


async def test_a_transaction_that_commits_late_is_not_skipped(post: Post) -> None:
    """Its row has a smaller number than rows that were sent before it appeared."""
    early, late = new_id(), new_id()
    async with running(**post.all_loops()):
        async with post.sender.work(STAFF) as uow:
            await uow.outbox.add(post.sender.event(referral_id=late, number=1), at=utcnow())
            await post.sender.say(early, 1)
            await post.hears(early, 1)
        await post.hears(late, 1)


async def has_one_dead_letter(post: Post) -> bool:
    return await post.line.dead_letters() == 1


async def nothing_is_unsent(post: Post) -> bool:
    return await post.sender.unsent() == 0


async def is_parked(post: Post, referral_id: UUID) -> bool:
    async with post.listener.work(STAFF) as uow:
        held = await uow.held.first(str(referral_id))
    return held is not None and held.state == "parked"


async def release_all(post: Post) -> None:
    async with post.listener.work(STAFF) as uow:
        for held in await uow.held.all():
            await uow.held.release(held.envelope.id, at=utcnow())


async def test_reading_the_offsets_late_repeats_no_effect(post: Post) -> None:
    """A listener that ends after its commit and before its offsets are committed reads the same again."""
    referral = new_id()
    await post.sender.say(referral, 1, 2, 3)
    for _ in range(3):
        async with running(**post.all_loops()):
            await asyncio.sleep(0)
            await post.hears(referral, 1, 2, 3)
