"""What travels between province, boxes and sticks: where bytes come from and where they go."""

from content.exchange.places import Sink, Source, SourceError

__all__ = ["Sink", "Source", "SourceError"]
