"""Two cases about one person: linked, so that each goes on by itself, or the later merged into the earlier.

Merging copies nothing. The later case stays as it is and stands still: it leaves every queue, nobody acts on
it and no warning comes from it; the earlier one goes on, so the day the person was first referred counts.
Its clocks are not held, as an undone merge was a mistake and the person's days ran all the time (our choice,
decision record 18). So undoing has only to take away what joining added.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Self
from uuid import UUID

from contracts.decision import CasesLinked
from contracts.events import Event, Internal
from contracts.ids import CaseId, UserId
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.decisions import DecisionKind, DecisionState, Outcome
from decision.domain.facts import PrivateFact
from decision.domain.overlays import Lineage
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, CLOSED, RG_MORE_INFORMATION, RG_PENDING

MAY_BE_MERGED = frozenset({RG_PENDING, RG_MORE_INFORMATION})


class OneCaseOnly(Exception):
    """A case is not joined with itself."""


class AlreadyJoined(Exception):
    """The two are linked or merged already."""


class PartOfAnother(Exception):
    """The case has been merged into another: whatever there is to do is done there."""


class HasParts(Exception):
    """Other cases have been merged into this one."""


class DecidedAlready(Exception):
    """Only a case of which nothing has been decided is merged away; it can still be linked."""


class MergedIntoClosed(Exception):
    """The earlier case is over, so the later referral is a case of its own."""


class LineageTooLate(Exception):
    """How a referral relates to an earlier one is said before reasonable grounds are decided on it."""


class NeverProtected(Exception):
    """A further decision follows a positive reasonable grounds decision on the earlier case (§8.4)."""


class LineageNotSaid(Exception):
    """How the referral relates to one decided positive: whether it protects anew turns on it (§8.4)."""


class ProtectedBefore(Exception):
    """The same facts again, after a positive decision on them, make a further decision (§8.4)."""


class UndoneAlready(Exception):
    pass


class LaterLinkStands(Exception):
    """A newer link has said anew how the referrals relate: that one is undone first."""


class CaseJoined(PrivateFact):
    """The earlier case's side of it: a later one was linked to it or merged into it, or no longer is."""

    name: ClassVar[str] = "nrm.decision.case_joined.v1"

    other_referral_id: Annotated[UUID, Internal]
    is_merged: Annotated[bool, Internal]
    is_undone: Annotated[bool, Internal] = False


@dataclass(frozen=True)
class Told:
    """What happened to either case."""

    later: Sequence[Event]
    earlier: Sequence[Event]


@dataclass(frozen=True)
class Pair:
    """Two cases in the order in which their referrals were received."""

    earlier: Case
    later: Case

    @classmethod
    def of(cls, one: Case, other: Case) -> Self:
        """Raises OneCaseOnly."""
        if one.id == other.id:
            raise OneCaseOnly
        return cls(*sorted((one, other), key=lambda case: (case.received_on, case.received_at, case.id)))


@dataclass(eq=False, kw_only=True)
class JoinedCases:
    """`lineage` is what a link says of the later referral, `lineage_was` what was said of it before."""

    id: UUID
    later_id: CaseId
    earlier_id: CaseId
    is_merged: bool
    lineage: Lineage | None = None
    lineage_was: Lineage | None = None
    joined_by: UserId
    joined_at: datetime
    undone_by: UserId | None = None
    undone_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    @property
    def cases(self) -> frozenset[CaseId]:
        return frozenset({self.later_id, self.earlier_id})

    def as_joined(self, pair: Pair) -> Pair:
        """In the order they were joined in, even if a received date has been corrected since."""
        return pair if pair.later.id == self.later_id else Pair(pair.later, pair.earlier)

    def joins(self, pair: Pair) -> bool:
        return self.stands and self.cases == {pair.earlier.id, pair.later.id}

    def links(self, pair: Pair) -> bool:
        return self.joins(pair) and not self.is_merged

    def says_more_than(self, older: Self) -> bool:
        """Of the same later referral, and after it."""
        is_newer = self.stands and self.joined_at > older.joined_at
        return is_newer and self.later_id == older.later_id and self.lineage is not None


@dataclass(frozen=True, kw_only=True)
class Join:
    """Somebody says that two cases are about one person; a link may say how the later referral relates."""

    id: UUID
    lineage: Lineage | None = None
    by: UserId
    at: datetime


def link(pair: Pair, said: Join, *, standing: Collection[JoinedCases]) -> tuple[JoinedCases, Told]:
    """`standing` are the links and merges of either case.

    Raises PartOfAnother, AlreadyJoined, LineageTooLate, NeverProtected and ProtectedBefore.
    """
    check_link(pair, standing=standing)
    _check_lineage(pair, said.lineage)
    joined, told = _joined(pair, said, is_merged=False), _told(pair, said.at, is_merged=False)
    if said.lineage is None:
        return joined, told
    joined.lineage, joined.lineage_was = said.lineage, pair.later.lineage
    return joined, Told([*told.later, *pair.later.change(said.lineage)], told.earlier)


