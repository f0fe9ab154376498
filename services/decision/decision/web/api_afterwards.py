"""What follows a decision, for programs: the same answers under the same rules as on the pages."""

from fastapi import APIRouter

from decision.web.api_bodies import CaseBody
from decision.web.api_programs import Program, ReviewersProgram
from decision.web.asking_again import AskAgainForm
from decision.web.disqualified import QUASH, QuashForm
from decision.web.disqualified import REVIEW as DECIDE_DISQUALIFICATION
from decision.web.disqualified_again import ANSWER, ASK_AGAIN
from decision.web.disqualified_again import AnswerForm as DisqualificationAnswer
from decision.web.disqualifying import ASSESS, NOTIFY, REPRESENT, AssessForm, NotifyForm, RepresentForm
from decision.web.disqualifying import MORE_TIME as MORE_TIME_TO_REPRESENT
from decision.web.disqualifying import MoreTimeForm as MoreTimeToRepresent
from decision.web.protecting import PROTECT, ProtectForm
from decision.web.reconsidered import ACCEPT, KEEP, REFUSE, REOPEN, AcceptForm, DecideForm, RefuseForm
from decision.web.reconsidering import ASK, MORE_TIME, AskForm, MoreTimeForm
from decision.web.revoking import CONSIDER, PROPOSE, ConsiderForm, ProposeForm
from decision.web.revoking import REPRESENT as ANSWER_REVOCATION
from decision.web.revoking import REVIEW as DECIDE_REVOCATION
from decision.web.revoking import RepresentForm as RevocationAnswer
from decision.web.second_looks import SecondLookForm

router = APIRouter(prefix="/v1/cases/{case_id}")


@router.post("/reconsideration/ask")
async def request(program: Program, body: AskForm) -> CaseBody:
    """To ask changes no exit date."""
    return await program.does(ASK, body)


@router.post("/reconsideration/more-time")
async def give_more_time(program: Program, body: MoreTimeForm) -> CaseBody:
    return await program.does(MORE_TIME, body)


@router.post("/reconsideration/accept")
async def accept(program: Program, body: AcceptForm) -> CaseBody:
    return await program.does(ACCEPT, body)


@router.post("/reconsideration/refuse")
async def refuse(program: Program, body: RefuseForm) -> CaseBody:
    return await program.does(REFUSE, body)


@router.post("/reconsideration/keep")
async def keep(program: Program, body: DecideForm) -> CaseBody:
    return await program.does(KEEP, body)


@router.post("/reconsideration/reopen")
async def reopen(program: Program, body: DecideForm) -> CaseBody:
    return await program.does(REOPEN, body)


@router.post("/disqualification/notify")
async def notify(program: Program, body: NotifyForm) -> CaseBody:
    return await program.does(NOTIFY, body)


@router.post("/disqualification/more-time")
async def give_more_time_to_represent(program: Program, body: MoreTimeToRepresent) -> CaseBody:
    return await program.does(MORE_TIME_TO_REPRESENT, body)


@router.post("/disqualification/representations")
async def represent(program: Program, body: RepresentForm) -> CaseBody:
    return await program.does(REPRESENT, body)


@router.post("/disqualification/assess")
async def assess(program: Program, body: AssessForm) -> CaseBody:
    return await program.does(ASSESS, body)


@router.post("/disqualification/review")
async def decide_disqualification(program: ReviewersProgram, body: SecondLookForm) -> CaseBody:
    """By a second person. Imposed, it takes effect at once, and never closes the case."""
    return await program.does(DECIDE_DISQUALIFICATION, body)


@router.post("/disqualification/quash")
async def quash(program: Program, body: QuashForm) -> CaseBody:
    return await program.does(QUASH, body)


@router.post("/disqualification/ask-again")
async def ask_about_disqualification(program: Program, body: AskAgainForm) -> CaseBody:
    """It stays imposed meanwhile."""
    return await program.does(ASK_AGAIN, body)


@router.post("/disqualification/answer")
async def answer_about_disqualification(program: Program, body: DisqualificationAnswer) -> CaseBody:
    """By somebody who neither weighed nor decided it."""
    return await program.does(ANSWER, body)


@router.post("/further-protection")
async def decide_on_protection(program: Program, body: ProtectForm) -> CaseBody:
    """After a further positive decision nothing protects by itself."""
    return await program.does(PROTECT, body)


@router.post("/revocation/consider")
async def consider_revocation(program: Program, body: ConsiderForm) -> CaseBody:
    return await program.does(CONSIDER, body)


@router.post("/revocation/representations")
async def answer_revocation(program: Program, body: RevocationAnswer) -> CaseBody:
    return await program.does(ANSWER_REVOCATION, body)


@router.post("/revocation/propose")
async def propose_revocation(program: Program, body: ProposeForm) -> CaseBody:
    return await program.does(PROPOSE, body)


@router.post("/revocation/review")
async def decide_revocation(program: ReviewersProgram, body: SecondLookForm) -> CaseBody:
    """By a second person. Revoked, the decision is negative at once."""
    return await program.does(DECIDE_REVOCATION, body)
