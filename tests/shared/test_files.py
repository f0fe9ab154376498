"""Files as they are handed over (S20)."""

import pytest

from plumbing.files import attachment, name_in, size_in_words


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("letter.pdf", "letter.pdf", "letter.pdf"),
        ("Müller.pdf", "M_ller.pdf", "M%C3%BCller.pdf"),
        ('a"; filename="b.exe', "a; filename=b.exe", "a%3B%20filename%3Db.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf", "aSet-Cookie%3A%20x.pdf"),
        ("../../etc\\passwd", "....etcpasswd", "....etcpasswd"),
        ("\n", "file", "file"),
    ],
)
def test_no_name_leads_anywhere_or_adds_a_header(name: str, plain: str, full: str) -> None:
    served = attachment(name, b"x").headers["content-disposition"]
    assert served == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"


def test_a_file_is_never_shown_or_run() -> None:
    headers = attachment("a.html", b"<script>").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


def test_the_name_we_serve_can_be_read_again() -> None:
    assert name_in(attachment("Müller's; letter.pdf", b"x").headers["content-disposition"]) == (
        "Müller's; letter.pdf"
    )
    assert name_in("inline") == ""


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (2048, "2 KB"), (104_857, "102 KB"), (104_858, "0.1 MB")]
)
def test_a_size_is_said_in_the_unit_people_know(size: int, words: str) -> None:
    assert size_in_words(size) == words
