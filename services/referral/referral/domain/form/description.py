"""The form as plain data, for programs that build it themselves: what is asked, when, with what choices."""

from collections.abc import Mapping
from typing import Any

from referral.domain.form.conditions import (
    AllOf,
    Always,
    AnyOf,
    Condition,
    Contains,
    IsOneOf,
    IsTicked,
    MoreThan,
    Never,
    Not,
)
from referral.domain.form.questions import Branch, Field, Form, Page, Step

Description = dict[str, Any]


def described(form: Form) -> Description:
    return {
        "version": form.version,
        "notification_when": condition(form.duty_to_notify),
        "steps": [_step(each) for each in form.steps.values()],
        "lists": {name: f"/v1/form/lists/{name}" for name in form.lists},
    }


def _step(step: Step) -> Description:
    return {
        "id": step.id,
        "on_path_when": condition(step.on_path),
        "questions": [_question(each) for each in step.pages],
        "fields": [_field(each) for each in step.fields],
        "at_least_one": [
            {"of": list(rule.of), "when": condition(rule.when), "field": rule.field} for rule in step.rules
        ],
        "branches": [_branch(each) for each in step.branches],
        "next": step.next,
        "is_sent": step.is_sent,
    }


def _question(page: Page) -> Description:
    return {"text": page.question, "when": condition(page.shown), "fields": [each.id for each in page.fields]}


def _branch(branch: Branch) -> Description:
    return {"when": condition(branch.when), "goto": branch.goto}


def _field(field: Field) -> Description:
    known: Mapping[str, Any] = {
        "hint": field.hint,
        "options": [{"value": value, "label": option.label} for value, option in field.options.items()],
        "list": field.list_name,
        "parts": list(field.parts),
        "max_length": field.max,
        "range": field.range and list(field.range),
        "rules": sorted(field.rules),
        "must_be_ticked": field.must_be_ticked,
    }
    always = {
        "id": field.id,
        "kind": field.kind.value,
        "name": field.name,
        "asked_when": condition(field.shown),
        "required_when": condition(field.required),
    }
    return always | {name: value for name, value in known.items() if value}


def condition(when: Condition) -> bool | Description:
    """True and false, a statement about one field, or several of them together."""
    match when:
        case Always() | Never():
            return isinstance(when, Always)
        case Not():
            return {"not": condition(when.condition)}
        case AllOf():
            return {"all": [condition(each) for each in when.conditions]}
        case AnyOf():
            return {"any": [condition(each) for each in when.conditions]}
        case _:
            return _statement(when)


def _statement(when: Condition) -> Description:
    match when:
        case IsOneOf():
            return {"field": when.field, "in": sorted(when.values)}
        case Contains():
            return {"field": when.field, "contains": when.value}
        case IsTicked():
            return {"field": when.field, "is": True}
        case MoreThan():
            return {"field": when.field, "more_than": when.number}
    raise TypeError(type(when))
