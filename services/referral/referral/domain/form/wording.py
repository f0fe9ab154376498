"""What a person reads when an answer is refused: what to do, in words that fit the question."""

from referral.domain.form.checks import Fault
from referral.domain.form.questions import Field, Step


def message(step: Step, fault: Fault) -> str:
    field = next((each for each in step.fields if each.id == fault.field), None)
    said = next((rule.message for rule in step.rules if rule.field == fault.field and rule.message), "")
    if fault.code == "at-least-one" and said:
        return said
    return _filled(field, fault) if field else said


def target(step: Step, fault: Fault) -> str:
    """The control to go to when the fault is not with one field but with several."""
    return next((rule.of[0] for rule in step.rules if rule.field == fault.field), fault.field)


def _filled(field: Field, fault: Fault) -> str:
    low, high = field.range or (0, 0)
    return _template(field, fault).format(
        name=field.name,
        Name=field.title,
        max=f"{field.max:,}" if field.max else "",
        low=low,
        high=high,
        missing=_and(field, fault.missing),
    )


def _template(field: Field, fault: Fault) -> str:
    if fault.code == "date-invalid" and fault.missing:
        return field.messages["date-invalid-missing"]
    return field.messages.get(fault.code, "Check the {name}")


def _and(field: Field, parts: tuple[str, ...]) -> str:
    words = [field.messages.get(part, part) for part in parts]
    return f" {field.messages.get('and', 'and')} ".join(words)
