"""What is refused, with which status, and why in words. A program gets the exception’s name as a code."""

from http import HTTPStatus

from clocks import CalendarHorizon
from decision.domain.allocation import (
    ConflictDeclared,
    NoConflictDeclared,
    NotACaseworker,
    NothingToAllocate,
    NotYourConflict,
    ReferredByOwnOrganisation,
)
from decision.domain.case import NotYours, TakenBySomebodyElse
from decision.domain.closing import CaseIsClosed
from decision.domain.conclusive_grounds import AlreadyHeld, AnotherTestApplies, NothingHeld
from decision.domain.decisions import (
    NotEverybodyAsked,
    NothingReliedOn,
    NotOfThisCase,
    ReasonsMissing,
    ReasonsTooLong,
    ReviewerIsAuthor,
)
from decision.domain.definition import FindingsDisagree, FindingsIncomplete
from decision.domain.delay import AnotherDelayIsOpen, DelayNotOpen, NotDelayed
from decision.domain.earliest_day import FloorNotReached
from decision.domain.information_requests import AnswerComesThroughRefer, AnsweredAlready, NothingToAskFor
from decision.domain.joining import LineageNotSaid, OneCaseOnly, PartOfAnother, UndoneAlready
from decision.domain.panels import (
    LeadIsNotIndependent,
    NotQuorate,
    PanelHasNotSat,
    PanelHasSat,
    PapersNotSent,
)
from decision.domain.receipt import NoReviewDue, NothingToAcknowledge
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.domain.restriction import NamesNobodyElse, NotNamed, NotRestricted, RestrictedToOthers
from decision.domain.stages import StepNotAllowed
from decision.domain.turning_18 import NothingToConsentTo
from decision.domain.withdrawal import NothingWasAsked
from decision.storage import (
    CaseChanged,
    CaseNotFound,
    DelayRequestNotFound,
    JoinNotFound,
    PanelNotFound,
    RequestNotFound,
    ViewNotFound,
)
from decision.web.refused_afterwards import AFTERWARDS
from plumbing.problems import Refusals, refused

NOT_THERE = {
    CaseNotFound: "There is no such case.",
    RequestNotFound: "There is no such request.",
    DelayRequestNotFound: "There is no such request for a delay.",
    JoinNotFound: "The two cases are not joined, or were never.",
    ViewNotFound: "There is no such view, or it is somebody else’s and not shared.",
    OneCaseOnly: "A case is not joined with itself.",
    PanelNotFound: "There is no such panel.",
}
NOT_AS_THINGS_ARE = {
    CaseIsClosed: "Nothing more can be done with a closed case.",
    AnotherDelayIsOpen: "The request before this one waits for its answer.",
    DelayNotOpen: "The request has been answered.",
    NotDelayed: "No delay has been agreed that could end.",
    NoReviewDue: "No review of progress is due.",
    NothingToAcknowledge: "The referral has been acknowledged, or never has to be.",
    NothingToConsentTo: "Nobody waits for this person’s agreement.",
    NothingWasAsked: "Nobody has asked to withdraw.",
    PartOfAnother: "The case has been merged into another: whatever there is to do is done there.",
    UndoneAlready: "Somebody has undone it already.",
    LineageNotSaid: (
        "Say how the referral relates to the one decided positive: whether it protects anew turns on it."
    ),
    CaseChanged: "Somebody has changed the case since it was read.",
    StepNotAllowed: "The case is at a stage from which this step does not lead anywhere.",
    TakenBySomebodyElse: "Two people cannot hold one case.",
    NotYours: "Only who holds a case can put it back.",
    NoConflictDeclared: (
        "This person has declared no conflict of interest in this case, or has withdrawn it."
    ),
    NotRestricted: "The case is open to everybody already.",
    NothingToAllocate: "The case waits for nobody: it is decided or closed.",
    AlreadyHeld: (
        "A decision is written and waits for its day: confirm it or set it aside before writing another."
    ),
    NothingHeld: "No decision waits for its day.",
    FloorNotReached: "The decision may be written now, and not served before its earliest day.",
    AnotherTestApplies: (
        "A decision applies the test of the day it is made: one written under an older test is written anew."
    ),
    PapersNotSent: "A panel cannot judge what it has not been given.",
    NotEverybodyAsked: (
        "Before a negative decision everybody who may know more is asked, or it is said why not."
    ),
    NothingToAskFor: "No decision is awaited, so nobody needs to be asked.",
    AnsweredAlready: "The request has been answered already.",
    AnswerComesThroughRefer: "The first responder answers in their own portal, where the answer is kept.",
    PanelHasSat: "What a panel has said is not said again; another negative decision goes to a new panel.",
    PanelHasNotSat: "The panel has not sat yet.",
}
NOT_LIKE_THIS = {
    CalendarHorizon: "The bank holidays of that day are not known, so it cannot be counted.",
    NotNamed: "Who holds a restricted case is among those who may open it.",
    NamesNobodyElse: "A case only one person could open would wait whenever they are away.",
    NotACaseworker: "Only a caseworker who may come in today can be given a case.",
    ReasonsMissing: "Nobody decides, or returns a decision, without saying why.",
    ReasonsTooLong: "The reasons are too long.",
    NothingReliedOn: "A decision must name what it relies on, were it the referral alone.",
    NotOfThisCase: "A decision relies only on the referral, the files and the answers of its own case.",
    FindingsIncomplete: (
        "A part of a definition that had to be tested was not, or one was that did not have to be."
    ),
    FindingsDisagree: "What is found of each part leads to another outcome than the one given.",
    NotQuorate: (
        "A panel needs its chair and two others. Whoever declared a conflict stepped out and does not count."
    ),
}
NOT_FOR_YOU = {
    ReviewerIsAuthor: "A negative decision must be checked by somebody who did not write it.",
    SomebodyElseMustDecide: (
        "Who wrote, reviewed or confirmed the first decision does not look at it again."
    ),
    ConflictDeclared: "Who has declared a conflict of interest in a case has nothing to do with it.",
    ReferredByOwnOrganisation: "Nobody decides a case their own organisation referred.",
    NotYourConflict: "Only a leader, or who declared it, withdraws a conflict of interest.",
    RestrictedToOthers: "The case is open to others only.",
    LeadIsNotIndependent: "Whoever wrote or checked a decision does not weigh a disagreement about it.",
}
REFUSALS: Refusals = {
    **AFTERWARDS,
    **refused(HTTPStatus.NOT_FOUND, NOT_THERE),
    **refused(HTTPStatus.CONFLICT, NOT_AS_THINGS_ARE),
    **refused(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_LIKE_THIS),
    **refused(HTTPStatus.FORBIDDEN, NOT_FOR_YOU),
}
