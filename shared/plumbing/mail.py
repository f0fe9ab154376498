"""Mails out, by whatever carries them. Who is written to and what is said never reaches a log."""

import asyncio
import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal, Protocol
from uuid import UUID

import structlog

Encryption = Literal["from-the-start", "after-hello", "none"]

log = structlog.get_logger()


class MailNotTaken(Exception):
    """Nobody took the mail; it can be tried again."""


@dataclass(frozen=True)
class Mail:
    """`id` is the same at every try, so that whoever gets it twice can tell."""

    id: UUID
    kind: str
    to: str
    subject: str
    text: str


class Post(Protocol):
    async def send(self, mail: Mail) -> None:
        """Raises `MailNotTaken` when it may be tried again."""


class NoPost:
    """Says that there was a mail, and nothing of it. For laptops and demonstrations."""

    async def send(self, mail: Mail) -> None:
        log.info("mail_not_carried", reason=mail.kind)


@dataclass(frozen=True, kw_only=True)
class MailServer:
    host: str
    port: int
    sender: str
    encryption: Encryption = "after-hello"
    user: str = ""
    password: str = ""
    seconds: float = 10.0


class SmtpPost:
    """One connection for each mail: there are few, and none is worth keeping one open."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def send(self, mail: Mail) -> None:
        message = _message(mail, self._server.sender)
        try:
            await asyncio.to_thread(self._deliver, message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotTaken(type(error).__name__) from None  # the message may hold the address

    def _deliver(self, message: EmailMessage) -> None:
        with closing(self._connect()) as connection:
            if self._server.encryption == "after-hello":
                connection.starttls(context=ssl.create_default_context())
            if self._server.user:
                connection.login(self._server.user, self._server.password)
            connection.send_message(message)
            with suppress(OSError, smtplib.SMTPException):  # whatever comes now, it was taken
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.encryption == "from-the-start":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=server.seconds)


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
