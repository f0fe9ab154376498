"""Linking, merging and undoing it, in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from decision.domain import joining
from decision.domain.case import TakenBySomebodyElse
from decision.domain.overlays import Lineage
from decision.web.telling import Fact, Tell, Words
from plumbing.problems import Problem

LINEAGES: Mapping[Lineage, str] = {
    Lineage.REPEAT_SAME_FACTS: "The same facts, referred again",
    Lineage.FURTHER_REASONABLE_GROUNDS: "Only facts from before the earlier positive decision",
    Lineage.NEW_EXPLOITATION: "Exploitation after the earlier positive decision",
}
LINEAGE_HINTS: Mapping[Lineage, str] = {
    Lineage.REPEAT_SAME_FACTS: "Only if no decision on the earlier case was positive",
    Lineage.FURTHER_REASONABLE_GROUNDS: "A positive decision alone does not protect: somebody must say so",
    Lineage.NEW_EXPLOITATION: "A positive decision starts a full new recovery period",
}
NOT_SAID = "not_said"
NOT_JOINED: Mapping[type[Exception], str] = {
    joining.OneCaseOnly: "Both are the same case. Choose another one.",
    joining.AlreadyJoined: "The two cases are linked or merged already.",
    joining.PartOfAnother: "One of the two is part of another case. Undo that merge first.",
    joining.HasParts: "Other cases have been merged into the later one, so it stays. You can link the two.",
    joining.DecidedAlready: "The later case is past its first decision, so it stays. You can link the two.",
    joining.MergedIntoClosed: "The earlier case is over, so the later stands alone. You can link the two.",
    TakenBySomebodyElse: "Somebody else has the later case. Ask them to merge it or to put it back.",
}
NOT_UNDONE: Mapping[type[Exception], str] = {
    joining.PartOfAnother: "The case has been merged since. Undo the merge first.",
    joining.LineageTooLate: "The first decision on the later case relied on this link, so it stays.",
    joining.LaterLinkStands: "A newer link says how the referrals relate. Undo the newer one first.",
}
SAY_FIRST = "Say first how this referral relates to the earlier one"
HOW_TO_SAY = (
    "It is linked with an earlier case that was decided positive, and nobody has said whether what it tells "
    "happened before that decision or after it. Only new exploitation starts a recovery period again. Undo "
    "the link, and link the two cases again saying how they relate. What you wrote is kept."
)
DONE = {
    "linked": "The two cases are linked. Each goes on by itself.",
    "merged": "The later case is now part of the earlier one. You can undo this at any time.",
    "undone": "Undone. Both cases are as they were.",
}


def _linked(fact: Fact) -> Words:
    if fact["is_merged"]:
        return _of_merge(fact, "Merged into the case that was received first", "It goes on by itself again.")
    return _of_link(fact, "Linked to an earlier case of the same person")


def _joined(fact: Fact) -> Words:
    if fact["is_merged"]:
        return _of_merge(fact, "A later case became part of this one", "They are two cases again.")
    return _of_link(fact, "Linked to a later case of the same person")


def _of_merge(fact: Fact, title: str, undone: str) -> Words:
    return ("Merge undone", undone) if fact.get("is_undone") else (title, "Why is on the Same person page.")


def _of_link(fact: Fact, title: str) -> Words:
    return ("Link undone", "") if fact.get("is_undone") else (title, "Each goes on by itself.")


TOLD: Mapping[str, Tell] = {"cases_linked": _linked, "case_joined": _joined}


@contextmanager
def asking_how_related() -> Iterator[None]:
    """Answers whoever decides too early in words."""
    try:
        yield
    except joining.LineageNotSaid as refusal:
        raise Problem(HTTPStatus.CONFLICT, HOW_TO_SAY, heading=SAY_FIRST) from refusal
