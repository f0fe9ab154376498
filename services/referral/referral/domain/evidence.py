"""A file that supports a referral: kept out of everybody's reach until it has been scanned."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NewType
from uuid import UUID

from contracts.ids import OrganisationId, ReferralId, UserId
from contracts.referral import EvidenceAdded
from referral.domain.drafts import Draft, DraftId
from referral.domain.evidence_archives import UnpacksTooFar
from referral.domain.evidence_kinds import KINDS, is_really

EvidenceId = NewType("EvidenceId", UUID)

STEP, FIELD = "upload-evidence", "upload-file"
LARGEST_FILE = 25 * 1024 * 1024
MOST_FILES = 100
LONGEST_NAME = 200
LONGEST_DESCRIPTION = 2_000


class Unfit(StrEnum):
    """Why a file cannot be taken."""

    REQUIRED = "file-required"
    EMPTY = "file-empty"
    TYPE = "file-type"
    SIZE = "file-size"
    UNPACKED = "file-unpacked"
    COUNT = "file-count"
    VIRUS = "file-virus"


class EvidenceRefused(Exception):
    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason)
        self.reason = reason


class EvidenceStays(Exception):
    """The file has been sent, so it stays with the case."""


class State(StrEnum):
    """Only a clean file can be opened. Unchecked is what the scanner cannot look through so far."""

    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


UNDECIDED = frozenset({State.WAITING, State.UNCHECKED})
NEVER_OPEN = frozenset({State.REFUSED, State.UNCHECKED})


@dataclass(frozen=True)
class Owner:
    """What a file belongs to: a draft until it is sent, the referral from then on."""

    draft_id: DraftId | None = None
    referral_id: ReferralId | None = None

    @property
    def id(self) -> UUID:
        owner = self.draft_id or self.referral_id
        assert owner is not None
        return owner


@dataclass(eq=False, kw_only=True)
class Evidence:
    id: EvidenceId
    owner: Owner
    author: UserId
    organisation: OrganisationId
    name: str
    kind: str
    size: int
    added_at: datetime
    description: str = ""
    state: State = State.WAITING

    @property
    def is_openable(self) -> bool:
        return self.state is State.CLEAN

    @property
    def is_removable(self) -> bool:
        """What has been sent stays with the case, but for a file that nobody can open."""
        return self.owner.draft_id is not None or self.state in NEVER_OPEN

    def announcement(self, reference: str, at: datetime) -> EvidenceAdded:
        assert self.owner.referral_id is not None
        return EvidenceAdded(
            referral_id=self.owner.referral_id, reference=reference, evidence_id=self.id, added_at=at
        )


def kind_of(name: str, content: bytes) -> str:
    """What the file is, by its name and by what is in it. Both have to say the same."""
    if not name:
        raise EvidenceRefused(Unfit.REQUIRED)
    if not content:
        raise EvidenceRefused(Unfit.EMPTY)
    if len(content) > LARGEST_FILE:
        raise EvidenceRefused(Unfit.SIZE)
    return _kind_agreed(PurePosixPath(name).suffix.lower(), content)


def _kind_agreed(ending: str, content: bytes) -> str:
    kind = KINDS.get(ending)
    try:
        if kind is None or not is_really(kind, content):
            raise EvidenceRefused(Unfit.TYPE)
    except UnpacksTooFar as fault:
        raise EvidenceRefused(Unfit.UNPACKED) from fault
    return kind


def plain_name(name: str) -> str:
    """The name without the folders, line ends and quotes that could mislead whoever saves it."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable() and letter not in '"<>:|?*').strip(" .")
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if stem else shown[:LONGEST_NAME]


def note_on_draft(draft: Draft, files: list[EvidenceId], *, at: datetime) -> None:
    """The form asks further when there are files, so the draft's answer names them."""
    draft.answers = {**draft.answers, STEP: {FIELD: [str(each) for each in files]}}
    draft.changed_at = at


def has_files(draft: Draft) -> bool:
    return bool(draft.answers.get(STEP, {}).get(FIELD))
