"""How long a recording is, in words, and moments of it as a player writes them."""

from __future__ import annotations

from content.translations import ngettext, number

MINUTE = 60
HOUR = 60 * MINUTE


def duration_words(seconds: int) -> str:
    """A length in words, rounded to minutes from one minute on: "45 giây", "16 phút", "1 giờ 5 phút"; "" for 0."""
    if seconds <= 0:
        return ""
    if seconds < MINUTE:
        return ngettext("%(num)s giây", "%(num)s giây", seconds) % {"num": number(seconds)}
    hours, minutes = divmod((seconds + MINUTE // 2) // MINUTE, HOUR // MINUTE)
    words = []
    if hours:
        words.append(ngettext("%(num)s giờ", "%(num)s giờ", hours) % {"num": number(hours)})
    if minutes:
        words.append(ngettext("%(num)s phút", "%(num)s phút", minutes) % {"num": number(minutes)})
    return " ".join(words)


def moment(seconds: int) -> str:
    """A moment as players write it: 0:45, 12:34, 1:02:03."""
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
