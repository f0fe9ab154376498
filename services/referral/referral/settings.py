"""What the referral service is told by its environment."""

from typing import Self

from pydantic import Field, model_validator

from plumbing.mail_settings import MailSettings
from referral.domain.drafts import DraftLife


class ReferralSettings(MailSettings):
    """Drafts and mails, besides what every service is told."""

    draft_days: int = Field(default=28, gt=0, description="Days a draft is kept after its last change")
    draft_warning_days: int = Field(default=21, gt=0, description="Days until its author is warned")

    mail_sender: str = Field(default="no-reply@refer.example.org", description="Who mails are from")

    clamd: str = Field(default="", description="Malware scanner: host:port or socket file; none: files wait")
    scan_seconds: float = Field(default=5.0, description="Seconds between two tries to scan waiting files")

    @model_validator(mode="after")
    def _refuse_what_makes_no_sense(self) -> Self:
        if self.draft_warning_days >= self.draft_days:
            raise ValueError("NRM_DRAFT_WARNING_DAYS must be less than NRM_DRAFT_DAYS")
        return self

    @property
    def draft_life(self) -> DraftLife:
        return DraftLife(self.draft_days, self.draft_warning_days)
