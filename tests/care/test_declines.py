"""Offers declined, by why and by house, with small numbers kept back (§11, VI-7)."""

from fastapi import FastAPI
from tests.care.bookings import offer, wanted
from tests.care.portal import prime, read
from tests.care.test_offers import decline_for_the_house
from tests.care.town import Town, a_person_in_recovery

from care.domain.declines import NOT_DECLINED, Declined, by_house, by_reason
from care.domain.keeping_back import Cell

REASONS = ("bed_not_ready", "residents_mix")


def test_declines_are_said_by_house_and_by_reason() -> None:
    counted = {
        Cell("LON-01", NOT_DECLINED): 10,
        Cell("LON-01", "bed_not_ready"): 6,
        Cell("LON-02", NOT_DECLINED): 15,
        Cell("LON-02", "residents_mix"): 5,
    }
    assert by_house(counted, REASONS) == [Declined("LON-01", 6, 16), Declined("LON-02", 5, 20)]
    assert by_reason(counted, REASONS) == [Declined("bed_not_ready", 6, 36), Declined("residents_mix", 5, 36)]
    assert [each.share for each in by_house(counted, REASONS)] == [38, 25]


def test_vi_7_one_decline_is_not_told_from_the_offers_that_were_not() -> None:
    counted = {Cell("LON-01", NOT_DECLINED): 10, Cell("LON-01", "bed_not_ready"): 1}
    assert by_house(counted, REASONS) == [Declined("LON-01", None, 11)]
    assert by_reason(counted, REASONS) == [Declined("bed_not_ready", None, 11)]


def test_of_no_offers_nothing_is_declined() -> None:
    assert by_house({}, REASONS) == by_reason({}, REASONS) == []


async def test_the_prime_sees_why_offers_were_declined_and_where(app: FastAPI, town: Town) -> None:
    for _ in range(5):
        await decline_for_the_house(
            town, await offer(town, wanted(await a_person_in_recovery(town.work), town))
        )
    async with prime(app) as client:
        shown = await read(client, "/figures/2025-03/declines")
        assert "Needs are more complex than this house can support 5 (100% of offers)" in shown
        assert "LON-01 5 5 100%" in shown
        assert "has an end yet" in await read(client, "/figures/2025-02/declines")
