"""How rates, lines and what became of them are called on a page."""

from datetime import date
from decimal import Decimal

from care.domain.money.facts import AsylumKind, Basis
from care.domain.money.ledger import FOR_NO_DAYS, LineKind
from care.domain.money.outage import Channel
from care.domain.money.payment import LineState, PaymentLine
from care.domain.money.rates import Item, Rate
from clocks.days import in_words
from plumbing.govuk.parts import Option, Status

ITEMS: dict[Item, str] = {
    Item.ADULT: "Adult",
    Item.ADULT_TOTAL: "Adult, from all sources together",
    Item.FIRST_CHILD: "First child",
    Item.FURTHER_CHILD: "Further child",
    Item.CHILD: "Child",
    Item.CHILD_UNDER_1: "Addition until a child’s first birthday",
    Item.CHILD_1_TO_3: "Addition until a child’s third birthday",
    Item.PREGNANCY: "Addition while pregnant",
    Item.MATERNITY_GRANT: "Maternity grant, once",
}
KINDS: dict[LineKind, str] = {
    LineKind.DUE: "Weekly money",
    LineKind.UNDERPAYMENT: "Paid too little before",
    LineKind.OVERPAYMENT: "Paid too much before",
    LineKind.TRAVEL: "Travel to an appointment",
    LineKind.MATERNITY_GRANT: "Maternity grant, once in a pregnancy",
}
LINE_STATES: dict[LineState, Status] = {
    LineState.TO_APPROVE: Status("To be approved", "waiting"),
    LineState.READY: Status("Ready to pay", "not-started"),
    LineState.IN_RUN: Status("Being paid", "in-progress"),
    LineState.PAID: Status("Paid", "done"),
    LineState.FAILED: Status("Did not arrive", "overdue"),
    LineState.SHOWN_ONLY: Status("Shown only, not taken back", "plain"),
}
CHANNELS: dict[Channel, str] = {Channel.PREPAID_CARD: "Prepaid cards", Channel.CASH: "Cash"}
BASES: dict[Basis, str] = {
    Basis.EMERGENCY: "registered and in emergency accommodation",
    Basis.POSITIVE_RG: "positive reasonable grounds decision",
}
ASYLUM_KINDS: dict[AsylumKind, str] = {
    AsylumKind.SECTION_95: "Section 95 support",
    AsylumKind.SECTION_98: "Section 98 emergency support",
    AsylumKind.SECTION_4: "Section 4 support",
}
ASYLUM_OPTIONS = tuple(Option(kind, text) for kind, text in ASYLUM_KINDS.items())


def pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def days(first_on: date, last_on: date | None) -> str:
    if last_on is None:
        return f"from {first_on:%-d %B %Y}"
    return f"{first_on:%-d %B %Y} to {last_on:%-d %B %Y}"


def mark_of(rate: Rate, day: date) -> str:
    """Where an amount comes from, and whether it may be out of date."""
    source = f"rate {rate.id}, from {rate.source.replace(';', ', ')}"
    if rate.is_unverified(day) and rate.review_after is not None:
        return f"{source}. Unconfirmed after {in_words(rate.review_after)}"
    return source


def why(line: PaymentLine) -> str:
    """What is for no days has no weekly amount, and travel no rate either."""
    if line.kind in FOR_NO_DAYS:
        return " ".join([KINDS[line.kind], *(f"({rate})" for rate in line.rate_ids)])
    return f"{KINDS[line.kind]}, {pounds(line.weekly)} a week ({', '.join(line.rate_ids)})"
