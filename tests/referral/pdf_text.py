"""What a PDF says, read as a search or a screen reader would: through each font's table of letters."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf

PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SHOWS_TEXT = {"Tj", "TJ"}


def text_of(pdf: bytes) -> str:
    """Without blanks, which are often gaps rather than letters."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return "".join("".join(_shown_on(page)) for page in document.pages).replace(" ", "")


def _shown_on(page: pikepdf.Page) -> Iterator[str]:
    fonts = {str(name): _letters(font) for name, font in page.resources.Font.items()}
    letters: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            letters = fonts[str(instruction.operands[0])]
        elif operator in SHOWS_TEXT:
            yield "".join(_decoded(each, letters) for each in _strings(instruction.operands[0]))


def _strings(operand: object) -> Iterator[bytes]:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    return (bytes(part) for part in parts if isinstance(part, pikepdf.String))


def _decoded(codes: bytes, letters: Mapping[int, str]) -> str:
    pairs = range(0, len(codes), 2)
    return "".join(letters.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in pairs)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    single = "".join(re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL))
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in PAIR.findall(single)}
