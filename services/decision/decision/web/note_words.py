"""What a note was written about."""

from collections.abc import Mapping

from decision.storage.case_notes import About

TITLES: Mapping[About, str] = {
    "routing": "About age and route",
    "whereabouts": "About where the person is",
    "suspended": "Why the case was suspended",
    "resumed": "Why the case goes on",
    "withdrawal": "About the withdrawal",
    "withdrawal_not_taken": "Why the case goes on after somebody asked to withdraw",
    "delay_asked": "Why a delay was asked for",
    "delay_answered": "About the answer to the request to delay",
    "delay_ended": "Why the delay was ended",
    "consent_at_18": "About what the person said at 18",
    "received_date": "Why the received date was corrected",
    "closing": "Why the case was closed",
    "acknowledgement": "About the acknowledgement",
    "progress": "What came of the progress check",
    "reconsideration_asked": "What was said when asking for a reconsideration",
    "reconsideration_answered": "About the answer to the request for reconsideration",
    "reconsideration_decided": "Why the decision was kept or opened again",
    "reconsideration_extended": "Why there is more time to ask for a reconsideration",
    "disqualification_notified": "Why disqualification is considered",
    "disqualification_extended": "Why there is more time for representations",
    "disqualification_represented": "The representations",
    "disqualification_threat": "Disqualification: the threat",
    "disqualification_recovery_need": "Disqualification: the need for recovery",
    "disqualification_retrafficking_risk": "Disqualification: the risk of being trafficked again",
    "disqualification_weighing": "Disqualification: how they were weighed",
    "disqualification_reviewed": "What the second person said of the disqualification",
    "disqualification_quashed": "Why the disqualification was quashed",
    "revocation_considered": "Why the positive decision may be revoked",
    "revocation_represented": "The answer about the revocation",
    "revocation_proposed": "What was proposed on the revocation, and why",
    "revocation_reviewed": "What the second person said of the revocation",
    "case_restricted": "Why the case is restricted",
    "restriction_lifted": "Why the restriction was lifted",
    "cases_linked": "Why the two cases are about one person",
    "cases_merged": "Why the cases were merged",
    "conflict_withdrawn": "Why a conflict of interest was withdrawn",
    "further_protection": "Why the person is, or is not, protected again",
    "disqualification_asked_again": "What was said when asking to look at the disqualification again",
    "disqualification_answered": "Why the disqualification was kept or quashed when asked about",
    "permission_considered": "Why permission to stay is considered",
    "permission_stopped": "Why permission to stay is not considered any more",
    "permission_paused": "Why permission to stay is paused",
    "permission_resumed": "Why the consideration of permission to stay goes on",
    "permission_decided": "Reasons of the decision on permission to stay",
    "permission_asked_again": "What was said when asking to look at permission to stay again",
    "permission_extended": "Why there is more time to ask about permission to stay",
    "permission_decided_again": "Reasons of the second decision on permission to stay",
    "permission_revoked": "Why permission to stay was taken back",
    "joining_undone": "Why a link or merge was undone",
}


def note_title(about: About) -> str:
    return TITLES[about]