def merge(pair: Pair, said: Join, *, standing: Collection[JoinedCases]) -> tuple[JoinedCases, Told]:
    """The later case becomes part of the earlier, linked before or not. Raises what `check_merge` raises."""
    check_merge(pair, standing=standing, by=said.by)
    pair.later.merged_into = pair.earlier.id
    return _joined(pair, said, is_merged=True), _told(pair, said.at, is_merged=True)


def undo(pair: Pair, joined: JoinedCases, said: Join, *, standing: Collection[JoinedCases]) -> Told:
    """`said.by` takes it back. Raises UndoneAlready, PartOfAnother, LaterLinkStands and
    LineageTooLate: the first decision was made on what the link says.
    """
    if not joined.stands:
        raise UndoneAlready
    pair = joined.as_joined(pair)
    changed = _unmerge(pair, said, standing) if joined.is_merged else _unlink(pair, joined, standing)
    joined.undone_by, joined.undone_at = said.by, said.at
    told = _told(pair, said.at, is_merged=joined.is_merged, is_undone=True)
    return Told([*told.later, *changed], told.earlier)


def _unmerge(pair: Pair, said: Join, standing: Collection[JoinedCases]) -> list[Event]:
    """Whoever hears that the two are apart also hears if they are still linked."""
    pair.later.merged_into = None
    is_linked = any(each.links(pair) for each in standing)
    return list(_told(pair, said.at, is_merged=False).later) if is_linked else []


def _unlink(pair: Pair, joined: JoinedCases, standing: Collection[JoinedCases]) -> list[Event]:
    """A merge that followed is undone first, as is a newer link that has said something else."""
    _check_both_stand_alone(pair)
    if joined.lineage is None or joined.lineage_was is None:
        return []
    if pair.later.stage not in BEFORE_REASONABLE_GROUNDS:
        raise LineageTooLate
    if any(each.says_more_than(joined) for each in standing):
        raise LaterLinkStands
    return pair.later.change(joined.lineage_was)


def _check_both_stand_alone(pair: Pair) -> None:
    if pair.earlier.merged_into or pair.later.merged_into:
        raise PartOfAnother


def check_link(pair: Pair, *, standing: Collection[JoinedCases]) -> None:
    """Raises PartOfAnother and AlreadyJoined."""
    _check_both_stand_alone(pair)
    if any(each.joins(pair) for each in standing):
        raise AlreadyJoined


def _check_lineage(pair: Pair, lineage: Lineage | None) -> None:
    if lineage and pair.later.stage not in BEFORE_REASONABLE_GROUNDS:
        raise LineageTooLate
    if lineage is Lineage.FURTHER_REASONABLE_GROUNDS and not was_protected(pair.earlier):
        raise NeverProtected
    if lineage is Lineage.REPEAT_SAME_FACTS and was_protected(pair.earlier):
        raise ProtectedBefore


def check_lineage_said(case: Case, earlier: Iterable[Case]) -> None:
    """Before a positive decision, which would start a recovery period. `earlier` are those it is linked to.

    That the same facts were referred again says nothing once they were decided positive.

    Raises LineageNotSaid.
    """
    is_said = case.lineage in (Lineage.FURTHER_REASONABLE_GROUNDS, Lineage.NEW_EXPLOITATION)
    if not is_said and any(was_protected(each) for each in earlier):
        raise LineageNotSaid


def was_protected(case: Case) -> bool:
    first = case.standing(DecisionKind.REASONABLE_GROUNDS)
    return first is not None and first.outcome is Outcome.POSITIVE


def check_no_parts(case: Case, standing: Collection[JoinedCases]) -> None:
    """Before it is merged itself, or closed as made in error: the referrals in it may be no error.

    Raises HasParts.
    """
    if any(each.stands and each.is_merged and each.earlier_id == case.id for each in standing):
        raise HasParts


def check_merge(pair: Pair, *, standing: Collection[JoinedCases], by: UserId) -> None:
    """A returned draft has decided nothing.

    Raises PartOfAnother, HasParts, DecidedAlready, MergedIntoClosed and TakenBySomebodyElse.
    """
    _check_both_stand_alone(pair)
    check_no_parts(pair.later, standing)
    is_decided = any(each.state is not DecisionState.RETURNED for each in pair.later.decisions)
    if is_decided or pair.later.stage not in MAY_BE_MERGED:
        raise DecidedAlready
    if pair.earlier.stage in CLOSED:
        raise MergedIntoClosed
    if pair.later.taken_by not in (None, by):
        raise TakenBySomebodyElse


def _joined(pair: Pair, said: Join, *, is_merged: bool) -> JoinedCases:
    return JoinedCases(
        id=said.id,
        later_id=pair.later.id,
        earlier_id=pair.earlier.id,
        is_merged=is_merged,
        joined_by=said.by,
        joined_at=said.at,
    )


def _told(pair: Pair, at: datetime, *, is_merged: bool, is_undone: bool = False) -> Told:
    what = {"is_merged": is_merged, "is_undone": is_undone}
    linked = pair.later.fact(CasesLinked, other_referral_id=pair.earlier.referral_id, linked_at=at, **what)
    joined = pair.earlier.fact(CaseJoined, other_referral_id=pair.later.referral_id, **what)
    return Told([linked], [joined])
