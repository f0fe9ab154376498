"""Who can be asked about a case, and what came of trying to reach them."""

from enum import StrEnum


class AskedParty(StrEnum):
    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    CHILDRENS_SERVICES = "childrens_services"
    ADULT_SERVICES = "adult_services"
    GUARDIAN = "guardian"
    POLICE = "police"


class How(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"


class Result(StrEnum):
    SPOKEN_TO = "spoken_to"
    MESSAGE_LEFT = "message_left"
    NOT_REACHED = "not_reached"
    WOULD_NOT_SAY = "would_not_say"


class WhyNot(StrEnum):
    NOT_INVOLVED = "not_involved"
    OTHER = "other"
