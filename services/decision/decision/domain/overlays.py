"""What can be true of a case beside its stage. Each is a field of its own, never folded into the stage."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

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


Overlay = Consent | Whereabouts | Disqualification | Immigration | Lineage


class Overlays(StrEnum):
    """The name of each overlay: the attribute of the case that holds it."""

    CONSENT = "consent"
    WHEREABOUTS = "whereabouts"
    DISQUALIFICATION = "disqualification"
    IMMIGRATION = "immigration"
    LINEAGE = "lineage"


KINDS: Mapping[Overlays, type[Overlay]] = MappingProxyType(
    {
        Overlays.CONSENT: Consent,
        Overlays.WHEREABOUTS: Whereabouts,
        Overlays.DISQUALIFICATION: Disqualification,
        Overlays.IMMIGRATION: Immigration,
        Overlays.LINEAGE: Lineage,
    }
)

LEADS_TO: Mapping[Overlay, frozenset[Overlay]] = MappingProxyType(
    {
        Consent.NOT_NEEDED: frozenset({Consent.AWAITING_AT_18, Consent.GIVEN, Consent.WITHDRAWN}),
        Consent.AWAITING_AT_18: frozenset({Consent.GIVEN, Consent.REFUSED, Consent.WITHDRAWN}),
        Consent.GIVEN: frozenset({Consent.WITHDRAWN, Consent.AWAITING_AT_18}),
        Consent.REFUSED: frozenset({Consent.GIVEN, Consent.WITHDRAWN}),
        Consent.WITHDRAWN: frozenset({Consent.GIVEN, Consent.NOT_NEEDED}),
        **{
            where: frozenset(Whereabouts) - {where, Whereabouts.FOUND}
            for where in Whereabouts
            if where is not Whereabouts.DECEASED
        },
        Whereabouts.MISSING: frozenset(Whereabouts) - {Whereabouts.MISSING, Whereabouts.KNOWN},
        Whereabouts.DECEASED: frozenset(),
        Disqualification.NONE: frozenset({Disqualification.MINDED_TO}),
        Disqualification.MINDED_TO: frozenset(
            {
                Disqualification.REPRESENTATIONS_EXTENDED,
                Disqualification.IMPOSED,
                Disqualification.NOT_IMPOSED,
            }
        ),
        Disqualification.REPRESENTATIONS_EXTENDED: frozenset(
            {Disqualification.IMPOSED, Disqualification.NOT_IMPOSED}
        ),
        Disqualification.IMPOSED: frozenset({Disqualification.QUASHED}),
        Disqualification.NOT_IMPOSED: frozenset({Disqualification.MINDED_TO}),
        Disqualification.QUASHED: frozenset({Disqualification.MINDED_TO}),
        Immigration.NOT_APPLICABLE: frozenset({Immigration.CONSIDERING}),
        Immigration.CONSIDERING: frozenset(
            {Immigration.GRANTED, Immigration.REFUSED, Immigration.NOT_APPLICABLE}
        ),
        Immigration.GRANTED: frozenset({Immigration.REFUSED, Immigration.CONSIDERING}),
        Immigration.REFUSED: frozenset({Immigration.RECONSIDERING, Immigration.CONSIDERING}),
        Immigration.RECONSIDERING: frozenset({Immigration.GRANTED, Immigration.REFUSED}),
        **{lineage: frozenset(Lineage) - {lineage} for lineage in Lineage},
    }
)


class ChangeNotAllowed(Exception):
    """What is true of the case now cannot turn into this."""

    def __init__(self, was: Overlay, now: Overlay) -> None:
        super().__init__(f"{was.value} cannot become {now.value}")
        self.was = was
        self.now = now


def overlay_of(value: Overlay) -> Overlays:
    return next(name for name, kind in KINDS.items() if isinstance(value, kind))


def check_change(was: Overlay, now: Overlay) -> None:
    if now not in LEADS_TO[was]:
        raise ChangeNotAllowed(was, now)
