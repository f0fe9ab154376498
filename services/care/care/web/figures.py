"""The figures of a month: on a page, and as files for the monthly return (§11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from care.domain.measures import Figure, Measure, Unit, measures_as_shipped
from care.domain.months import Month
from care.domain.rulebook import Mark
from care.queries.measures import figures
from care.queries.providers import names_of_providers
from care.web import paths
from care.web.edge import INSPECTOR, Desk, FiguresDesk
from care.web.months_asked import MONTHS_OFFERED, month_named, months_before
from care.web.sheets import CSV, ODS, Cell, as_csv, as_ods
from contracts.ids import ProviderId
from plumbing.files import attachment
from plumbing.forms import Filled, Form
from plumbing.govuk.parts import Column, Option
from plumbing.pages import page

router = APIRouter(prefix=paths.FIGURES)

COLUMNS = (
    Column("What is counted"),
    Column("Figure", numeric=True),
    Column("Out of", numeric=True),
    Column("Aimed for"),
)
HEADINGS = ("Month", "Provider", "Measure", "How it is counted", "Figure", "Out of", "Aimed for", "Mark")
OURS = {Mark.SEEN: "published", Mark.OUR_DEFAULT: "our setting", Mark.UNCONFIRMED: "unconfirmed"}


@dataclass(frozen=True)
class FigureShown:
    title: str
    formula: str
    words: str
    whole: str
    aim: str


@dataclass(frozen=True, kw_only=True)
class FiguresView:
    month: Month
    is_whole: bool
    months: Sequence[Option]
    providers: Sequence[Option]
    filled: Filled[Form]
    shown: Sequence[FigureShown]
    has_more: bool
    columns: Sequence[Column] = COLUMNS

    @property
    def file(self) -> str:
        return f"{paths.FIGURES}/{self.month}"


@dataclass(frozen=True)
class Asked:
    """A month that has begun."""

    desk: Desk
    month: Month

    async def figures(self) -> Mapping[str, Sequence[Figure]]:
        async with self.desk.work() as uow:
            return await figures(uow, self.month, rules=self.desk.rules, now=self.desk.at)

    async def providers(self) -> Mapping[ProviderId, str]:
        async with self.desk.work() as uow:
            return await names_of_providers(uow)


def _read(desk: Desk, text: str) -> Asked:
    return Asked(desk, month_named(text, desk.today) if text else Month.of(desk.today).before)


def _asked(desk: FiguresDesk, month: str = "") -> Asked:
    return _read(desk, month)


AskedFor = Annotated[Asked, Depends(_asked)]


@router.get("")
async def show_figures(request: Request, asked: AskedFor, provider: str = "") -> Response:
    found, names = await asked.figures(), await asked.providers()
    chosen = ProviderId(provider) if provider in names else None
    view = FiguresView(
        month=asked.month,
        is_whole=asked.month.last < asked.desk.today,
        months=_months(asked.desk.today),
        providers=[Option(each, name) for each, name in names.items()] if asked.desk.is_prime else [],
        filled=Filled.showing(month=str(asked.month), provider=chosen or ""),
        shown=[_shown(measure, found[name], chosen, asked.month) for name, measure in _measures()],
        has_more=not asked.desk.user.has_any(INSPECTOR),
    )
    return page(request, "figures.html", view)


@router.get("/{month}.csv")
async def figures_as_csv(asked: AskedFor) -> Response:
    return attachment(f"figures-{asked.month}.csv", as_csv(await _rows(asked)), kind=CSV)


@router.get("/{month}.ods")
async def figures_as_ods(asked: AskedFor) -> Response:
    return attachment(f"figures-{asked.month}.ods", as_ods(str(asked.month), await _rows(asked)), kind=ODS)


def _measures() -> Sequence[tuple[str, Measure]]:
    return list(measures_as_shipped().items())


def _months(today: date) -> list[Option]:
    """This one too, though it is not over."""
    months = [Month.of(today), *months_before(today, MONTHS_OFFERED - 1)]
    return [Option(str(month), f"{month.first:%B %Y}") for month in months]


def _of(found: Sequence[Figure], provider: ProviderId | None) -> Figure | None:
    return next((each for each in found if each.provider_id == provider), None)


def _shown(
    measure: Measure, found: Sequence[Figure], provider: ProviderId | None, month: Month
) -> FigureShown:
    figure = _of(found, provider)
    whole = "" if figure is None or figure.whole is None or figure.is_too_small else f"{figure.whole:,}"
    return FigureShown(
        measure.title, measure.formula, figure.words if figure else "–", whole, _aim(measure, month)
    )


def _aim(measure: Measure, month: Month) -> str:
    level = measure.level_on(month.first)
    if level is None:
        return ""
    percent = "%" if measure.unit is Unit.SHARE else ""
    return f"{level.value}{percent} ({OURS[level.mark]})"


async def _rows(asked: Asked) -> list[Sequence[Cell]]:
    """Small numbers stand as words, so that nobody can work out who is behind them (VI-7)."""
    found, names = await asked.figures(), await asked.providers()
    counted = [(measure, figure) for name, measure in _measures() for figure in found[name]]
    return [HEADINGS, *(_row(asked.month, measure, figure, names) for measure, figure in counted)]


def _row(month: Month, measure: Measure, figure: Figure, names: Mapping[ProviderId, str]) -> Sequence[Cell]:
    level = measure.level_on(month.first)
    whose = "All" if figure.provider_id is None else names.get(figure.provider_id, "Not yet with a provider")
    return (
        str(month),
        whose,
        measure.title,
        measure.formula,
        figure.words if figure.value is None else figure.value,
        None if figure.is_too_small else figure.whole,
        level.value if level else None,
        level.mark.value if level else None,
    )
