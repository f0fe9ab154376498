"""Which class lives in which table. Loading a case loads its clocks and decisions with it."""

from sqlalchemy.orm import registry, relationship

from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision
from decision.domain.panels import Panel
from decision.storage import panel_tables, queue_tables, tables

mapper = registry(metadata=tables.metadata)
mapper.map_imperatively(Clock, tables.clock)
mapper.map_imperatively(Decision, tables.decision)
mapper.map_imperatively(Panel, panel_tables.assurance_panel)
mapper.map_imperatively(
    Case,
    tables.case_file,
    version_id_col=tables.case_file.c.version,
    exclude_properties=[column.name for column in queue_tables.PLACE_COLUMNS],
    properties={
        "clocks": relationship(
            Clock,
            lazy="selectin",
            order_by=[tables.clock.c.started_on, tables.clock.c.id],
            cascade="save-update, merge",
        ),
        "decisions": relationship(
            Decision, lazy="selectin", order_by=tables.decision.c.written_at, cascade="save-update, merge"
        ),
    },
)
