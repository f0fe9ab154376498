"""Facts of the decision makers, kept once each whatever comes first."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.heard import DecisionHeard, LetterHeard
from care.storage.heard_tables import heard_decision, heard_letter
from contracts.ids import ReferralId


class Heard:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, referral_id: ReferralId, heard: DecisionHeard) -> bool:
        """False for a fact that is known already."""
        row = {
            "referral_id": referral_id,
            "what": heard.what,
            "at": heard.at,
            "happened_on": heard.on,
            "about": heard.about,
            "outcome": heard.outcome,
        }
        adding = insert(heard_decision).values(row).on_conflict_do_nothing().returning(heard_decision.c.at)
        return (await self._session.scalar(adding)) is not None

    async def decisions(self, referral_id: ReferralId) -> list[DecisionHeard]:
        """In the order in which they happened."""
        known = heard_decision.c
        query = select(heard_decision).where(known.referral_id == referral_id).order_by(known.at, known.what)
        return [
            DecisionHeard(what=row.what, at=row.at, on=row.happened_on, about=row.about, outcome=row.outcome)
            for row in await self._session.execute(query)
        ]

    async def keep_letter(self, referral_id: ReferralId, letter: LetterHeard) -> None:
        """A later word on a letter replaces the earlier: its receipt became known, or was corrected."""
        row = {"referral_id": referral_id, **vars(letter)}
        adding = insert(heard_letter).values(row)
        keys = [column.name for column in heard_letter.primary_key]
        again = adding.on_conflict_do_update(index_elements=keys, set_={"received_on": letter.received_on})
        await self._session.execute(again)

    async def letters(self, referral_id: ReferralId) -> list[LetterHeard]:
        known = heard_letter.c
        query = select(heard_letter).where(known.referral_id == referral_id).order_by(known.sent_at)
        return [
            LetterHeard(
                decision_id=row.decision_id,
                recipient=row.recipient,
                about=row.about,
                outcome=row.outcome,
                sent_at=row.sent_at,
                received_on=row.received_on,
            )
            for row in await self._session.execute(query)
        ]
