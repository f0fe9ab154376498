"""Letting go of answers that are no longer asked for."""

from collections.abc import Iterator, Mapping

from referral.domain.form.conditions import is_ruled_out
from referral.domain.form.questions import Form, Section, Step
from referral.domain.form.values import Answers, StepAnswers, Value


def prune(form: Form, answers: Answers) -> dict[str, dict[str, Value]]:
    """Removes what can no longer be asked (MH01, MH02); what is only not yet decided stays."""
    kept = ((step, stay) for step, stay in _survey(form, answers) if stay is not None)
    return {step.id: stay for step, stay in kept if _is_kept(answers.get(step.id), stay)}


def _is_kept(typed: StepAnswers | None, stay: StepAnswers) -> bool:
    """A step that has lost all its answers was never answered; one that had none is only for reading."""
    return typed is not None and (bool(stay) or not typed)


def open_sections(form: Form, answers: Answers) -> list[Section]:
    """The sections that may still hold a question, whatever is answered next."""
    possible = {
        page.section_id for step, stay in _survey(form, answers) if stay is not None for page in step.pages
    }
    return [section for section in form.sections.values() if section.id in possible]


def _survey(form: Form, answers: Answers) -> Iterator[tuple[Step, dict[str, Value] | None]]:
    """Each step with those of its answers that may still be asked for; None for a step that is ruled out."""
    known: dict[str, Value] = {}
    for step in form.steps.values():
        is_out = is_ruled_out(step.on_path, known)
        stay = {} if is_out else _still_asked(step, answers.get(step.id, {}), known)
        known |= {each.id: stay.get(each.id, "") for each in step.fields if is_out or each.id in stay}
        yield step, None if is_out else stay


def _still_asked(step: Step, answers: StepAnswers, before: Mapping[str, Value]) -> dict[str, Value]:
    stay: dict[str, Value] = {}
    for each in step.fields:
        if each.id in answers and not is_ruled_out(each.shown, {**before, **stay}):
            stay[each.id] = answers[each.id]
    return stay


def close_gaps(step: Step, answers: StepAnswers) -> dict[str, Value]:
    """Taking one of several entries away moves the later ones up."""
    filled = [answers[slot] for slot in step.slots if answers.get(slot)]
    moved = {slot: filled[place] if place < len(filled) else "" for place, slot in enumerate(step.slots)}
    return {**answers, **{slot: value for slot, value in moved.items() if slot in answers}}
