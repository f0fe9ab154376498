"""Questions about money, answered by care's own reckoning. Amounts are pounds."""

from decimal import Decimal

from care.domain.beds import Window
from care.domain.money import entitlement, outage, weekly
from care.domain.money.rates import rates_as_shipped
from care.domain.money.weekly import NOTHING, Household
from nrm.place import money_acts as acts
from nrm.place.stage import Answer, Stage


async def entitlement_start(_: Stage, act: acts.EntitlementStart) -> Answer:
    starts_on = entitlement.entitlement_start(
        registered_on=act.registered_on, accommodated_on=act.accommodated_on, rg_on=act.rg_on
    )
    return {"starts_on": starts_on}


async def weekly_amount(_: Stage, act: acts.Weekly) -> Answer:
    household = Household(
        situation=act.situation,
        asylum_weekly=act.asylum_weekly,
        children_born_on=tuple(child.dob for child in act.children),
    )
    found = weekly.weekly(act.day, household, rates_as_shipped())
    return {
        "ok": True,
        "total": _pounds(found.total),
        "children": _pounds(found.children),
        "contract_pays": _pounds(found.contract_pays),
        "flags": list(found.flags),
        "needs_approval": found.needs_approval,
    }


async def child_addition(_: Stage, act: acts.ChildAddition) -> Answer:
    rates = rates_as_shipped()
    return {"amounts": [_pounds(weekly.child_addition(day, act.dob, rates)) for day in act.day]}


async def back_payment(_: Stage, act: acts.BackPayment) -> Answer:
    """Both totals hold the same asylum payment, so that what it is makes no difference."""
    found = entitlement.back_payment(
        Window(act.first, act.last),
        Household(situation=act.situation, asylum_weekly=NOTHING),
        rates_as_shipped(),
        paid_total_weekly=act.paid_total_weekly,
    )
    return {"ok": True, "weeks": float(found.weeks), "amount": _pounds(found.amount)}


async def channel_outage(_: Stage, act: acts.ChannelOutage) -> Answer:
    found = outage.channel_outage(act.channel)
    return {
        "fallback": found.fallback,
        "outreach_list_created": found.outreach_list_created,
        "entitlements_changed": found.entitlements_changed,
    }


def _pounds(amount: Decimal) -> float:
    return float(amount)
