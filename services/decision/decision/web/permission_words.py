"""Permission to stay, in words: on pages and in the history."""

from collections.abc import Mapping

from decision.domain.overlays import Immigration
from decision.domain.permission import Need, PermissionState, Purpose
from decision.web.telling import Fact, Tell, Words, day_in_words

PURPOSES: Mapping[Purpose, str] = {
    Purpose.RECOVERY: "To recover from harm that the exploitation did",
    Purpose.COMPENSATION: "To seek compensation for the exploitation",
    Purpose.COOPERATION: "To help an investigation or a prosecution",
}
NEEDS: Mapping[Need, str] = {
    Need.NEEDED: "Needed",
    Need.NOT_NEEDED: "Not needed",
    Need.MET_ELSEWHERE: "Can be met elsewhere: at home, in an agreed country, or from abroad",
}
STATES: Mapping[PermissionState, str] = {
    PermissionState.CONSIDERING: "Considered: waits for a decision",
    PermissionState.GRANTED: "Granted",
    PermissionState.REFUSED: "Refused",
    PermissionState.ASKED_AGAIN: "Refused, and asked to be looked at again",
    PermissionState.ENDED: "Not considered any more",
}
OVERLAY: Mapping[Immigration, str] = {
    Immigration.NOT_APPLICABLE: "not considered",
    Immigration.CONSIDERING: "considered",
    Immigration.GRANTED: "granted",
    Immigration.REFUSED: "refused",
    Immigration.RECONSIDERING: "looked at again",
}
DONE: Mapping[str, str] = {
    "permission_considered": "Permission to stay is being considered. Decide on it next.",
    "permission_stopped": "Permission to stay is not considered any more.",
    "permission_paused": "The consideration is paused.",
    "permission_resumed": "The consideration goes on.",
    "permission_decided": "Your decision on permission to stay is recorded. Tell the person, with reasons.",
    "permission_asked_again": "The request is recorded. Who did not refuse looks at it again.",
    "permission_extended": "There is more time to ask.",
    "permission_decided_again": "Your decision is recorded. Tell the person, with reasons.",
    "permission_revoked": "It is recorded that leave was taken back. Tell the person, with reasons.",
}
CAUSES: Mapping[str, str] = {"extension.agreed": "More time was agreed."}


def changed(was: str, now: str) -> Words:
    return (
        f"Permission to stay: {OVERLAY[Immigration(now)]}",
        f"It was: {OVERLAY[Immigration(was)]}.",
    )


def _considered(_: Fact) -> Words:
    return "Permission to stay: to be considered", ""


def _stopped(_: Fact) -> Words:
    return "Permission to stay: no duty to grant it", "Why is on the page “After the decision”."


def _paused(_: Fact) -> Words:
    return "Permission to stay: paused", "Why is on the page “After the decision”."


def _resumed(_: Fact) -> Words:
    return "Permission to stay: goes on", ""


def _decided(fact: Fact) -> Words:
    again = " after another look" if fact.get("is_again") else ""
    return f"Permission to stay {'granted' if fact['is_granted'] else 'refused'}{again}", ""


def _asked_again(fact: Fact) -> Words:
    late = " It came late, and is looked at all the same." if fact["is_late"] else ""
    return "Asked to look again at permission to stay", f"On {day_in_words(fact['received_on'])}.{late}"


def _extended(fact: Fact) -> Words:
    return "More time to ask about permission to stay", f"Until {day_in_words(fact['until'])}."


def _revoked(_: Fact) -> Words:
    return "Permission to stay taken back", ""


TOLD: Mapping[str, Tell] = {
    "permission_considered": _considered,
    "permission_stopped": _stopped,
    "permission_paused": _paused,
    "permission_resumed": _resumed,
    "permission_decided": _decided,
    "permission_asked_again": _asked_again,
    "permission_window_extended": _extended,
    "permission_revoked": _revoked,
}
