"""Subtitles as cues: read from WebVTT and from SubRip, written as WebVTT that every browser takes.

What is written has nothing but cues: no styles, no regions, no notes, no scripts of times inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from content.text import normalise

CUES_MOST: Final = 20_000
_TEXT_MOST: Final = 2_000
_NAME_MOST: Final = 100
_DAY: Final = 24 * 3_600_000

_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t]+(.{{0,300}}))?.*")
_COUNT: Final = re.compile(r"\s*\d{1,7}\s*")
_LEFT_OUT: Final = re.compile(r"(?:NOTE|STYLE|REGION)\b")
_PERCENT: Final = r"(?:100|\d{1,2})(?:\.\d{1,4})?%"
_SETTING: Final = re.compile(
    rf"vertical:(?:rl|lr)|line:(?:-?\d{{1,3}}|{_PERCENT})(?:,(?:start|center|end))?|size:{_PERCENT}"
    rf"|position:{_PERCENT}(?:,(?:line-left|center|line-right))?|align:(?:start|center|end|left|right)"
)
"""WebVTT §4.4, but for regions."""
_OVERRIDE: Final = re.compile(r"\{\\[^{}]{0,200}\}|\{/?[biusyBIUSY](?::[^{}]{0,50})?\}")
"""What players other than browsers read in braces: places and styles of SubStation and MicroDVD."""
_MARKUP: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})((?:[.\s][^<>]{0,300})?)/?>|<[\d:.]{5,16}>|</?>")
_KEPT: Final = frozenset({"b", "i", "u", "ruby", "rt", "v", "lang"})
_NAMED: Final = frozenset({"v", "lang"})
"""Tags that carry a name: who speaks, in what language."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One subtitle.

    Attributes:
        start, end: milliseconds. settings: where it stands, as WebVTT says it. text: WebVTT cue text (§4.2.2).
    """

    start: int
    end: int
    text: str
    settings: str = ""

    @property
    def words(self) -> str:
        """What it says, without markup, on one line."""
        return " ".join(unescape(_MARKUP.sub("", self.text)).split())


def read_cues(text: str) -> tuple[list[Cue], int]:
    """Reads the cues of WebVTT or SubRip, in order of time.

    Args:
        text: the whole file.

    Returns:
        The cues, and how many were left out: without a time that can be, or without a word.
    """
    lines = normalise(text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_webvtt = lines[0].lstrip().startswith("WEBVTT")
    cues: list[Cue] = []
    lost = 0
    for timing, said in _blocks(lines, is_webvtt):
        cue = _cue(timing, said)
        if cue is None or len(cues) >= CUES_MOST:
            lost += 1
        else:
            cues.append(cue)
    return sorted(cues, key=lambda cue: cue.start), lost


def webvtt(cues: Iterable[Cue]) -> str:
    """The cues as a WebVTT file."""
    return "WEBVTT\n" + "".join(
        f"\n{_time(cue.start)} --> {_time(cue.end)}{' ' * bool(cue.settings)}{cue.settings}\n{cue.text}\n"
        for cue in cues
    )


def _blocks(lines: list[str], is_webvtt: bool) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Every line of times with the lines that are said then.

    In WebVTT an empty line ends a cue; in SubRip only the next times do, before which its number may stand.
    """
    timing, said, is_open = None, list[str](), False
    for number, line in enumerate(lines):
        found = _TIMING.fullmatch(line) if "-->" in line else None
        if found:
            if timing:
                yield timing, said
            timing, said, is_open = found, [], True
        elif not line.strip():
            is_open = is_open and not is_webvtt
        elif is_open and not (_COUNT.fullmatch(line) and _is_times(lines, number + 1)):
            said.append(line)
    if timing:
        yield timing, said


def _is_times(lines: list[str], number: int) -> bool:
    return number < len(lines) and "-->" in lines[number] and _TIMING.fullmatch(lines[number]) is not None


def _cue(timing: re.Match[str], said: list[str]) -> Cue | None:
    start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
    if start is None or end is None or end <= start:
        return None
    text = _clean("\n".join(said)[:_TEXT_MOST])
    settings = " ".join(word for word in (timing[9] or "").split() if _SETTING.fullmatch(word))
    return Cue(start=start, end=end, text=text, settings=settings) if text else None


def _milliseconds(parts: tuple[str | None, ...]) -> int | None:
    """A time, None where it is none: more than 59 minutes or seconds, or beyond a day."""
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    if minutes > 59 or seconds > 59:
        return None
    total = ((hours * 60 + minutes) * 60 + seconds) * 1_000 + int((parts[3] or "0").ljust(3, "0"))
    return total if total <= _DAY else None


def _time(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1_000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _clean(text: str) -> str:
    """Cue text with the tags that are kept, each closed in its turn, and with everything else as letters."""
    pieces: list[str] = []
    opened: list[str] = []
    end = 0
    text = _OVERRIDE.sub("", text)
    for tag in _MARKUP.finditer(text):
        pieces.append(_escaped(text[end : tag.start()]))
        end = tag.end()
        name = (tag[2] or "").lower()
        if name == "br":
            pieces.append("\n")
        elif name in _KEPT and not tag[1]:
            pieces.append(_opening(name, tag[3]))
            opened.append(name)
        elif name in opened:
            while (last := opened.pop()) != name:
                pieces.append(f"</{last}>")
            pieces.append(f"</{name}>")
    pieces.append(_escaped(text[end:]))
    pieces += [f"</{name}>" for name in reversed(opened)]
    whole = "\n".join(line.strip() for line in "".join(pieces).split("\n") if line.strip())
    return whole if _MARKUP.sub("", whole).strip() else ""


def _opening(name: str, rest: str) -> str:
    said = " ".join(unescape(rest.partition(" ")[2] if rest.startswith(".") else rest).split())[:_NAME_MOST]
    if name == "lang" and not _LANGUAGE.fullmatch(said):
        said = ""
    return f"<{name} {_escaped(said)}>" if name in _NAMED and said else f"<{name}>"


def _escaped(text: str) -> str:
    return unescape(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", " ")
