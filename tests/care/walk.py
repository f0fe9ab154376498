"""Which pages of Place are walked in a real browser, as whom, and why the others are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.care.known_ids import addresses, known_ids
from tests.care.lived import Lived
from tests.care.town import Town

PERSON = "/people/{support_case_id}"
STAY = "/placements/{placement_id}"
HOUSE = "/units/{premises_id}"
BED = "/beds/{bedspace_id}"
BY_THE_PRIME = (
    "/requests",
    "/board",
    "/board/calendar",
    "/people",
    "/elsewhere",
    "/elsewhere/{referral_id}",
    "/inspections",
    "/inspections/{inspection_id}/recommend",
    "/figures",
    "/figures/returns",
    "/figures/returns/{month}",
    "/figures/{month}/declines",
    "/turning-18",
    "/outages",
    "/places-of-safety",
    "/places-of-safety/new",
    "/places-of-safety/{stay_id}",
    "/places-of-safety/{stay_id}/bed",
    "/places-of-safety/{stay_id}/longer",
    "/places-of-safety/{stay_id}/refer",
    "/places-of-safety/{stay_id}/end",
    "/reveals",
    f"{PERSON}/contact",
    f"{PERSON}/attempts",
    f"{PERSON}/assessment",
    f"{PERSON}/place",
    f"{PERSON}/place/{{bedspace_id}}",
    f"{PERSON}/apart",
    f"{PERSON}/provider",
    "/network",
    f"{STAY}/journey",
    f"{HOUSE}/close",
)
BY_MANAGERS = (
    "/workers",
    f"{PERSON}/worker",
    f"{PERSON}/read/{{part}}",
    f"{PERSON}/hold",
    "/retention",
    "/due",
    "/incidents",
    "/inspections/recommendations/{recommendation_id}",
    "/incidents/{incident_id}",
    "/incidents/{incident_id}/close",
    "/payments",
    "/payments/approvals",
    "/payments/{run_id}",
    "/outages/{outage_id}",
    "/missing/{episode_id}/found",
    "/complaints/{complaint_id}/answer",
    "/disclosures/{request_id}",
    "/voids/{void_id}",
    HOUSE,
    f"{HOUSE}/address",
    f"{BED}/void",
    f"{BED}/hours",
    PERSON,
    f"{PERSON}/plan",
    f"{PERSON}/assessments",
    f"{PERSON}/leaving",
    f"{PERSON}/moves",
    "/own-provider",
    f"{PERSON}/do/{{name}}",
    f"{PERSON}/family",
    f"{PERSON}/family/add",
    f"{PERSON}/family/{{dependant_id}}/risks",
    f"{PERSON}/family/place",
    f"{PERSON}/money",
    f"{PERSON}/money/asylum-support",
    f"{PERSON}/money/end",
    f"{PERSON}/money/travel",
    f"{PERSON}/safety",
    f"{PERSON}/incident",
    f"{PERSON}/missing",
    f"{PERSON}/complaint",
    f"{PERSON}/asked-to-leave",
    f"{PERSON}/disclosures",
    f"{PERSON}/disclosures/new",
    STAY,
    f"{STAY}/extend",
    f"{STAY}/welcome",
)
BY_INSPECTORS = ("/sample",)
BY_DRIVERS = ("/journeys", "/journeys/{transport_id}")

BY_HAND = "it is come to by hand in a journey, which looks at it"
SAME_FORM = "it is one form with one button, as those that are walked"
NO_PAGE = "it answers with a redirect or a file"
OF_EVERY_PORTAL = "it is the same in every portal, and walked with those"
ELSEWHERE: Mapping[str, str] = {
    "/": NO_PAGE,
    "/figures/{month}.csv": NO_PAGE,
    "/figures/{month}.ods": NO_PAGE,
    "/figures/returns/{month}.csv": NO_PAGE,
    "/figures/returns/{month}.ods": NO_PAGE,
    f"{STAY}/decline/{{side}}": BY_HAND,
    f"{STAY}/arrive": BY_HAND,
    f"{STAY}/depart": BY_HAND,
    f"{STAY}/cancel": SAME_FORM,
    f"{STAY}/overstay": SAME_FORM,
    f"{STAY}/turnaround": SAME_FORM,
    f"{STAY}/no-show": SAME_FORM,
    f"{BED}/close": SAME_FORM,
    f"{BED}/reopen": SAME_FORM,
    f"{HOUSE}/reopen": SAME_FORM,
    f"{PERSON}/family/place/{{premises_id}}": "its form is that of placing one person",
    "/turning-18/{referral_id}": SAME_FORM,
    "/places-of-safety/{stay_id}/go-on": SAME_FORM,
    "/privacy": OF_EVERY_PORTAL,
    "/accessibility": OF_EVERY_PORTAL,
}
WALKED = (*BY_THE_PRIME, *BY_MANAGERS, *BY_DRIVERS, *BY_INSPECTORS)


@dataclass(frozen=True)
class Walk:
    """Addresses for the prime's network, for a manager of a provider, for a driver, and for an inspector."""

    of_the_prime: list[str]
    of_managers: list[str]
    of_drivers: list[str]
    of_inspectors: list[str]


async def walk(town: Town, lived: Lived) -> Walk:
    ids = await known_ids(town)
    own: dict[str, Sequence[object]] = {
        "support_case_id": [lived.at_home],
        "placement_id": [lived.expected],
        "premises_id": [town.beds["A"].premises_id],
        "bedspace_id": [town.bed("A")],
        "name": ["goal"],
        "referral_id": [lived.child],
        "part": ["plan"],
    }
    known = ids | {name: [str(each) for each in some] for name, some in own.items()}
    queues = [f"/requests?name={name}" for name in ("assess", "place", "answer", "coming")]
    ways_out = [f"/people/{each}/leaving" for each in (lived.leaving, lived.confirmed)]
    return Walk(
        [*_first(BY_THE_PRIME, known), *queues, f"/people/{lived.to_contact}"],
        [*_first(BY_MANAGERS, known), *ways_out],
        _first(BY_DRIVERS, known),
        _first(BY_INSPECTORS, known),
    )


def _first(paths: Sequence[str], known: Mapping[str, Sequence[str]]) -> list[str]:
    return [next(addresses(path, known)) for path in paths]
