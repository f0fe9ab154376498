"""Searching for beds, and what a result says of them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from care.domain.people import Preference
from care.domain.search import Search
from care.queries.searching import FoundBed, search_beds
from nrm.place import stay_acts as acts
from nrm.place.named import code_named
from nrm.place.scene import person_acted_upon
from nrm.place.stage import Answer, Stage


async def search(stage: Stage, act: acts.Search) -> Answer:
    lists = stage.rules.lists
    wanted = Search(
        starts_on=act.start,
        days=act.days,
        regions=frozenset(code_named(lists.regions, each) for each in act.regions),
        required=frozenset(code_named(lists.features, each) for each in act.features),
        preference=Preference(act.gender),
    )
    case = stage.case_of(person_acted_upon(stage.scenario))
    async with stage.work() as uow:
        found = await search_beds(uow, wanted, case, actor=stage.actor, rules=stage.rules)
    return {"ok": True, "beds": sorted(each.bedspace.code for each in found), **_fields(stage)}


def _fields(stage: Stage) -> Answer:
    return {"fields": sorted(_field_names(FoundBed))} if stage.shows_fields else {}


def _field_names(kind: type[Any], prefix: str = "") -> Iterator[str]:
    """Of everything a result holds, down to what is no longer made of parts."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        part = hints[each.name]
        if isinstance(part, type) and is_dataclass(part):
            yield from _field_names(part, f"{prefix}{each.name}.")
        else:
            yield f"{prefix}{each.name}"
