"""Reads a sent form: the values as typed, the form when all is well, or what to put right, in plain words.

    class DecisionForm(Form):
        outcome: Annotated[Outcome, Words("Select whether there are reasonable grounds")]
        reasons: Annotated[str, AS_TYPED, MaxLen(15_000), Words("Enter your reasons", name="Reasons")]
        received_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the date it came", name="Date received")]
        flags: Annotated[frozenset[Flag], Words("Select what applies")] = frozenset()

    filled = await fill(DecisionForm, request, today=today)
    if filled.form is None:
        return page(request, "decide.html", filled, status=422)

A date comes from three boxes named `received_on-day`, `received_on-month` and `received_on-year`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, Self, TypeVar, get_args, get_origin

from annotated_types import MaxLen as MaxLen
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from starlette.requests import Request

from plumbing.form_words import code_of, message_of, words_of
from plumbing.typed_dates import BLANK, PARTS, DateFault, describe, read_date

CSRF_FIELD = "csrf_token"
MOST_FIELDS = 200
MOST_FILES = 1
PAGE = "main-content"

Values = Mapping[str, tuple[str, ...]]


class Form(BaseModel):
    """What a page asks for. A field nobody asked for is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True)
class AsTyped:
    """Text kept to the last space, where others are trimmed."""


AS_TYPED = AsTyped()


@dataclass(frozen=True)
class FieldError:
    """What to put right and where; `parts` are the boxes of a date that are at fault."""

    field: str
    message: str
    code: str
    parts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.field}-{self.parts[0]}" if self.parts else self.field

    @property
    def href(self) -> str:
        return f"#{self.id}"


@dataclass(frozen=True)
class Filled(Generic[FormT]):
    """A form as somebody left it. Controls read their values and messages from here."""

    values: Values = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    form: FormT | None = None

    @classmethod
    def showing(cls, **values: str | Sequence[str]) -> Self:
        """For a first visit, with what is known already."""
        return cls(
            {name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()}
        )

    def value(self, name: str) -> str:
        return next(iter(self.chosen(name)), "")

    def chosen(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def message(self, name: str) -> str:
        return next((error.message for error in self.errors if error.field == name), "")

    def parts_at_fault(self, name: str) -> tuple[str, ...]:
        return next((error.parts for error in self.errors if error.field == name), ())

    def refused(self, field: str, message: str, code: str = "refused") -> Self:
        """The same form, turned down for a reason only the domain could know."""
        return replace(self, form=None, errors=(*self.errors, FieldError(field, message, code)))


def date_boxes(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of `name` show it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


async def fill(model: type[FormT], request: Request, *, today: date | None = None) -> Filled[FormT]:
    """`today` is needed by forms whose dates may not lie in the future or past."""
    sent = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES)
    return read(
        model, [(name, value) for name, value in sent.multi_items() if isinstance(value, str)], today=today
    )


def read(model: type[FormT], sent: Sequence[tuple[str, str]], *, today: date | None = None) -> Filled[FormT]:
    values = typed(sent)
    data, date_errors = _data(model, values)
    form, errors = _validated(model, data, today)
    first = {error.field: error for error in reversed([*date_errors, *errors])}
    in_order = _in_page_order(model, first.values())
    return Filled(values, in_order, None if in_order else form)


def _validated(
    model: type[FormT], data: dict[str, Any], today: date | None
) -> tuple[FormT | None, list[FieldError]]:
    try:
        return model.model_validate(data, context={"today": today}), []
    except ValidationError as error:
        return None, [
            _error(model, details) for details in error.errors(include_url=False, include_input=False)
        ]


def typed(sent: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """As typed, but for browsers' line ends and for NUL, which the database cannot keep."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in sent:
        if name != CSRF_FIELD:
            values[name] = (*values.get(name, ()), value.replace("\r\n", "\n").replace("\x00", ""))
    return values


def fault(field: str, code: str, message: str) -> PydanticCustomError:
    """For a model's own validator: `raise fault("ends_on", "date-order", "End date must be after …")`."""
    return PydanticCustomError("form-fault", "", {"field": field, "code": code, "message": message})


def _data(model: type[Form], values: Values) -> tuple[dict[str, Any], list[FieldError]]:
    """What the model reads: blanks left out, three boxes made one date."""
    data: dict[str, Any] = {}
    errors: list[FieldError] = []
    rest = dict(values)
    for name, info in model.model_fields.items():
        given = _date(name, info, rest) if _is_date(info) else _plain(info, rest.pop(name, ()))
        if isinstance(given, FieldError):
            errors.append(given)
        elif given is not None:
            data[name] = given
    return data | rest, errors


def _date(name: str, info: FieldInfo, rest: dict[str, tuple[str, ...]]) -> date | FieldError | None:
    boxes = {part: next(iter(rest.pop(f"{name}-{part}", ())), "") for part in PARTS}
    result = read_date(boxes)
    if isinstance(result, date):
        return result
    if result == BLANK and not info.is_required():
        return None
    return _date_error(name, info, result)


def _date_error(name: str, info: FieldInfo, result: DateFault) -> FieldError:
    words = words_of(name, info)
    message = words.missing if result == BLANK else describe(words.name, result)
    return FieldError(name, message, result.code, result.parts)


def _plain(info: FieldInfo, typed: tuple[str, ...]) -> str | list[str] | None:
    kept = any(isinstance(item, AsTyped) for item in info.metadata)
    given = [value if kept else value.strip() for value in typed if value.strip()]
    if not given:
        return None
    return given if _is_many(info) else given[-1]


def _in_page_order(model: type[Form], errors: Iterable[FieldError]) -> tuple[FieldError, ...]:
    order = [*model.model_fields, PAGE]
    return tuple(sorted(errors, key=lambda error: order.index(error.field)))


def _error(model: type[Form], details: ErrorDetails) -> FieldError:
    if details["type"] == "form-fault":
        context = details["ctx"]
        return FieldError(
            context["field"], context["message"], context["code"], _boxes(model, context["field"])
        )
    name = str(details["loc"][0])
    if name not in model.model_fields:
        return FieldError(
            PAGE,
            "This page has changed since you opened it. Check your answers and send them again",
            "unknown-field",
        )
    words = words_of(name, model.model_fields[name])
    return FieldError(name, message_of(words, details), code_of(details), _boxes(model, name))


def _boxes(model: type[Form], name: str) -> tuple[str, ...]:
    return PARTS if _is_date(model.model_fields[name]) else ()


def _is_date(info: FieldInfo) -> bool:
    return date in (info.annotation, *get_args(info.annotation))


def _is_many(info: FieldInfo) -> bool:
    return get_origin(info.annotation) in (list, tuple, set, frozenset)


def _not_after_today(value: date | None, info: ValidationInfo) -> date | None:
    if value is not None and value > _today(info):
        raise PydanticCustomError("date-future", "")
    return value


def _not_before_today(value: date | None, info: ValidationInfo) -> date | None:
    if value is not None and value < _today(info):
        raise PydanticCustomError("date-past", "")
    return value


def _today(info: ValidationInfo) -> date:
    today: date | None = (info.context or {}).get("today")
    if today is None:
        raise RuntimeError("this form compares dates with today: pass today= to fill()")
    return today


NOT_AFTER_TODAY = AfterValidator(_not_after_today)
NOT_BEFORE_TODAY = AfterValidator(_not_before_today)
