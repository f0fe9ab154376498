"""The providers of the contract by name."""

from collections.abc import Mapping

from sqlalchemy import select

from care.storage import UnitOfWork
from care.storage.tables import provider
from contracts.ids import ProviderId


async def names_of_providers(uow: UnitOfWork) -> Mapping[ProviderId, str]:
    """By name; the roles of a provider at different times are one provider."""
    rows = await uow.session.execute(select(provider.c.id, provider.c.name).order_by(provider.c.name))
    return {ProviderId(row.id): row.name for row in rows}
