"""What is packed in a document: bounded before it is unpacked, so that the virus check can see all of it."""

import io
import zipfile

START = b"PK\x03\x04"
LARGEST_PART = 25 * 1024 * 1024  # as large as a file may be by itself
MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024  # a quarter of what the virus check looks through
STEEPEST = 100  # text packs to a tenth of its size; to a hundredth only what was made to
SMALL = 1024 * 1024  # what is smaller may be as steep as it likes
DEEPEST = 16  # the virus check says of itself what is deeper
ENCRYPTED = 0x1
PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class UnpacksTooFar(Exception):
    """Honest or not: there is more in it than the virus check can be trusted to look through."""


class Unpacking:
    """Counts over a document, the archives in it, and those in them."""

    def __init__(self) -> None:
        self._parts = 0
        self._size = 0

    def look_through(self, content: bytes, *, depth: int = 1) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            self._count(parts)
            for part in parts:
                unpacked = _whole(archive, part)
                if unpacked.startswith(START) and depth < DEEPEST:
                    self.look_through(unpacked, depth=depth + 1)

    def _count(self, parts: list[zipfile.ZipInfo]) -> None:
        self._parts += len(parts)
        self._size += sum(part.file_size for part in parts)
        if self._parts > MOST_PARTS or self._size > MOST_UNPACKED or any(map(_is_too_much, parts)):
            raise UnpacksTooFar


def _is_too_much(part: zipfile.ZipInfo) -> bool:
    is_steep = part.file_size > SMALL and part.file_size > STEEPEST * max(1, part.compress_size)
    return is_steep or part.file_size > LARGEST_PART


def _whole(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read with a byte of leeway: a part that holds more than it announces then fails its checksum."""
    if part.flag_bits & ENCRYPTED or part.compress_type not in PLAINLY:
        raise zipfile.BadZipFile(part.compress_type)
    part.file_size += 1
    with archive.open(part) as packed:
        return packed.read(part.file_size)
