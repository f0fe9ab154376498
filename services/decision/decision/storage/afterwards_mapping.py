"""Which class of what follows a decision lives in which table."""

from decision.domain.disqualification import DisqualificationProposal
from decision.domain.further_grounds import Protection
from decision.domain.permission import Permission
from decision.domain.reconsideration import Reconsideration
from decision.domain.revocation import Revocation
from decision.storage import (
    disqualification_tables,
    permissions,
    protections,
    reconsideration_tables,
    revocations,
)
from decision.storage.mapping import mapper

mapper.map_imperatively(Reconsideration, reconsideration_tables.reconsideration)
mapper.map_imperatively(DisqualificationProposal, disqualification_tables.disqualification)
mapper.map_imperatively(Revocation, revocations.revocation)
mapper.map_imperatively(Protection, protections.further_protection)
mapper.map_imperatively(Permission, permissions.permission_to_stay)
