"""What is refused after a decision, with which status, and why in words."""

from http import HTTPStatus

from decision.domain.disqualified_again import NobodyAsked, RequestWaits
from decision.domain.disqualifying import NoPositiveDecision, NoSuchPower, NothingConsidered
from decision.domain.further_grounds import NoProtectionAwaited
from decision.domain.overlays import ChangeNotAllowed
from decision.domain.permission import (
    NoDutyToGrant,
    NoPermissionConsidered,
    NoPositiveConclusion,
    NotPaused,
    PermissionIsPaused,
)
from decision.domain.permission_again import LookedAtAgain, NothingToTakeBack, NotRefused
from decision.domain.reconsideration import RequestNotOpen
from decision.domain.reconsidering import NothingToReconsider
from decision.domain.revocation import NothingToRevoke, RevocationIsConsidered
from decision.storage import NoOpenRequest, NoPermission, NoRevocation, NothingProposed
from plumbing.problems import Refusals, refused

NOT_AS_THINGS_ARE = {
    NoPermission: "Nobody has considered permission to stay on this case.",
    NoPermissionConsidered: (
        "Permission to stay is not considered on this case, or it is not at this point."
    ),
    NoPositiveConclusion: "Permission to stay follows a positive conclusive grounds decision that stands.",
    NoDutyToGrant: "Nobody who is disqualified, or has died, is owed permission to stay.",
    PermissionIsPaused: "Decisions of this kind are paused. Somebody must first say that this one goes on.",
    NotPaused: "The consideration goes on already.",
    NotRefused: "Only a refusal can be looked at again.",
    LookedAtAgain: "The refusal has been looked at again already. A court is the only further route.",
    NothingToTakeBack: (
        "Leave is taken back only from somebody disqualified, or whose positive decision was revoked."
    ),
    NobodyAsked: "Nobody waits for an answer about the disqualification.",
    RequestWaits: "The request before this one waits for its answer.",
    NoOpenRequest: "Nobody’s request for reconsideration waits on this case.",
    RequestNotOpen: "The request has been answered, or the reconsideration decided.",
    NothingToReconsider: "No negative decision stands.",
    NothingProposed: "Nobody has considered disqualification on this case.",
    NothingConsidered: "No disqualification is being considered, or it is not at this point.",
    NoPositiveDecision: (
        "Protection that was never given cannot be taken away: reasonable grounds were not positive."
    ),
    NoSuchPower: "Before the Nationality and Borders Act there was no disqualification.",
    ChangeNotAllowed: "What is true of the case now cannot turn into this.",
    NoRevocation: "Nobody has considered revoking a decision on this case.",
    NothingToRevoke: "Revocation is not being considered, or it is not at this point.",
    RevocationIsConsidered: "A revocation is being considered already.",
    NoProtectionAwaited: "No further positive decision waits for somebody to say whether it protects.",
}
AFTERWARDS: Refusals = {
    **refused(HTTPStatus.CONFLICT, NOT_AS_THINGS_ARE),
}
