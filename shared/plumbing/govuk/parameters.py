"""Turns our values into the parameters that the GOV.UK macros take."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from markupsafe import Markup, escape

from plumbing.clock import utcnow
from plumbing.govuk import dates
from plumbing.govuk.parts import Link, Meaning, Option, Row, Status, Task, Why
from plumbing.languages import N_, gettext, language

Parameters = dict[str, Any]

TAG_CLASSES: dict[Meaning, str] = {
    "not-started": "",
    "in-progress": "govuk-tag--teal",
    "waiting": "govuk-tag--yellow",
    "overdue": "govuk-tag--red",
    "done": "govuk-tag--grey",
    "available": "govuk-tag--green",
}


COUNTED = ("zero", "one", "two", "few", "many", "other")


class Answers(Protocol):
    """What a control needs to know about a form that was filled in; `forms.Filled` is one."""

    def value(self, name: str) -> str: ...
    def chosen(self, name: str) -> Sequence[str]: ...
    def message(self, name: str) -> str: ...
    def parts_at_fault(self, name: str) -> Sequence[str]: ...


class Fault(Protocol):
    @property
    def href(self) -> str: ...
    @property
    def message(self) -> str: ...


def lines(value: str) -> Markup:
    """Text as typed: escaped, with its line breaks. All on one line: the macros indent each line anew."""
    return escape("\n".join(value.splitlines())).replace("\n", Markup("<br>"))


def error_part(text: str | None) -> Parameters | None:
    return {"text": text, "visuallyHiddenText": gettext("Error")} if text else None


def count_words() -> Parameters:
    """What stands below a long text box; the script fills in the count and picks the plural."""
    if language() == "en":
        return {}
    below, over = (
        gettext("You have %{count} characters remaining"),
        gettext("You have %{count} characters too many"),
    )
    return {
        "textareaDescriptionText": gettext("You can enter up to %{count} characters"),
        "charactersUnderLimitText": dict.fromkeys(COUNTED, below),
        "charactersAtLimitText": gettext("You have 0 characters remaining"),
        "charactersOverLimitText": dict.fromkeys(COUNTED, over),
    }


def text_part(text: str | None) -> Parameters | None:
    return {"text": text} if text else None


def label_part(text: str, is_heading: bool, bold: bool) -> Parameters:
    return {"text": text, "isPageHeading": is_heading, "classes": _size("govuk-label", is_heading, bold)}


def legend_part(text: str, is_heading: bool, bold: bool) -> Parameters:
    return {
        "text": text,
        "isPageHeading": is_heading,
        "classes": _size("govuk-fieldset__legend", is_heading, bold),
    }


def _size(name: str, is_heading: bool, bold: bool) -> str:
    if is_heading:
        return f"{name}--l"
    return f"{name}--s" if bold else ""


def width_class(width: str) -> str:
    """Characters ("3") or a share of the column ("one-half")."""
    if not width:
        return ""
    return f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"


def box_value(text: str) -> str:
    """Browsers drop a line break that stands first in a text box, so it is said twice."""
    return f"\n{text}" if text.startswith("\n") else text


def choice_items(options: Iterable[Option], chosen: Sequence[str]) -> list[Parameters]:
    items: list[Parameters] = []
    for option in options:
        if option.divider:
            items.append({"divider": option.divider})
        items.append(_choice_item(option, chosen))
    return items


def _choice_item(option: Option, chosen: Sequence[str]) -> Parameters:
    item: Parameters = {"value": option.value, "text": option.label, "checked": option.value in chosen}
    if option.hint:
        item["hint"] = {"text": option.hint}
    if option.exclusive:
        item["behaviour"] = "exclusive"
    return item


def select_items(options: Iterable[Option], chosen: Sequence[str], prompt: str) -> list[Parameters]:
    """What was typed into a search box and is not on the list stays, as an option marked as typed."""
    known: list[Parameters] = [{"value": option.value, "text": option.label} for option in options]
    values = {item["value"] for item in known} | {""}
    strays: list[Parameters] = [
        {"value": text, "text": text, "attributes": {"data-typed": "yes"}}
        for text in chosen
        if text not in values
    ]
    items = [{"value": "", "text": prompt}, *known, *strays]
    return [{**item, "selected": item["value"] in chosen} for item in items]


WIDTHS = {"day": "2", "month": "2", "year": "4"}


def date_items(filled: Answers, name: str, parts: Sequence[str], autocomplete: str) -> list[Parameters]:
    """When one part is at fault only that box is marked."""
    faulty = filled.parts_at_fault(name)
    return [
        {
            "name": part,
            **_box_label(part),
            "value": filled.value(f"{name}-{part}"),
            "classes": f"govuk-input--width-{WIDTHS[part]}"
            + (" govuk-input--error" if part in faulty else ""),
            **({"autocomplete": f"{autocomplete}-{part}"} if autocomplete else {}),
        }
        for part in parts
    ]


def _box_label(part: str) -> Parameters:
    """The macro makes English labels of the names."""
    return {} if language() == "en" else {"label": gettext(BOX_LABELS[part])}


BOX_LABELS = {"day": N_("Day"), "month": N_("Month"), "year": N_("Year")}


BIRTH = ("dob", "born", "birth")


def date_example(name: str, parts: Sequence[str]) -> str:
    """A year in which people are born for a birth, this year in London for everything else."""
    year = "1995" if any(word in name for word in BIRTH) else f"{dates.london(utcnow()).year}"
    example = {"day": "27", "month": "3", "year": year}
    return gettext("For example,") + " " + " ".join(example[part] for part in parts)


def error_links(errors: Iterable[Fault]) -> list[Parameters]:
    return [{"text": error.message, "href": error.href} for error in errors]


def tag_class(status: Status) -> str | None:
    """The tag's class, or None where plain text serves better."""
    return TAG_CLASSES.get(status.meaning)


