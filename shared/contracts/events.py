"""Events and the envelope they travel in (CloudEvents 1.0)."""

from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic.fields import FieldInfo


class Visibility(Enum):
    """Who may ever see a field. A `PERSONAL` one cannot be published: declaring it fails at import."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"


class UnpublishableField(TypeError):
    """An event declares a field without a visibility, or with a personal one."""


class Event(BaseModel):
    """A fact, in the past tense. Carries ids and coded facts, never a person.

    A reader ignores fields it does not know, so that a newer writer can add one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: ClassVar[str] = ""
    topic: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        for field, info in cls.model_fields.items():
            if _visibility(info) not in (Visibility.PUBLIC, Visibility.INTERNAL):
                raise UnpublishableField(f"{cls.__name__}.{field} must be declared public or internal")

    @property
    def key(self) -> str:
        """What keeps one person's events in order: the referral id."""
        return str(getattr(self, "referral_id"))  # noqa: B009 each event declares its own


def _visibility(info: FieldInfo) -> Visibility | None:
    marks = [mark for mark in info.metadata if isinstance(mark, Visibility)]
    return marks[0] if marks else None


def event_version(name: str) -> int:
    """The major version at the end of an event name: 1 for `nrm.referral.submitted.v1`."""
    return int(name.rpartition(".v")[2])


class Envelope(BaseModel):
    """An event with what delivery needs: its id, name, time, and the key that orders it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    type: str
    source: str
    time: AwareDatetime
    subject: str
    dataschema: str
    data: dict[str, Any]
    traceparent: str | None = None

    @classmethod
    def of(cls, event: Event, *, id: UUID, at: datetime, traceparent: str | None = None) -> Self:  # noqa: A002 CloudEvents' word
        service = event.topic.removeprefix("nrm.")
        return cls(
            id=id,
            type=event.name,
            source=f"/services/{service}",
            time=at,
            subject=event.key,
            dataschema=f"/schemas/{event.name}.json",
            data=event.model_dump(mode="json"),
            traceparent=traceparent,
        )

    @property
    def topic(self) -> str:
        return ".".join(self.type.split(".")[:2])


Public = Visibility.PUBLIC
Internal = Visibility.INTERNAL
