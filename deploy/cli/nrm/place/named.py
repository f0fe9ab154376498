"""The words of scenarios and those of the product: states, lists and facts by either name."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from care.domain.rulebook import Entry

EnumT = TypeVar("EnumT", bound=StrEnum)

FACTS = (
    "support.case_opened",
    "support.contact_made",
    "support.contact_failed",
    "support.started",
    "support.declined",
    "assessment.completed",
    "placement.offered",
    "placement.declined",
    "placement.provisional",
    "placement.confirmed",
    "placement.arrived",
    "placement.arrival_amended",
    "placement.departed",
    "placement.departure_amended",
    "placement.extended",
    "placement.overstayed",
    "placement.cancelled",
    "placement.no_show",
    "placement.displaced",
    "placement.next_at_risk",
    "bed.void_started",
    "bed.void_cancelled",
    "bed.closed",
    "bed.reopened",
    "payment.entitled",
    "payment.changed",
    "payment.paid",
    "payment.failed",
    "incident.reported",
    "person.reported_missing",
    "rna.submitted",
    "extension.requested",
    "support.exit_scheduled",
    "support.exited",
    "support.re_entered",
    "reach_in.opened",
    "clock.due_soon",
    "clock.breached",
)
LETTERS_OF_THEIR_OWN = ("rg", "cg", "rna")


def fact_of(event_type: str) -> str:
    """`placement.confirmed` for `nrm.care.placement_confirmed.v1`; one without such a name as it is."""
    said = event_type.split(".")[2]
    whole = [fact for fact in FACTS if re.sub(r"\W", "_", fact) == said]
    ending = [fact for fact in FACTS if fact.partition(".")[2] == said]
    return next(iter([*whole, *ending]), said)


def state_name(state: StrEnum) -> str:
    """As in the diagrams of the rules: `InResidence`, `AwaitingRG`."""
    parts = state.value.split("_")
    return "".join(part.upper() if part in LETTERS_OF_THEIR_OWN else part.capitalize() for part in parts)


def state_named(kind: type[EnumT], name: str) -> EnumT:
    """Raises ValueError, for the reader to say what is not known."""
    for state in kind:
        if state_name(state).lower() == re.sub(r"[^a-z]", "", name.lower()):
            return state
    raise ValueError(f"there is no state {name!r}; states: {', '.join(map(state_name, kind))}")


def code_named(entries: Iterable[Entry], name: str) -> str:
    """A code of a reference list, by its code, its words or how these begin; anything else stays as it is."""
    wanted = plain(name)
    named = [(entry.code, {plain(entry.code), plain(entry.words)}) for entry in entries]
    whole = [code for code, names in named if wanted in names]
    begun = [code for code, names in named if any(each.startswith(f"{wanted}_") for each in names)]
    found = whole or begun
    return found[0] if len(found) == 1 else name


def code_of(name: object) -> object:
    """`prepaid_card` for the words \"prepaid card\"."""
    return plain(name) if isinstance(name, str) else name


def plain(words: str) -> str:
    """Without a remark in brackets, capitals or punctuation."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"\(.*?\)", "", words.lower())).strip("_")
