"""What happened to a decision before it stood, and that a conclusive one stands, in words."""

from collections.abc import Mapping

from decision.web.telling import Fact, Tell, Words, day_in_words

GROUNDS = {"reasonable_grounds": "reasonable grounds", "conclusive_grounds": "conclusive grounds"}
WHERE = "The reasons are on the Decisions page."


def _written(fact: Fact) -> Words:
    grounds = GROUNDS[fact["decision"]]
    test = f"Test applied: {fact['test']}."
    if fact["outcome"] == "positive":
        return f"Positive {grounds} decision written", test
    return f"Negative {grounds} decision written", f"A second person must agree. {test}"


def _held(fact: Fact) -> Words:
    until = f"until {day_in_words(fact['not_before'])}" if fact["not_before"] else "until its day has come"
    return "Decision held", f"It may not be served {until}. Then somebody must confirm it."


def _confirmed(fact: Fact) -> Words:
    then = "It stands." if fact["outcome"] == "positive" else "It goes to a second person."
    return "The decision that was held is confirmed", then


def _set_aside(_: Fact) -> Words:
    return "The decision that was held is set aside", WHERE


def _to_panel(_: Fact) -> Words:
    return "Sent to an assurance panel", "A panel sees the negative decision before it is served."


def _arranged(fact: Fact) -> Words:
    again = "again " if fact["is_again"] else ""
    return f"Assurance panel arranged {again}for {day_in_words(fact['panel_on'])}", ""


def _papers_sent(fact: Fact) -> Words:
    return "Papers sent to the panel", f"On {day_in_words(fact['sent_on'])}."


def _sat(fact: Fact) -> Words:
    out = fact["stepped_out"]
    stepped_out = f" {out} declared a conflict and stepped out." if out else ""
    return "The panel sat", f"{fact['present']} members took part.{stepped_out}"


def _answered(fact: Fact) -> Words:
    if fact["is_agreed"]:
        return "The panel agrees with the decision", ""
    return "The panel disagrees with the decision", f"A technical lead weighs this. {WHERE}"


def _lead(fact: Fact) -> Words:
    if fact["is_upheld"]:
        return "The technical lead lets the decision stand", WHERE
    return "The technical lead sends the decision back", WHERE


def _decided(fact: Fact) -> Words:
    revoked = "An earlier positive decision is revoked." if fact.get("is_revocation") else ""
    return f"Conclusive grounds decided: {fact['outcome']}", revoked


TOLD: Mapping[str, Tell] = {
    "decision_written": _written,
    "decision_held": _held,
    "decision_confirmed": _confirmed,
    "decision_set_aside": _set_aside,
    "sent_to_panel": _to_panel,
    "panel_arranged": _arranged,
    "panel_papers_sent": _papers_sent,
    "panel_sat": _sat,
    "panel_answered": _answered,
    "lead_answered": _lead,
    "cg_decided": _decided,
}
