"""What the referral service is told by its environment."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from plumbing.mail import Encryption, MailServer, NoPost, Post, SmtpPost
from plumbing.settings import ServiceSettings, UnsafeInProduction
from referral.domain.drafts import DraftLife


class ReferralSettings(ServiceSettings):
    """Drafts and mails, besides what every service is told."""

    draft_days: int = Field(default=28, gt=0, description="Days a draft is kept after its last change")
    draft_warning_days: int = Field(default=21, gt=0, description="Days until its author is warned")

    mail: Literal["none", "smtp"] = Field(
        default="none", description="`smtp`, or `none`: the log counts them"
    )
    mail_server: str = Field(default="localhost", description="Who carries the mails")
    mail_port: int = Field(default=587, description="Its port")
    mail_encryption: Encryption = Field(
        default="after-hello", description="`after-hello` is STARTTLS; `none` not in production"
    )
    mail_user: str = Field(default="", description="Without one, the server must take mails from anybody")
    mail_password: SecretStr = Field(default=SecretStr(""), description="Of that user")
    mail_sender: str = Field(default="no-reply@refer.example.org", description="Who mails are from")
    mail_seconds: float = Field(default=5.0, description="Seconds between two looks for mails to send")

    clamd: str = Field(default="", description="Malware scanner: host:port or socket file; none: files wait")
    scan_seconds: float = Field(default=5.0, description="Seconds between two tries to scan waiting files")

    @model_validator(mode="after")
    def _refuse_what_makes_no_sense(self) -> Self:
        if self.draft_warning_days >= self.draft_days:
            raise ValueError("NRM_DRAFT_WARNING_DAYS must be less than NRM_DRAFT_DAYS")
        if self.environment == "production" and self.mail == "smtp" and self.mail_encryption == "none":
            raise UnsafeInProduction("NRM_MAIL_ENCRYPTION must not be none in production")
        return self

    @property
    def draft_life(self) -> DraftLife:
        return DraftLife(self.draft_days, self.draft_warning_days)

    def post(self) -> Post:
        if self.mail == "none":
            return NoPost()
        server = MailServer(
            host=self.mail_server,
            port=self.mail_port,
            sender=self.mail_sender,
            encryption=self.mail_encryption,
            user=self.mail_user,
            password=self.mail_password.get_secret_value(),
        )
        return SmtpPost(server)
