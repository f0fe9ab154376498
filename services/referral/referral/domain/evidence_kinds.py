"""What a file really is, whatever it calls itself: first its signature, then its structure."""

import io
import zipfile
from collections.abc import Callable, Mapping

import filetype  # type: ignore[import-untyped]  # it has no types
import pikepdf
from PIL import Image

from referral.domain import evidence_archives
from referral.domain.evidence_archives import Unpacking, UnpacksTooFar

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
MOST_PIXELS = 80_000_000
HEAD = 1024
ACTIVE = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"#!/")


def is_really(kind: str, content: bytes) -> bool:
    """Hostile files break readers in ways nobody lists; whatever breaks one is not taken.

    A document that is one, but with too much packed in it, raises `UnpacksTooFar`.
    """
    if _poses_as_another(kind, content) or filetype.guess_mime(content) not in SIGNATURES[kind]:
        return False
    try:
        return STRUCTURES[kind](content)
    except UnpacksTooFar:
        raise
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
    if not content.startswith(evidence_archives.START):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    Unpacking().look_through(content)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


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
