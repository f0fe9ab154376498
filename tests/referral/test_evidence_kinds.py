"""S18 and S19: a file is what its name and its content both say, and small inside as well as outside."""

import zipfile
from collections.abc import Callable

import pytest
from tests.referral.evidence_files import (
    MEGABYTE,
    VIRUS,
    WORD_PARTS,
    bomb,
    bulk,
    doc,
    docx,
    lying,
    pdf,
    picture,
    zipped,
)

from nrm.runtime.clamd import Scanner
from plumbing.clamd import Clamd
from referral.domain.evidence import LARGEST_FILE, EvidenceRefused, Unfit, kind_of, plain_name
from referral.domain.evidence_archives import LARGEST_PART
from referral.domain.evidence_kinds import DOC, DOCX, JPEG, PDF, PNG


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("letter.pdf", pdf(), PDF),
        ("LETTER.PDF", pdf(), PDF),
        ("notes.doc", doc(), DOC),
        ("notes.docx", docx(), DOCX),
        ("bruise.jpg", picture("JPEG"), JPEG),
        ("bruise.jpeg", picture("JPEG"), JPEG),
        ("screen.png", picture(), PNG),
    ],
)
def test_every_allowed_type_is_taken(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
REFUSED = {
    "page renamed": ("letter.pdf", HTML),
    "drawing renamed": ("photo.png", SVG),
    "program renamed": ("letter.doc", b"MZ" + bytes(4096)),
    "plain zip renamed": ("notes.docx", zipped({"a.txt": b"a"})),
    "zip under its own name": ("files.zip", zipped({"a.txt": b"a"})),
    "page under its own name": ("page.html", HTML),
    "drawing under its own name": ("drawing.svg", SVG),
    "picture called pdf": ("letter.pdf", picture()),
    "pdf called picture": ("photo.jpg", pdf()),
    "png called jpeg": ("photo.jpg", picture()),
    "picture and archive": ("photo.jpg", picture("JPEG") + zipped({"a.class": b"a"})),
    "pdf and archive": ("letter.pdf", pdf() + zipped({"a.class": b"a"})),
    "pdf and page": ("letter.pdf", pdf().replace(b"\n", b"\n%<html><script>\n", 1)),
    "archive with something before it": ("notes.docx", b"#!/bin/sh\n" + docx()),
    "half a pdf": ("letter.pdf", b"%PDF-1.7\n" + bytes(300)),
    "half a picture": ("photo.png", picture()[:60]),
    "half a photograph": ("photo.jpg", picture("JPEG")[:-200]),
    "not an old document": ("notes.doc", doc().replace(b"W\0o\0r\0d\0", b"B\0o\0o\0k\0")),
    "part that holds more than it announces": ("notes.docx", lying()),
    "part packed as no document is": (
        "notes.docx",
        zipped(WORD_PARTS, zipfile.ZIP_LZMA),
    ),
    "archive inside that is torn": ("notes.docx", docx(inner=zipped({"a": b"a"})[:-9])),
    "no ending": ("letter", pdf()),
    "ending of another kind": ("letter.pdf.exe", pdf()),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_what_only_pretends_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(EvidenceRefused) as refusal:
        kind_of(name, content)
    assert refusal.value.reason is Unfit.TYPE


# Packed when a test asks: every process that reads this file would pack 500 MB.
TOO_MUCH_INSIDE: dict[str, Callable[[], bytes]] = {
    "200 MB": bomb,
    "10 MB of nothing": lambda: docx(big=bytes(10 * MEGABYTE)),
    "a part larger than a file may be": lambda: docx(part=bulk(LARGEST_PART + 1)),
    "more parts than a document has": lambda: docx(**{f"part{number}": b"x" for number in range(2_001)}),
    "too much in all, in two archives": lambda: docx(
        **{f"archive{each}": zipped({str(part): bulk(20 * MEGABYTE) for part in range(3)}) for each in "ab"}
    ),
    "a part larger than a file may be, in an archive": lambda: docx(
        inner=zipped({"a": bulk(LARGEST_PART + 1)})
    ),
}


@pytest.mark.parametrize("pack", TOO_MUCH_INSIDE.values(), ids=TOO_MUCH_INSIDE.keys())
def test_what_the_virus_check_could_not_look_through_is_refused_as_too_much(
    pack: Callable[[], bytes],
) -> None:
    """S19"""
    content = pack()
    with pytest.raises(EvidenceRefused) as refusal:
        kind_of("notes.docx", content)
    assert refusal.value.reason is Unfit.UNPACKED


def test_a_document_with_a_spreadsheet_in_it_is_taken() -> None:
    assert kind_of("notes.docx", docx(table=zipped({"xl/workbook.xml": b"<workbook/>"}))) == DOCX


async def test_the_virus_check_looks_through_the_largest_part_to_its_end(scanner: Scanner) -> None:
    """S19 and S21: a scanner that skips what is larger says clean all the same."""
    largest = docx(part=bulk(LARGEST_PART - len(VIRUS)) + VIRUS)
    assert kind_of("notes.docx", largest) == DOCX
    assert await Clamd(scanner.address).find(largest) is not None


async def test_the_virus_check_skips_nothing_that_is_larger_than_a_part_may_be(scanner: Scanner) -> None:
    """S21: what other kinds of file hold is not counted beforehand."""
    assert await Clamd(scanner.address).find(docx(part=bulk(40 * MEGABYTE) + VIRUS)) is not None


def test_exactly_25_mb_is_taken_and_one_byte_more_is_not() -> None:
    small = len(pdf(b"x"))
    content = pdf(bytes(LARGEST_FILE - small - 100))
    content += b"\n" * (LARGEST_FILE - len(content))
    assert kind_of("letter.pdf", content) == PDF
    with pytest.raises(EvidenceRefused) as refusal:
        kind_of("letter.pdf", content + b"\n")
    assert refusal.value.reason is Unfit.SIZE


@pytest.mark.parametrize(
    ("name", "content", "reason"), [("", b"", Unfit.REQUIRED), ("a.pdf", b"", Unfit.EMPTY)]
)
def test_nothing_is_not_a_file(name: str, content: bytes, reason: Unfit) -> None:
    with pytest.raises(EvidenceRefused) as refusal:
        kind_of(name, content)
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sam\\letter.pdf", "letter.pdf"),
        ('a"b\r\nSet-Cookie: c.pdf', "abSet-Cookie c.pdf"),
        ("ảnh 1.png", "ảnh 1.png"),
        ("..", ""),
        (f"{'a' * 300}.pdf", f"{'a' * 196}.pdf"),
    ],
)
def test_a_name_leads_nowhere(given: str, plain: str) -> None:
    """S20"""
    assert plain_name(given) == plain
