"""What a letter says about days: when support ends, and until when a decision may be questioned.

A date stands in a letter only when its clock runs. Days of grace are never promised, and what is our own
setting is said to be (domain reference, §6 and §11).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clocks import Confidence, RuleNotInForce
from clocks.reasons import length_in_words
from clocks.rules import Rule
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision
from decision.domain.further_grounds import is_further
from decision.domain.reconsideration import Ground
from decision.domain.reconsideration_window import (
    EVIDENCE_WITH_THE_REQUEST,
    ONE_FOR_EACH_POINT,
    is_excluded,
    may_anyone_ask,
    window_of,
)
from decision.domain.timekeeping import (
    EARLIEST_CONCLUSIVE_GROUNDS,
    FURTHER_PROTECTION,
    RECOVERY_PERIODS,
    SUPPORT_PERIODS,
    Timekeeping,
)
from decision.domain.way_out import rules_after
from plumbing.govuk.dates import day

WITH_THE_REQUEST = (
    "Say what {whose} name, date of birth, nationality and reference are, which of the two it is, and why. "
    "Send what supports it."
)


@dataclass(frozen=True)
class Reader:
    """The person reads "you"; whoever reads it for them, or is told of it, reads "they"."""

    who: str
    whose: str
    whom: str

    def said(self, words: str, **more: str) -> str:
        text = words.format(who=self.who, whose=self.whose, whom=self.whom, **more)
        return text[0].upper() + text[1:]


YOU = Reader("you", "your", "you")
THEY = Reader("they", "their", "them")


@dataclass(frozen=True)
class Days:
    """The dates of one decision, in the words of one reader."""

    case: Case
    decision: Decision
    times: Timekeeping
    reader: Reader

    def recovery(self) -> Sequence[str]:
        """After a positive reasonable grounds decision."""
        return [*self._recovery(), *self._earliest(), *self._support()]

    def way_out(self) -> Sequence[str]:
        """How long support goes on. The date is given when it is counted already."""
        rules = rules_after(self.decision)
        running = self._running(rules)
        if running and running.due_on:
            words = "Support goes on at least until {until}{mark}."
            return [self.reader.said(words, until=day(running.due_on), mark=self._mark(running))]
        rule = self._in_force(rules)
        if rule is None or rule.length is None:
            return ["Ask the support provider how long support goes on."]
        words = (
            "If {who} are in support, it goes on for at least {length}{mark}, counted from the day {who}, or "
            "{whose} lawyer, receive this decision. That day is not known yet, so no date is given here."
        )
        length = length_in_words(rule.length)
        return [self.reader.said(words, length=length, mark=_in_brackets(rule.confidence))]

    def reconsideration(self) -> Sequence[str]:
        """By the rules of the day of the decision."""
        lead = (
            "{who}, or anyone for {whom}, may ask us to look at this decision again"
            if may_anyone_ask(self.decision, times=self.times)
            else "{whose} first responder or support provider may ask us to look at this decision again"
        )
        grounds = "if there is new evidence that could change it, or if guidance was not followed."
        asking = self.reader.said(WITH_THE_REQUEST)
        return [self.reader.said(f"{lead} {grounds}"), *self._limits(), asking, *self._exclusion()]

    def _limits(self) -> Iterator[str]:
        guidance = window_of(self.case, self.decision, Ground.GUIDANCE)
        evidence = window_of(self.case, self.decision, Ground.NEW_EVIDENCE)
        if guidance is None or guidance.due_on is None:
            yield "We know of no time limit in the rules of the day of this decision."
        elif evidence is guidance:
            yield self.reader.said("Ask by {until}: {length}.", **self._limit(guidance))
        else:
            yield self.reader.said(
                "If guidance was not followed, ask by {until}: {length}.", **self._limit(guidance)
            )
            yield "If there is new evidence, there is no time limit."
        yield from self._about_the_limit(guidance)

    def _about_the_limit(self, window: Clock | None) -> Iterator[str]:
        if window is None:
            return
        if window.rule == ONE_FOR_EACH_POINT:
            yield "There can be one request for each point."
        if window.rule == EVIDENCE_WITH_THE_REQUEST:
            yield "The evidence must come with the request."
        yield "There is more time only for exceptional reasons. Ask for it as early as possible."

    def _limit(self, window: Clock) -> dict[str, str]:
        rule = self.times.rule_of(window)
        assert window.due_on is not None
        assert rule.length is not None
        length = f"{length_in_words(rule.length)} from the date of the decision"
        return {"until": day(window.due_on), "length": f"{length}{_in_brackets(rule.confidence)}"}

    def _exclusion(self) -> Iterator[str]:
        """A request may still come on the last day, so the rules of that day count."""
        window = window_of(self.case, self.decision, Ground.GUIDANCE)
        if window is None or window.due_on is None or not is_excluded(window.due_on, times=self.times):
            return
        yield self.reader.said(
            "{who} cannot ask if it is planned to remove {whom} to a state that has joined both the Council "
            "of Europe convention against trafficking and the European Convention on Human Rights ({mark}). "
            "The only way is then to go to court.",
            mark=Confidence.REPORTED.in_words,
        )

    def _recovery(self) -> Iterator[str]:
        if is_further(self.case):
            yield from self._protection()
            return
        period = self._running(RECOVERY_PERIODS)
        if period and period.due_on:
            yield self.reader.said(
                "{whose} recovery period has begun. It lasts at least until {until}, and longer if we have "
                "not made the final decision by then.",
                until=day(period.due_on),
            )

    def _protection(self) -> Iterator[str]:
        """A further decision promises nothing that nobody has decided."""
        period = self._running((FURTHER_PROTECTION,))
        if period and period.due_on:
            yield self.reader.said(
                "We have decided that {who} are protected and supported again. That lasts at least until "
                "{until}, and longer if we have not made the final decision by then.",
                until=day(period.due_on),
            )
            return
        yield self.reader.said(
            "All that this decision relies on happened before {who} were first protected. So it starts no "
            "recovery period by itself. We decide separately whether {who} are protected and supported "
            "again, and tell {whom} what we decide and why."
        )

    def _earliest(self) -> Iterator[str]:
        floor = self._running((EARLIEST_CONCLUSIVE_GROUNDS,))
        if floor and floor.due_on:
            yield self.reader.said(
                "The final decision is called conclusive grounds. We do not tell {whom} before {until}.",
                until=day(floor.due_on),
            )

    def _support(self) -> Iterator[str]:
        period = self._running(SUPPORT_PERIODS)
        if period and period.due_on:
            yield f"{self.times.rule_of(period).title}: until {day(period.due_on)}{self._mark(period)}."

    def _running(self, rules: Sequence[str]) -> Clock | None:
        own = [each for each in self.case.open_clocks(*rules) if each.selected_on == self.decision.decided_on]
        return own[-1] if own else None

    def _in_force(self, rules: Sequence[str]) -> Rule | None:
        assert self.decision.decided_on is not None
        for rule_id in rules:
            try:
                rule = self.times.book.select(rule_id, on=self.decision.decided_on)
            except RuleNotInForce:
                continue
            if self.case.nation in rule.applies.nations:
                return rule
        return None

    def _mark(self, clock: Clock) -> str:
        return _in_brackets(self.times.rule_of(clock).confidence)


def _in_brackets(confidence: Confidence) -> str:
    return "" if confidence is Confidence.OFFICIAL else f" ({confidence.in_words})"
