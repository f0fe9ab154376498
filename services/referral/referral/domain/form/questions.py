"""The form's parts: steps on the way, the pages a step is asked on, and the fields they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from referral.domain.form.conditions import ALWAYS, NEVER, Condition
from referral.domain.form.listing import Listing


class Kind(StrEnum):
    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    CHECKBOX_GROUP = "checkbox-group"
    SELECT = "select-from-list"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    ROUGH_DATE = "rough-date"
    FILE = "file"
    READ_ONLY = "read-only"


@dataclass(frozen=True)
class Option:
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    id: str
    kind: Kind
    name: str
    label: str
    required: Condition
    shown: Condition
    hint: str = ""
    options: Mapping[str, Option] = field(default_factory=dict)
    list_name: str = ""
    group: str = ""
    max: int | None = None
    range: tuple[int, int] | None = None
    rules: frozenset[str] = frozenset()
    must_be_ticked: bool = False
    messages: Mapping[str, str] = field(default_factory=dict)
    width: str = ""
    autocomplete: str = ""

    @property
    def title(self) -> str:
        """Its name, to begin a line with."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def caption(self) -> str:
        """What stands beside its control when it is not alone on the page."""
        return self.label or self.title

    @property
    def parts(self) -> tuple[str, ...]:
        match self.kind:
            case Kind.DATE:
                return ("day", "month", "year")
            case Kind.ROUGH_DATE:
                return ("month", "year")
            case _:
                return ()


@dataclass(frozen=True)
class Block:
    """One piece of guidance: its kind says how it looks."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    id: str
    step_id: str
    section_id: str
    question: str
    fields: tuple[Field, ...]
    guidance: tuple[Block, ...] = ()
    shown: Condition = ALWAYS


@dataclass(frozen=True)
class Branch:
    when: Condition
    goto: str


@dataclass(frozen=True)
class AtLeastOne:
    """One of several fields has to be answered; the fault is reported against `field`."""

    field: str
    of: tuple[str, ...]
    when: Condition
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stop on the path.

    `slots` are fields for several answers of one kind, filled from the first on. A step that is added is
    not on the public form, and nothing on it has to be answered.
    """

    id: str
    fields: tuple[Field, ...]
    pages: tuple[Page, ...] = ()
    on_path: Condition
    branches: tuple[Branch, ...] = ()
    next: str | None = None
    rules: tuple[AtLeastOne, ...] = ()
    slots: tuple[str, ...] = ()
    is_sent: bool = True
    is_added: bool = False


@dataclass(frozen=True)
class Section:
    """A task in the task list; `part` is the heading it stands under."""

    id: str
    title: str
    part: str


@dataclass(frozen=True)
class Conflict:
    """Two answers that cannot both be right; which ones is data, how to tell is in `conflicts`."""

    code: str
    field: str
    other: str


@dataclass(frozen=True, kw_only=True)
class Form:
    version: int
    steps: Mapping[str, Step]
    sections: Mapping[str, Section]
    lists: Mapping[str, Listing]
    duty_to_notify: Condition = NEVER
    conflicts: tuple[Conflict, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for step in self.steps.values() for page in step.pages)

    @cached_property
    def deciding_fields(self) -> frozenset[str]:
        """The fields some way through the form hangs on."""
        ways = [step.on_path for step in self.steps.values()]
        ways += [branch.when for step in self.steps.values() for branch in step.branches]
        return frozenset().union(*(way.fields for way in ways))

    def conflicts_of(self, field_id: str) -> Sequence[Conflict]:
        return self._conflicts.get(field_id, ())

    @cached_property
    def _conflicts(self) -> Mapping[str, Sequence[Conflict]]:
        by_field: dict[str, list[Conflict]] = {}
        for each in self.conflicts:
            by_field.setdefault(each.field, []).append(each)
        return by_field

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)

    def step_after(self, step: Step) -> str | None:
        if step.next is not None:
            return step.next
        order = list(self.steps)
        following = order[order.index(step.id) + 1 :]
        return following[0] if following else None
