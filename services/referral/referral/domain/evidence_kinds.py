"""What a file really is, whatever it calls itself: first its signature, then its structure."""

import io
import zipfile
from collections.abc import Callable, Mapping

import filetype  # type: ignore[import-untyped]  # it has no types
import pikepdf
from PIL import Image

PDF, DOC, JPEG, PNG = "application/pdf", "application/msword", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
KINDS: Mapping[str, str] = {
    ".pdf": PDF,
    ".doc": DOC,
    ".docx": DOCX,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": PNG,
}

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_FAMILY = (
    DOC,
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/x-ole-storage",
    None,
)
WORD_STREAM = "WordDocument".encode("utf-16-le")
ENCRYPTED = 0x1
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
STEEPEST = 100
SMALL = 1024 * 1024
MOST_PIXELS = 80_000_000
HEAD = 1024
ACTIVE = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"#!/")


def is_really(kind: str, content: bytes) -> bool:
    """Hostile files break readers in ways nobody lists; whatever breaks one is not taken."""
    if _poses_as_another(kind, content) or filetype.guess_mime(content) not in SIGNATURES[kind]:
        return False
    try:
        return STRUCTURES[kind](content)
    except Exception:
        return False


def _poses_as_another(kind: str, content: bytes) -> bool:
    """Some files are two things at once: what readers see in them depends on where they look."""
    head = content[:HEAD].lower()
    if any(mark in head for mark in ACTIVE):
        return True
    is_pdf_too = kind != PDF and b"%pdf-" in head
    return is_pdf_too or (kind != DOCX and zipfile.is_zipfile(io.BytesIO(content)))


def _is_pdf(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages) > 0


def _is_doc(content: bytes) -> bool:
    return content.startswith(OLE_HEADER) and WORD_STREAM in content


def _is_docx(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        is_word = "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
        return is_word and _is_bounded(archive.infolist()) and archive.testzip() is None


def _is_bounded(members: list[zipfile.ZipInfo]) -> bool:
    """Looked at before anything is unpacked. Members are not unpacked beyond what they announce."""
    return (
        len(members) <= MOST_MEMBERS
        and sum(member.file_size for member in members) <= MOST_UNPACKED
        and not any(_is_bomb(member) or member.flag_bits & ENCRYPTED for member in members)
    )


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > SMALL and member.file_size > STEEPEST * max(1, member.compress_size)


def _is_png(content: bytes) -> bool:
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        image.verify()
        return _is_sensible(image)


def _is_jpeg(content: bytes) -> bool:
    """Decoded at an eighth of its size, which reads all of it and needs little room."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        if not _is_sensible(image):
            return False
        image.draft("L", (1, 1))
        image.load()
        return True


def _is_sensible(image: Image.Image) -> bool:
    return image.width * image.height <= MOST_PIXELS


SIGNATURES: Mapping[str, tuple[str | None, ...]] = {
    PDF: (PDF,),
    DOC: OLE_FAMILY,
    DOCX: (DOCX, ZIP),
    JPEG: (JPEG,),
    PNG: (PNG,),
}
STRUCTURES: Mapping[str, Callable[[bytes], bool]] = {
    PDF: _is_pdf,
    DOC: _is_doc,
    DOCX: _is_docx,
    JPEG: _is_jpeg,
    PNG: _is_png,
}
