"""A malware scanner behind a port: ClamAV's daemon, asked over TCP or a socket file."""

import asyncio
import re
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

PIECE = 256 * 1024
LIMITS = re.compile(r"Heuristics\.Limits\.Exceeded|size limit exceeded")
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class ScannerUnavailable(Exception):
    """There is no scanner, or it does not answer, or it could not look at all of the file."""


class TooMuchToScan(ScannerUnavailable):
    """The scanner's limits are smaller than the file, or than what is packed in it."""


@dataclass(frozen=True)
class Clamd:
    """`address` is host:port or the path of a socket file; without one every scan is for later."""

    address: str
    seconds: float = 60.0

    async def find(self, content: bytes) -> str | None:
        """The name of the malware in it, or None for a clean file. Any doubt raises."""
        if not self.address:
            raise ScannerUnavailable("no scanner is set up")
        try:
            async with asyncio.timeout(self.seconds):
                return _verdict(await self._ask(content))
        except (OSError, TimeoutError, EOFError) as fault:
            raise ScannerUnavailable(type(fault).__name__) from fault

    async def _ask(self, content: bytes) -> str:
        async with self._connection() as (reader, writer):
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                writer.write(struct.pack("!L", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack("!L", 0))
            await writer.drain()
            answer = await reader.readuntil(b"\0")
        return answer.rstrip(b"\0\n").decode(errors="replace")

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Streams]:
        reader, writer = await self._connect()
        try:
            yield reader, writer
        finally:
            writer.close()

    async def _connect(self) -> Streams:
        if self.address.startswith("/"):
            return await asyncio.open_unix_connection(self.address)
        host, _, port = self.address.rpartition(":")
        return await asyncio.open_connection(host, int(port))


def _verdict(answer: str) -> str | None:
    """`stream: OK`, or `stream: Name FOUND`; anything else is an error."""
    if answer == "stream: OK":
        return None
    if LIMITS.search(answer):
        raise TooMuchToScan(answer)
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerUnavailable(answer)
