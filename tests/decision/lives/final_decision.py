"""Acts about conclusive grounds, assurance panels among them, on random cases."""

from tests.decision.conclusive_builders import THE_REFERRAL, a_conclusive_ruling
from tests.decision.lives.dice import Dice
from tests.decision.lives.first_decision import a_review, somebody
from tests.decision.lives.life import STAFF, Life

from contracts.events import Event
from decision.domain import assurance, conclusive_grounds, conclusive_review
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.conclusive_grounds import Confirmation, SettingAside
from decision.domain.definition import Head
from decision.domain.panels import LeadAnswer, Member, Panel, PanelAnswer, Seat
from decision.domain.stages import Step, StepNotAllowed

SITTINGS = (
    (Member(Seat.CHAIR, False), Member(Seat.POLICE, False), Member(Seat.CHARITY, False)),
    (Member(Seat.CHAIR, False), Member(Seat.POLICE, False), Member(Seat.CHARITY, True)),
)


def decide(life: Life, dice: Dice) -> list[Event]:
    head = dice.one_of((None, Head.TRAFFICKING, None, Head.SLAVERY))
    ruling = a_conclusive_ruling(
        head,
        decision_id=life.new_id(),
        reasons=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
        relied_on=() if dice.is_rare() else (THE_REFERRAL,),
    )
    return conclusive_grounds.decide(life.case, ruling, times=life.times)


def confirm(life: Life, dice: Dice) -> list[Event]:
    given = Confirmation(by=somebody(life, dice), at=life.at())
    return conclusive_grounds.confirm(life.case, given, times=life.times)


def set_aside(life: Life, dice: Dice) -> list[Event]:
    given = SettingAside(by=somebody(life, dice), at=life.at(), reasons=dice.words())
    return conclusive_grounds.set_aside(life.case, given)[1]


def review(life: Life, dice: Dice) -> list[Event]:
    return conclusive_review.review(life.case, a_review(life, dice), times=life.times)[1]


def arrange_panel(life: Life, dice: Dice) -> list[Event]:
    """For a decision that has a panel already, it is that panel on another day."""
    panel_on = dice.day_near(life.day, after=30)
    said = Arrangement(panel_id=life.new_id(), panel_on=panel_on, by=somebody(life, dice), at=life.at())
    if life.panel and life.panel.is_about(life.case.decisions):
        return assurance.arrange_again(life.case, life.panel, said, times=life.times)
    life.panel, events = assurance.arrange(life.case, said, times=life.times)
    return events


def send_papers(life: Life, _dice: Dice) -> list[Event]:
    return assurance.send_papers(life.case, _panel(life, Step.PANEL_AGREES), on=life.day)


def sit(life: Life, dice: Dice) -> list[Event]:
    members = dice.one_of(SITTINGS)
    return assurance.sit(life.case, _panel(life, Step.PANEL_AGREES), members, times=life.times)


def hear_panel(life: Life, dice: Dice) -> list[Event]:
    answer = dice.one_of(list(PanelAnswer))
    word = PanelsWord(answer=answer, reasons=dice.words(), by=somebody(life, dice), at=life.at())
    return assurance.hear_panel(life.case, _panel(life, Step.PANEL_AGREES), word, times=life.times)


def hear_lead(life: Life, dice: Dice) -> list[Event]:
    answer = dice.one_of(list(LeadAnswer))
    word = LeadsWord(answer=answer, reasons=dice.words(), by=dice.one_of(STAFF), at=life.at())
    return assurance.hear_lead(life.case, _panel(life, Step.LEAD_UPHOLDS), word, times=life.times)


def _panel(life: Life, step: Step) -> Panel:
    """The latest of the case; where there is none, the store refuses as the case would."""
    if life.panel is None:
        raise StepNotAllowed(life.case.stage, step)
    return life.panel
