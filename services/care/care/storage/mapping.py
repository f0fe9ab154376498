"""Which class lives in which table."""

from sqlalchemy.orm import registry

from care.domain.beds import Bedspace, Premises, Void
from care.domain.intake import Intake
from care.domain.offer import Offer
from care.domain.placement import Placement
from care.domain.support import SupportCase
from care.storage import tables

mapper = registry(metadata=tables.metadata)
mapper.map_imperatively(Intake, tables.intake)
mapper.map_imperatively(SupportCase, tables.support_case, version_id_col=tables.support_case.c.version)
mapper.map_imperatively(Premises, tables.premises)
mapper.map_imperatively(Bedspace, tables.bedspace)
mapper.map_imperatively(Void, tables.bed_void)
mapper.map_imperatively(Offer, tables.offer, version_id_col=tables.offer.c.version)
mapper.map_imperatively(Placement, tables.placement, version_id_col=tables.placement.c.version)
