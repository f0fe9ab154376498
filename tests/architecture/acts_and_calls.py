"""Which call under `/v1` does what an act of a page does, where its address does not say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STEP_OF_WRITING = "it keeps a draft between two pages; a program sends the whole decision at once"
ASKS_AGAIN_WHO = "what it shows is shown once, to a person who has signed in just before"
OF_A_DRIVER = "it is for one driver, about one journey, on their own screen"
DRAWN_BY_HAND = "what it answers with is read on its page, by an inspector, and kept nowhere"
WITH_A_REASON = "it shows what somebody wrote about a person, to a person who says why they read it"
A_PROPOSAL = "it is a proposal behind a setting, and no program is promised a call before it is law"
CHOOSES_A_PAGE = "it only chooses the page that asks"
OF_OPERATIONS = "it repairs how events are taken in, which no program may do on its own"


@dataclass(frozen=True)
class Acts:
    """`begins` turns the start of a page's address into that of its call, `called` names the others."""

    begins: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    for_people: Mapping[str, str] = field(default_factory=dict)
    for_people_under: Mapping[str, str] = field(default_factory=dict)

    def is_for_people(self, act: str) -> bool:
        return act in self.for_people or act.startswith(tuple(self.for_people_under))

    def call_of(self, act: str) -> str:
        if act in self.called:
            return f"/v1{self.called[act]}"
        for begins, instead in self.begins.items():
            if act.startswith(begins):
                return f"/v1{instead}{act.removeprefix(begins)}"
        return f"/v1{act}"


CASE = "/cases/{case_id}"
OF_DECIDE = Acts(
    called={
        "/views/save/{queue}": "/views",
        "/views/{view_id}/rename": "/views/{view_id}",
        "/views/{view_id}/delete": "/views/{view_id}",
        "/views/{view_id}/share": "/views/{view_id}",
        "/views/{view_id}/keep": "/views/{view_id}",
        "/my-work/take-next": "/cases/take-next",
        "/search": "/searches",
        "/team/quality-sample": "/quality-sample",
        f"{CASE}/conflict-of-interest": f"{CASE}/conflicts-of-interest",
        f"{CASE}/conflict-of-interest/{{person}}/withdraw": (
            f"{CASE}/conflicts-of-interest/{{person}}/withdraw"
        ),
        f"{CASE}/information/ask": f"{CASE}/information-requests",
        f"{CASE}/information/attempt": f"{CASE}/contact-attempts",
        f"{CASE}/information/stop-waiting": f"{CASE}/stop-waiting",
        f"{CASE}/information/{{request_id}}/answer": f"{CASE}/information-requests/{{request_id}}/answer",
        f"{CASE}/who-was-asked": f"{CASE}/not-asked",
        f"{CASE}/reasonable-grounds/check": f"{CASE}/reasonable-grounds",
        f"{CASE}/conclusive-grounds/check": f"{CASE}/conclusive-grounds",
        f"{CASE}/conclusive-grounds/held": f"{CASE}/conclusive-grounds/confirm",
        f"{CASE}/letters/unsafe-address": f"{CASE}/letters/unsafe-addresses",
    },
    for_people={
        **{
            f"{CASE}/{kind}-grounds/{step}": STEP_OF_WRITING
            for kind in ("reasonable", "conclusive")
            for step in ("outcome", "findings", "reasons")
        },
        f"{CASE}/same-person": CHOOSES_A_PAGE,
        "/team/parked/{event_id}/release": OF_OPERATIONS,
    },
)

PERSON, SUPPORT = "/people/{support_case_id}", "/support-cases/{support_case_id}"
STAY, LINE = "/placements/{placement_id}", "/payment-lines/{line_id}"
OF_PLACE = Acts(
    begins={
        f"{PERSON}/do/": f"{SUPPORT}/",
        f"{PERSON}/": f"{SUPPORT}/",
        "/units/": "/houses/",
        "/figures/returns/": "/returns/",
        "/payments/{of}/lines/": "/payment-lines/",
        "/payments": "/payment-runs",
        "/disclosures/": "/disclosure-requests/",
        "/outages/{outage_id}/lines/": "/payment-lines/",
    },
    called={
        "/elsewhere/{referral_id}": "/referrals/{referral_id}/told",
        "/turning-18/{referral_id}": "/referrals/{referral_id}/answer-at-18",
        f"{PERSON}/place/{{bedspace_id}}": f"{SUPPORT}/offers",
        f"{PERSON}/family/add": f"{SUPPORT}/dependants",
        f"{PERSON}/family/{{dependant_id}}/risks": "/dependants/{dependant_id}/risks",
        f"{PERSON}/family/place/{{premises_id}}": f"{SUPPORT}/household-offers",
        f"{PERSON}/apart": f"{SUPPORT}/kept-apart",
        f"{PERSON}/apart/{{pair_id}}/end": "/kept-apart/{pair_id}/end",
        f"{PERSON}/money/asylum-support": f"{SUPPORT}/asylum-support",
        f"{PERSON}/money/travel": f"{SUPPORT}/travel",
        f"{PERSON}/incident": f"{SUPPORT}/incidents",
        f"{PERSON}/missing": f"{SUPPORT}/missing-episodes",
        f"{PERSON}/complaint": f"{SUPPORT}/complaints",
        f"{PERSON}/disclosures/new": f"{SUPPORT}/disclosure-requests",
        f"{STAY}/accept": "/offers/{offer_id}/accept",
        f"{STAY}/decline/{{side}}": "/offers/{offer_id}/decline",
        f"{STAY}/journey": f"{STAY}/journeys",
        "/beds/{bedspace_id}/void": "/beds/{bedspace_id}/voids",
        "/missing/{episode_id}/told/{whom}": "/missing-episodes/{episode_id}/told",
        "/missing/{episode_id}/release": "/missing-episodes/{episode_id}/release-bed",
        "/missing/{episode_id}/found": "/missing-episodes/{episode_id}/found",
        "/inspections/{inspection_id}/recommend": "/inspections/{inspection_id}/recommendations",
        "/inspections/recommendations/{recommendation_id}": "/recommendations/{recommendation_id}/answer",
    },
    for_people={
        "/units/{premises_id}/address": ASKS_AGAIN_WHO,
        "/payments/{run_id}/file": ASKS_AGAIN_WHO,
        "/journeys/{transport_id}/address": ASKS_AGAIN_WHO,
        "/journeys/{transport_id}/done": OF_A_DRIVER,
        f"{PERSON}/read/{{part}}": WITH_A_REASON,
        "/sample": DRAWN_BY_HAND,
    },
    for_people_under={"/places-of-safety/": A_PROPOSAL},
)
