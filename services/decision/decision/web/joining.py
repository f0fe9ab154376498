"""Saying that two cases are about one person: linked, merged, and undone again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter

from contracts.ids import CaseId
from decision.domain import joining
from decision.domain.case import Case
from decision.domain.joining import Join, Pair
from decision.domain.overlays import Lineage
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS
from decision.joining import link_cases, merge_cases, undo_joining
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer_one_of
from decision.web.joined_part import SAME_PERSON
from decision.web.joining_words import LINEAGE_HINTS, LINEAGES, NOT_JOINED, NOT_SAID, NOT_UNDONE
from decision.web.visits import ByCaseworker, Visit
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/same-person")

FURTHER = Lineage.FURTHER_REASONABLE_GROUNDS
Said = Literal["repeat_same_facts", "further_rg", "new_exploitation", "not_said"]


class LinkForm(Form):
    lineage: Annotated[Said, Words("Select how the later referral relates to the earlier one")] = "not_said"
    why: Annotated[FreeText, Words("Enter how you know that it is the same person", name="Your reasons")]


class MergeForm(Form):
    why: Annotated[
        FreeText, Words("Enter how you know that it is the same referral again", name="Your reasons")
    ]


class UndoForm(Form):
    why: Annotated[FreeText, Words("Enter why you undo it", name="Your reasons")]


def _refusals(words: Mapping[type[Exception], str]) -> dict[type[Exception], Refusal]:
    return {refusal: Refusal("why", said) for refusal, said in words.items()}


def _reasons(label: str) -> Question:
    return Question("words", "why", label, "Kept sealed.")


def link_with(other_id: CaseId) -> Act[LinkForm]:
    return Act(
        title="Link two cases of one person",
        button="Link the cases",
        done="linked",
        form=LinkForm,
        questions=_asked_of_link,
        record=partial(_link, other_id),
        refusals=_refusals(NOT_JOINED)
        | {
            joining.LineageTooLate: Refusal(
                "lineage", "Select “Not known yet”: the later case has had its first decision"
            ),
            joining.NeverProtected: Refusal(
                "lineage", "The earlier case has no positive decision, so select something else"
            ),
            joining.ProtectedBefore: Refusal(
                "lineage", f"The earlier case was decided positive, so select “{LINEAGES[FURTHER]}”"
            ),
        },
        known=lambda _: {"lineage": NOT_SAID},
        part=SAME_PERSON,
    )


def merge_with(other_id: CaseId) -> Act[MergeForm]:
    return Act(
        title="Merge two cases of one person",
        button="Merge the cases",
        done="merged",
        form=MergeForm,
        questions=lambda _, __: [_reasons("How do you know that it is the same referral again?")],
        record=partial(_merge, other_id),
        refusals=_refusals(NOT_JOINED),
        part=SAME_PERSON,
    )


def undo_of(join_id: UUID) -> Act[UndoForm]:
    return Act(
        title="Undo the link or merge",
        button="Undo it",
        done="undone",
        form=UndoForm,
        questions=lambda _, __: [_reasons("Why do you undo it?")],
        record=partial(_undo, join_id),
        refusals=_refusals(NOT_UNDONE),
        before=lambda _: [
            "Both cases go on by themselves, as they were before. Their own clocks have run all the time.",
        ],
        part=SAME_PERSON,
        already=(joining.UndoneAlready,),
    )


def _asked_of_link(_: CaseView, __: date) -> Sequence[Question]:
    options = [Option(each.value, words, LINEAGE_HINTS.get(each, "")) for each, words in LINEAGES.items()]
    return [
        Question(
            "radios",
            "lineage",
            "How does the later referral relate to the earlier one?",
            options=[*options, Option(NOT_SAID, "Not known yet, or the later case is decided")],
        ),
        _reasons("How do you know that it is the same person?"),
    ]


async def _link(other_id: CaseId, uow: UnitOfWork, form: LinkForm, sender: Sender) -> None:
    lineage = None if form.lineage == NOT_SAID else Lineage(form.lineage)
    said = Join(id=new_id(), lineage=lineage, by=sender.by, at=sender.at)
    await link_cases(uow, sender.case_id, other_id, said, why=form.why, seen=sender.seen)


async def _merge(other_id: CaseId, uow: UnitOfWork, form: MergeForm, sender: Sender) -> None:
    said = Join(id=new_id(), by=sender.by, at=sender.at)
    await merge_cases(uow, sender.case_id, other_id, said, why=form.why, seen=sender.seen)


async def _undo(join_id: UUID, uow: UnitOfWork, form: UndoForm, sender: Sender) -> None:
    await undo_joining(
        uow, sender.case_id, join_id, why=form.why, seen=sender.seen, by=sender.by, at=sender.at
    )


async def _linking(visit: ByCaseworker, other_id: UUID) -> Act[LinkForm]:
    other = await _other(visit, other_id)
    return replace(link_with(other.id), before=partial(_before_linking, other))


async def _merging(visit: ByCaseworker, other_id: UUID) -> Act[MergeForm]:
    other = await _other(visit, other_id)
    return replace(merge_with(other.id), before=partial(_before_merging, other))


async def _undoing(visit: ByCaseworker, join_id: UUID) -> Act[UndoForm]:
    async with visit.work() as uow:
        await uow.joins.get(visit.case_id, join_id)
    return undo_of(join_id)


async def _other(visit: Visit, other_id: UUID) -> Case:
    async with visit.work() as uow:
        other: Case = await uow.cases.get(CaseId(other_id))
        return other


def _before_linking(other: Case, view: CaseView) -> Sequence[str]:
    pair = Pair.of(view.case, other)
    asked = "" if pair.later.stage in BEFORE_REASONABLE_GROUNDS else " Its first decision is made."
    return [
        f"{pair.later.reference} was received after {pair.earlier.reference}.{asked}",
        "Each case goes on by itself, with its own clocks and decisions, and shows the other.",
        "You can undo this.",
    ]


def _before_merging(other: Case, view: CaseView) -> Sequence[str]:
    pair = Pair.of(view.case, other)
    later, earlier = pair.later.reference, pair.earlier.reference
    return [
        f"{later} becomes part of {earlier}, which was received first, so that its earlier dates count.",
        f"{later} leaves every queue. Nobody acts on it, and it reminds nobody. Nothing in it is changed.",
        f"{earlier} goes on and shows {later}: read both referrals before you decide. You can undo this.",
    ]


offer_one_of(router, "/{other_id}/link", _linking)
offer_one_of(router, "/{other_id}/merge", _merging)
offer_one_of(router, "/undo/{join_id}", _undoing)
