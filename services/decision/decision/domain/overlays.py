"""What can be true of a case beside its stage. Each is a field of its own, never folded into the stage."""

from enum import StrEnum

from contracts.ids import AgeBand


class Consent(StrEnum):
    NOT_NEEDED = "not_needed"
    GIVEN = "given"
    AWAITING_AT_18 = "awaiting_at_18"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Whereabouts(StrEnum):
    KNOWN = "known"
    MISSING = "missing"
    FOUND = "found"
    DETAINED = "detained"
    OUTSIDE_UK = "outside_uk"
    DECEASED = "deceased"


class Disqualification(StrEnum):
    NONE = "none"
    MINDED_TO = "minded_to"
    REPRESENTATIONS_EXTENDED = "representations_extended"
    IMPOSED = "imposed"
    NOT_IMPOSED = "not_imposed"
    QUASHED = "quashed"


class Immigration(StrEnum):
    """Temporary permission to stay, considered after a positive conclusive grounds decision."""

    NOT_APPLICABLE = "not_applicable"
    CONSIDERING = "vts_considering"
    GRANTED = "vts_granted"
    REFUSED = "vts_refused"
    RECONSIDERING = "vts_recon"


class Lineage(StrEnum):
    """How a referral relates to earlier ones about the same person."""

    FIRST = "first"
    REPEAT_SAME_FACTS = "repeat_same_facts"
    FURTHER_REASONABLE_GROUNDS = "further_rg"
    NEW_EXPLOITATION = "new_exploitation"


def consent_at_referral(age_band: AgeBand) -> Consent:
    """A referred adult has agreed, or there would be no referral; a child need not."""
    return Consent.NOT_NEEDED if age_band == "child" else Consent.GIVEN
