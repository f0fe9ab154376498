"""The W3C trace context, carried by hand from a request through the outbox to the consumer."""

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_propagator = TraceContextTextMapPropagator()


def current_traceparent() -> str | None:
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent")


def link_to(traceparent: str | None) -> list[trace.Link]:
    """What a consumer's own span points back to."""
    if traceparent is None:
        return []
    context: Context = _propagator.extract({"traceparent": traceparent})
    return [trace.Link(trace.get_current_span(context).get_span_context())]
