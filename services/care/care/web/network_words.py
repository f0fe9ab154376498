"""How providers, reasons and moves are called on a page."""

from collections.abc import Iterable, Mapping

from care.domain.allocation import SPEAK_FOR, Reason
from care.domain.moving import HomeFault, HomeKind, MoveRefusal, MoveState
from plumbing.govuk.parts import Status

REASONS: Mapping[Reason, str] = {
    Reason.SPEAKS: "Its workers speak the language",
    Reason.DOES_NOT_SPEAK: "Nobody there speaks the language",
    Reason.LANGUAGES_NOT_RECORDED: "It has not said which languages it speaks",
    Reason.SAME_REGION: "Works where the person lives",
    Reason.NEXT_REGION: "Works in the next region",
    Reason.FURTHER: "Works further away",
    Reason.DISTANCE_NOT_KNOWN: "How far away is not known",
    Reason.HAS_ROOM: "Has room on its workers’ lists",
    Reason.FULL: "Its workers’ lists are full",
    Reason.ROOM_NOT_RECORDED: "It has not said how many people it can support",
    Reason.FREE_BEDS: "Has free beds",
    Reason.NO_FREE_BED: "Has no free bed",
    Reason.REGIONS_AT_RISK: "Works only where the person would be at risk",
    Reason.HOUSES_AT_RISK: "All its houses are in areas where the person would be at risk",
}
HOMES: Mapping[HomeKind, str] = {
    HomeKind.CONTRACT: "A bed of this contract",
    HomeKind.ASYLUM: "Asylum accommodation",
    HomeKind.COUNCIL: "A council’s accommodation",
    HomeKind.PRIVATE: "Their own or rented home",
    HomeKind.FAMILY_OR_FRIENDS: "With family or friends",
    HomeKind.OTHER: "Somewhere else",
}
FAULTS: Mapping[HomeFault, str] = {
    HomeFault.AREA_NOT_SAFE: "The area is tied to their exploitation",
    HomeFault.PEOPLE_NOT_SAFE: "Somebody there is a danger to them",
    HomeFault.SHARING_NOT_SUITABLE: "They share with people they should not have to share with",
    HomeFault.HEALTH_NEEDS_NOT_MET: "Their health needs cannot be met there",
    HomeFault.NOT_ACCESSIBLE: "They cannot get about in it",
    HomeFault.FAMILY_NOT_TOGETHER: "Their family is not together",
    HomeFault.TOO_FAR_FROM_SUPPORT: "It is too far from those who support them",
    HomeFault.POOR_CONDITION: "It is crowded, damp or in bad repair",
    HomeFault.ENDING: "They cannot stay there",
}
MOVE_REFUSALS: Mapping[MoveRefusal, str] = {
    MoveRefusal.NEEDS_CAN_BE_MET: "What is wrong can be put right where they live",
    MoveRefusal.NO_PLACE_MEETS_THEM: "No place of the contract would meet their needs better",
    MoveRefusal.ASK_COUNCIL: "The council has to help first",
    MoveRefusal.MORE_TO_KNOW: "More has to be known first. Ask again with it",
}
MOVES: Mapping[MoveState, Status] = {
    MoveState.ASKED: Status("Waits for the network’s answer", "waiting"),
    MoveState.ACCEPTED: Status("Accepted: a bed is to be found", "in-progress"),
    MoveState.REFUSED: Status("Refused", "overdue"),
    MoveState.WITHDRAWN: Status("Withdrawn", "done"),
    MoveState.DONE: Status("Moved", "done"),
}


def speaking_for(reasons: Iterable[str]) -> list[str]:
    return [REASONS[Reason(each)] for each in reasons if each in SPEAK_FOR]


def speaking_against(reasons: Iterable[str]) -> list[str]:
    return [REASONS[Reason(each)] for each in reasons if each not in SPEAK_FOR]
