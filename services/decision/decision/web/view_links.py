"""Saved views as links to the queue they narrow."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from pydantic import ValidationError

from decision.storage.queue_tables import Order, Queue
from decision.storage.saved_views import ListedView, SavedView
from decision.web import paths
from decision.web.queue_filters import Narrowed, Ticked
from decision.web.queue_words import order_title
from plumbing.govuk.parts import Link


def narrowed_by(view: SavedView) -> Narrowed | None:
    """None when a queue or a box it was saved with is there no more."""
    try:
        return Narrowed(Queue(view.queue), Ticked.model_validate(view.ticked))
    except (ValueError, ValidationError):
        return None


def ticked_boxes(narrowed: Narrowed) -> Mapping[str, Sequence[str]]:
    boxes: dict[str, list[str]] = {}
    for name, value in narrowed.pairs:
        boxes.setdefault(name, []).append(value)
    return boxes


def view_links(views: Sequence[ListedView], now: Narrowed) -> list[Link]:
    """Those that can still be opened; the one whose boxes are ticked now is current."""
    opened = [(each.view.name, narrowed_by(each.view)) for each in views]
    return [
        Link(name, narrowed.address, current=narrowed.address == now.address)
        for name, narrowed in opened
        if narrowed
    ]


def save_href(narrowed: Narrowed) -> str:
    """The boxes are codes, so they may stand in an address."""
    path = f"{paths.VIEWS}/save/{narrowed.queue}"
    return f"{path}?{urlencode(narrowed.pairs)}" if narrowed.pairs else path


def in_words(narrowed: Narrowed) -> list[str]:
    said = [
        f"{chosen.heading}: {', '.join(link.label for link in chosen.links)}" for chosen in narrowed.chosen
    ]
    order = (
        []
        if narrowed.ticked.order is Order.PRESSING
        else [order_title(narrowed.queue, narrowed.ticked.order)]
    )
    return [*(said or ["Every case in the queue"]), *order]