def task_items(tasks: Iterable[Task]) -> list[Parameters]:
    return [
        {
            "title": {"text": task.title},
            "hint": text_part(task.hint),
            "href": task.href,
            "status": _task_status(task.status),
        }
        for task in tasks
    ]


def _task_status(status: Status) -> Parameters:
    classes = tag_class(status)
    if classes is not None:
        return {"tag": {"text": gettext(status.text), "classes": classes}}
    cannot_start = "govuk-task-list__status--cannot-start-yet" if status.meaning == "blocked" else ""
    return {"text": gettext(status.text), "classes": cannot_start}


def summary_rows(rows: Iterable[Row]) -> list[Parameters]:
    return [_summary_row(row) for row in rows]


def _summary_row(row: Row) -> Parameters:
    made: Parameters = {"key": {"text": row.key}, "value": {"html": shown(row.value)}}
    if row.change:
        made["actions"] = {
            "items": [_link(Link(gettext(row.action), row.change, hidden=row.hidden or row.key.lower()))]
        }
    return made


def card_links(links: Iterable[Link]) -> list[Parameters]:
    return [_link(link) for link in links]


def _link(link: Link) -> Parameters:
    return {"href": link.href, "text": link.label, "visuallyHiddenText": link.hidden}


def shown(value: str | Markup | Sequence[str]) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return lines(value)
    items = Markup("").join(Markup("<li>{}</li>").format(item) for item in value)
    return Markup('<ul class="govuk-list nrm-values">{}</ul>').format(items)


def reference_part(label: str, reference: str) -> Markup:
    if not reference:
        return Markup("")
    return Markup('{}<br><strong class="nrm-reference">{}</strong>').format(label, reference)


def why_rows(why: Why) -> list[Parameters]:
    rows = [
        Row("Rule", f"{why.rule}, version {why.version}"),
        Row("Starts", dates.moment(why.start) if isinstance(why.start, datetime) else dates.day(why.start)),
        Row("Counting", why.counting),
        Row("Calendar", why.calendar),
        Row("Paused", why.pauses),
        Row("Days not counted", [f"{dates.day(skipped.day)}: {skipped.reason}" for skipped in why.skipped]),
        Row("Source", "Our setting, not an official rule" if why.is_our_setting else why.source),
        Row("How sure we are", why.confidence),
        Row("Note", why.note),
    ]
    return summary_rows(row for row in rows if row.value)


FUNCTIONS = {
    function.__name__: function
    for function in (
        error_part,
        count_words,
        text_part,
        label_part,
        legend_part,
        width_class,
        box_value,
        choice_items,
        select_items,
        date_items,
        date_example,
        error_links,
        tag_class,
        task_items,
        summary_rows,
        card_links,
        reference_part,
        why_rows,
    )
}
