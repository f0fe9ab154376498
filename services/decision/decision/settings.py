"""What the decision service is told by its environment."""

from pydantic import Field

from plumbing.mail_settings import MailSettings


class DecisionSettings(MailSettings):
    mail_sender: str = Field(default="no-reply@decide.example.org", description="Who mails are from")


def read_settings() -> DecisionSettings:
    return DecisionSettings()  # type: ignore[call-arg]  # the environment fills them in
