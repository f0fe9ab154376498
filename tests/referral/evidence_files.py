"""Files people upload, and some they should not."""

import io
import struct
import zipfile
import zlib
from random import Random

import pikepdf
from PIL import Image

from nrm.runtime.clamd import TEST_VIRUS
from referral.domain.evidence_kinds import OLE_HEADER, WORD_STREAM

VIRUS = "".join(TEST_VIRUS).encode()
MEGABYTE = 1024 * 1024


def pdf(extra: bytes = b"") -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    if extra:
        document.Root.Extra = document.make_stream(extra)
    document.save(out, compress_streams=False)
    return out.getvalue()


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, kind)
    return out.getvalue()


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


WORD_PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<r/>",
    "word/document.xml": b"<w:document/>",
}


def docx(**more: bytes) -> bytes:
    return zipped(WORD_PARTS | {f"word/{name}.xml": content for name, content in more.items()})


def too_deep() -> bytes:
    """An honest document, with more packed into it than the scanner looks through."""
    packed = docx()
    for _ in range(25):
        packed = zipped({"inner.zip": packed})
    return docx(packed=packed)


def bomb() -> bytes:
    return docx(big=bytes(200 * MEGABYTE))


def bulk(size: int) -> bytes:
    """It packs no better than pictures in a document do."""
    piece = Random(1).randbytes(16 * 1024) + bytes(512 * 1024)
    return (piece * (size // len(piece) + 1))[:size]


def lying() -> bytes:
    """Its last part announces ten bytes with their checksum, and holds a hundred."""
    honest = docx(last=b"x" * 100)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        packed = archive.infolist()[-1].compress_size
    true, untrue = (struct.pack("<LLL", zlib.crc32(b"x" * size), packed, size) for size in (100, 10))
    return honest.replace(true, untrue)


def doc() -> bytes:
    return OLE_HEADER + bytes(1528) + WORD_STREAM + bytes(2048)
