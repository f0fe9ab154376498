"""How the queues and their orders are called, and what their days mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from decision.storage.queue_tables import Order, Queue


@dataclass(frozen=True)
class QueueWords:
    """`day` heads the column of days; `empty` is said when nothing waits."""

    label: str
    title: str
    day: str
    empty: str


@dataclass(frozen=True)
class OrderWords:
    """`earlier` and `later` lead to the pages before and after."""

    title: str
    earlier: str
    later: str


ORDERS: Mapping[Order, OrderWords] = {
    Order.PRESSING: OrderWords("Most pressing first", "More pressing", "Less pressing"),
    Order.WAITING: OrderWords("Longest waiting first", "Waiting longer", "Waiting less long"),
    Order.DAY: OrderWords("Due first", "Earlier days", "Later days"),
}
WORDS = {
    Queue.REASONABLE_GROUNDS: QueueWords(
        "Reasonable grounds",
        "Reasonable grounds decisions",
        "Due",
        "No case awaits a reasonable grounds decision.",
    ),
    Queue.CONCLUSIVE_GROUNDS: QueueWords(
        "Conclusive grounds",
        "Conclusive grounds decisions",
        "May be served from",
        "No case awaits a conclusive grounds decision.",
    ),
    Queue.INFORMATION: QueueWords(
        "Waiting for information",
        "Waiting for information",
        "Due",
        "No question of ours is unanswered.",
    ),
    Queue.REVIEW: QueueWords(
        "Second review", "Second review", "Due", "No negative decision waits for a second person."
    ),
    Queue.RECONSIDERATION: QueueWords(
        "Reconsideration", "Reconsiderations asked for", "Due", "Nobody waits for a reconsideration."
    ),
    Queue.HELD: QueueWords(
        "Held",
        "Written, and held until they may be served",
        "May be served from",
        "No decision is held until it may be served.",
    ),
    Queue.AT_18: QueueWords(
        "Consent at 18", "Consent at 18", "Turns 18", "Nobody turns 18 soon, and nobody’s answer is awaited."
    ),
    Queue.SUSPENDED: QueueWords("Suspended", "Suspended cases", "Due", "No case is suspended."),
    Queue.ENDING: QueueWords(
        "Ending soon", "Periods that end soon", "Ends", "No period ends in the next two weeks."
    ),
}


def order_title(queue: Queue, order: Order) -> str:
    """By the day its column shows: not in every queue is it one to keep."""
    day = WORDS[queue].day
    return f"{day}: earliest first" if order is Order.DAY and day != "Due" else ORDERS[order].title
