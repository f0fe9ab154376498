"""Where the pages are."""

from uuid import UUID

REQUESTS = "/requests"
BOARD = "/board"
PEOPLE = "/people"
ELSEWHERE = "/elsewhere"
PAYMENTS = "/payments"
OUTAGES = "/outages"
INCIDENTS = "/incidents"


def person(support_case_id: UUID, part: str = "") -> str:
    return f"{PEOPLE}/{support_case_id}/{part}".rstrip("/")


def placement(placement_id: UUID, part: str = "") -> str:
    return f"/placements/{placement_id}/{part}".rstrip("/")


def unit(premises_id: UUID) -> str:
    return f"/units/{premises_id}"


def payments(part: object = "", act: str = "") -> str:
    return f"{PAYMENTS}/{part}/{act}".rstrip("/")
