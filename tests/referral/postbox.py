"""A mail server that can be away: it keeps what it takes, speaks just enough SMTP, and takes leave rudely."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage

from nrm.runtime.processes import free_port


class Postbox:
    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = free_port()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Before and after, nobody answers at its port."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        async with server:
            yield

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 postbox\r\n")
        while line := await reader.readline():
            command = line[:4].upper()
            writer.write(b"354 go on\r\n" if command == b"DATA" else b"250 yes\r\n")
            if command == b"DATA":
                self._take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            if command == b"QUIT":
                break
        writer.close()

    def _take(self, content: bytes) -> None:
        message = email.message_from_bytes(content[:-3], policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
