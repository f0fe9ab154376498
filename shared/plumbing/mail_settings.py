"""How a service that sends mails is told by what, and as whom."""

from typing import Literal, Self

import structlog
from pydantic import Field, SecretStr, model_validator

from plumbing.mail import Encryption, MailServer, NoPost, Post, SmtpPost
from plumbing.settings import ServiceSettings, UnsafeInProduction

log = structlog.get_logger(__name__)


class MailSettings(ServiceSettings):
    """`mail_sender` has no default here: each service writes as itself."""

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
    mail_sender: str = Field(description="Who mails are from")
    mail_seconds: float = Field(default=5.0, description="Seconds between two looks for mails to send")

    @model_validator(mode="after")
    def _refuse_mails_in_the_open(self) -> Self:
        if self.environment == "production" and self.mail == "smtp" and self.mail_encryption == "none":
            raise UnsafeInProduction("NRM_MAIL_ENCRYPTION must not be none in production")
        return self

    def say_when_nobody_is_written_to(self) -> None:
        """Loud, because nobody misses a mail that never came."""
        if self.environment == "production" and self.mail == "none":
            log.error("no_mails_are_sent", setting="NRM_MAIL", reason="none")

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
