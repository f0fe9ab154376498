"""The file a payment run is sent as: our own neutral columns, and nobody's name."""

import csv
from collections.abc import Iterable
from io import StringIO
from uuid import UUID

from care.domain.money.payment import PaymentLine

COLUMNS = ("payee", "line", "days_from", "days_to", "pounds", "kind")


def payee_of(support_case_id: UUID) -> str:
    """A number for whoever pays, that leads nowhere without our database."""
    return f"P{support_case_id.hex[-12:].upper()}"


def payment_file(lines: Iterable[PaymentLine]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_row(line) for line in lines)
    return text.getvalue()


def _row(line: PaymentLine) -> tuple[str, ...]:
    return (
        payee_of(line.support_case_id),
        str(line.id),
        line.first_on.isoformat(),
        line.last_on.isoformat(),
        f"{line.amount:.2f}",
        line.kind.value,
    )
