"""An answer for people: what was tried, whether it was granted, and what followed."""

from collections.abc import Iterator

from care.domain.refusals import Code
from care.web.words import REFUSALS
from nrm.place.scenario import Scenario
from nrm.place.stage import Answer

ALREADY_SAID = ("ok", "code", "conflicting", "event")


def in_words(scenario: Scenario, answer: Answer) -> str:
    return "\n".join([_headline(scenario), *_outcome(answer), *_rest(answer)])


def _headline(scenario: Scenario) -> str:
    name = f": {scenario.name}" if scenario.name else ""
    return f"{scenario.when.action} on {scenario.today}{name}"


def _outcome(answer: Answer) -> Iterator[str]:
    if answer.get("ok"):
        yield "  granted"
    elif "code" in answer:
        because = f" (in the way: {answer['conflicting']})" if "conflicting" in answer else ""
        yield f"  refused: {_why(answer['code'])} [{answer['code']}]{because}"


def _why(code: str) -> str:
    return REFUSALS[Code(code)] if code in set(Code) else "the dates cannot be worked out"


def _rest(answer: Answer) -> Iterator[str]:
    for key, value in answer.items():
        if key not in ALREADY_SAID:
            yield f"  {key.replace('_', ' ')}: {_said(value)}"


def _said(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
