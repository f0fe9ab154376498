"""What is so no more when somebody acts on it after a decision: a conflict, for people and programs."""

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

PERMISSION_GONE = (
    NoPermission,
    NoPermissionConsidered,
    NoPositiveConclusion,
    NoDutyToGrant,
    PermissionIsPaused,
    NotPaused,
    NotRefused,
    LookedAtAgain,
    NothingToTakeBack,
)
GONE = (
    *PERMISSION_GONE,
    NobodyAsked,
    RequestWaits,
    NoOpenRequest,
    RequestNotOpen,
    NothingToReconsider,
    NothingProposed,
    NothingConsidered,
    NoPositiveDecision,
    NoSuchPower,
    ChangeNotAllowed,
    NoRevocation,
    NothingToRevoke,
    RevocationIsConsidered,
    NoProtectionAwaited,
)
