"""Who holds a case, in words."""

from collections.abc import Mapping

from decision.web.telling import Fact, Tell, Words


def _allocated(_: Fact) -> Words:
    return "Case given to somebody by a leader", "Who holds it now stands beside the case."


def _declared(_: Fact) -> Words:
    return "Conflict of interest declared", "They have nothing more to do with this case."


def _withdrawn(_: Fact) -> Words:
    return "Conflict of interest withdrawn", "It was declared by mistake. They may deal with this case again."


def _restricted(fact: Fact) -> Words:
    return "Case restricted", f"Open to {len(fact['open_to'])} people, named by a leader."


def _lifted(_: Fact) -> Words:
    return "Restriction lifted", "Everybody who works here may open the case again."


TOLD: Mapping[str, Tell] = {
    "case_allocated": _allocated,
    "case_restricted": _restricted,
    "restriction_lifted": _lifted,
    "conflict_of_interest_declared": _declared,
    "conflict_of_interest_withdrawn": _withdrawn,
}
