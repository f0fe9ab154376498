"""Where the pages are."""

from uuid import UUID

REQUESTS = "/requests"
BOARD = "/board"
PEOPLE = "/people"
ELSEWHERE = "/elsewhere"
DUE = "/due"
PAYMENTS = "/payments"
OUTAGES = "/outages"
JOURNEYS = "/journeys"
INCIDENTS = "/incidents"
REVEALS = "/reveals"
FIGURES = "/figures"
INSPECTIONS = "/inspections"
RETURNS = f"{FIGURES}/returns"
OWN_PROVIDER = "/own-provider"
NETWORK = "/network"
WORKERS = "/workers"
SAMPLE = "/sample"
RETENTION = "/retention"
PLACES_OF_SAFETY = "/places-of-safety"


def person(support_case_id: UUID, part: str = "") -> str:
    return f"{PEOPLE}/{support_case_id}/{part}".rstrip("/")


def placement(placement_id: UUID, part: str = "") -> str:
    return f"/placements/{placement_id}/{part}".rstrip("/")


def unit(premises_id: UUID, part: str = "") -> str:
    return f"/units/{premises_id}/{part}".rstrip("/")


def payments(part: object = "", act: str = "") -> str:
    return f"{PAYMENTS}/{part}/{act}".rstrip("/")


def bed(bedspace_id: UUID, part: str) -> str:
    return f"/beds/{bedspace_id}/{part}"


def void(void_id: UUID, part: str = "") -> str:
    return f"/voids/{void_id}/{part}".rstrip("/")


def journey(transport_id: UUID, act: str = "") -> str:
    return f"{JOURNEYS}/{transport_id}/{act}".rstrip("/")


def monthly_return(month: object) -> str:
    return f"{RETURNS}/{month}"


def place_of_safety(stay_id: UUID, act: str = "") -> str:
    return f"{PLACES_OF_SAFETY}/{stay_id}/{act}".rstrip("/")
