"""How the queues are called, and what their days mean."""

from dataclasses import dataclass

from decision.storage.queue_tables import Queue


@dataclass(frozen=True)
class QueueWords:
    """`day` heads the column of days; `empty` is said when nothing waits."""

    label: str
    title: str
    day: str
    empty: str


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
