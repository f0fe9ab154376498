"""Assurance panels, one to a decision. Changes wait for the lock of the case they are about."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.panels import Panel
from decision.storage.panel_tables import assurance_panel


class PanelNotFound(Exception):
    pass


class Panels:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, panel: Panel) -> None:
        self._session.add(panel)

    async def of_case(self, case_id: CaseId) -> Sequence[Panel]:
        """Latest first."""
        query = select(Panel).where(assurance_panel.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(assurance_panel.c.arranged_at.desc()))).all()

    async def latest(self, case_id: CaseId) -> Panel:
        panels = await self.of_case(case_id)
        if not panels:
            raise PanelNotFound
        return panels[0]
