"""Follows the groups and control words of an RTF file, and gives text to what it is for.

RTF 1.9.1, "Conventions of an RTF Reader".
"""

from __future__ import annotations

from mmap import mmap
from typing import Final

from content.formats._word_lists import Level
from content.formats.rtf._destinations import (
    Destination,
    Entered,
    FontTable,
    Info,
    ListTable,
    OverrideTable,
    StyleSheet,
)
from content.formats.rtf._fields import Field
from content.formats.rtf._fonts import code_page
from content.formats.rtf._paper import Paper
from content.formats.rtf._state import State, changed
from content.formats.rtf._story import Story
from content.formats.rtf._tokens import Sort, Token, Tokens

_DEEP: Final = 200_000
"""Groups in groups; what is deeper is read as if its groups were not there."""
_PAGES_OF_SYSTEMS: Final = {"mac": 10000, "pc": 437, "pca": 850}
_SPOKEN: Final = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SIGNS: Final = {"~": "\u00a0", "-": "\u00ad", "_": "-", "\t": "\t"}
_LITERAL: Final = frozenset("\\{}")
_LINE_ENDS: Final = frozenset("\r\n")
_TRANSPARENT: Final = frozenset({"shppict", "ud", "moMath", "moMathPara", "mmath"})
"""Destinations that programs of old do not know, and whose text is that of what they stand in."""
_HEADERS: Final = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
_PASSED_OVER: Final = _HEADERS | frozenset(
    {
        *("colortbl", "filetbl", "revtbl", "rsidtbl", "nonshppict", "shprslt", "objdata", "objclass", "objname"),
        *("nonesttables", "xe", "tc", "tcn", "rxe", "txe", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc"),
        *("aftncn", "annotation", "atnid", "atnauthor", "atndate", "atnref", "atntime", "atnparent", "atnicn"),
        *("template", "private", "NeXTGraphic", "mmathPict", "datafield", "fldtype", "comment", "background"),
    }
)
_NO_DESTINATION: Final = frozenset({"cs", "ds", "ts", "fldrslt"})
"""Words that some writers mark as destinations, and that are none."""
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class Interpreter:
    """Reads one file.

    Args:
        data: the file. paper: takes what it says.
    """

    def __init__(self, data: bytes | mmap, paper: Paper) -> None:
        self._tokens = Tokens(data)
        self._paper = paper
        self._state = State()
        self._story = Story(paper)
        self._to: Destination = self._story
        self._outer: list[tuple[State, Destination]] = []
        self._too_deep = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = 0
        self._is_starred = False
        self._skips_next_group = False
        self._lists: dict[int, dict[int, Level]] = {}
        self._has_headers = False

    def run(self) -> Story:
        """The text of the file, as far as it goes."""
        for token in self._tokens:
            self._take(token)
            if token.sort is Sort.CLOSE and not self._outer:
                break
        self._flush()
        if self._outer:
            self._paper.notes.append("the file ends before its groups do")
        while self._outer:
            self._close()
        self._story.finish(self._state)
        if self._has_headers:
            self._paper.notes.append("headers and footers of the paper's pages are left out")
        return self._story

    def _take(self, token: Token) -> None:
        sort = token.sort
        if sort is Sort.TEXT:
            self._say_bytes(token.data)
        elif sort is Sort.WORD:
            self._word(token.name, token.number)
        elif sort is Sort.HEX:
            self._say_bytes(token.data)
        elif sort is Sort.OPEN:
            self._flush()
            self._open()
        elif sort is Sort.CLOSE:
            self._flush()
            self._close()
        elif sort is Sort.SYMBOL:
            self._symbol(token.name)
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._to.binary(token.data)

    def _open(self) -> None:
        self._to_skip = 0
        self._is_starred = False
        if len(self._outer) >= _DEEP:
            self._too_deep += 1
            return
        self._outer.append((self._state, self._to))
        if self._skips_next_group:
            self._skips_next_group = False
            self._tokens.skip_group()

    def _close(self) -> None:
        self._to_skip = 0
        self._is_starred = False
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._outer:
            return
        leaving, state = self._to, self._state
        self._state, self._to = self._outer.pop()
        if leaving is not self._to:
            leaving.close(state)

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._is_starred = True
        elif sign in _LITERAL:
            self._say_bytes(sign.encode("ascii"))
        elif self._to_skip and (sign in _SIGNS or sign == "'"):
            self._to_skip -= 1
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])
        elif sign in _LINE_ENDS:
            self._word("par", None)

    def _word(self, name: str, number: int | None) -> None:
        is_starred, self._is_starred = self._is_starred, False
        if name == "u":
            self._say_code((number or 0) & 0xFFFF if -0x8000 <= (number or 0) <= 0xFFFF else number or 0)
            return
        if name in _SPOKEN:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._say(_SPOKEN[name])
            return
        self._to_skip = 0
        self._flush()
        after = changed(self._state, name, number)
        if after is not None:
            self._state = after
            self._to.word(name, number, after)
        elif not self._enter(name, is_starred=is_starred):
            self._file_word(name, number)
            self._to.word(name, number, self._state)

    def _enter(self, name: str, *, is_starred: bool) -> bool:
        """Goes into the destination that a word begins; whether it begins one."""
        if name in _PASSED_OVER:
            self._has_headers = self._has_headers or name in _HEADERS
            self._tokens.skip_group()
            return True
        if name == "upr":
            self._skips_next_group = True
            return True
        if name in _TRANSPARENT:
            return True
        found = self._inner(name)
        if found is not None:
            self._to, self._state = found
            return True
        if is_starred and name not in _NO_DESTINATION:
            self._tokens.skip_group()
            return True
        return False

    def _inner(self, name: str) -> Entered | None:
        own = self._to.inner(name, self._state)
        if own is not None:
            return own
        if name == "field":
            return Field(self._to), self._state
        if self._to is not self._story:
            return None
        table = self._table(name)
        return None if table is None else (table, State())

    def _table(self, name: str) -> Destination | None:
        paper = self._paper
        if name == "fonttbl":
            return FontTable(paper)
        if name == "stylesheet":
            return StyleSheet(paper)
        if name == "info":
            return Info(paper)
        if name == "listtable":
            return ListTable(paper, self._lists)
        return OverrideTable(paper, self._lists) if name == "listoverridetable" else None

    def _file_word(self, name: str, number: int | None) -> None:
        if name in _PAGES_OF_SYSTEMS:
            self._paper.codec = code_page(_PAGES_OF_SYSTEMS[name])
        elif name == "ansicpg" and number:
            self._paper.codec = code_page(number)
        elif name == "deff":
            self._paper.usual_font = number or 0

    def _say_bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if not data:
            return
        if self._to.is_raw:
            self._to.raw(data)
        else:
            self._bytes += data

    def _say_code(self, code: int) -> None:
        self._flush()
        self._to_skip = self._state.skips
        if code in _HIGH:
            self._high = code
            return
        if code in _LOW:
            if not self._high:
                return
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        self._high = 0
        if 0 < code <= 0x10FFFF:
            self._to.text(self._paper.font(self._state.font).placed(code), self._state)

    def _say(self, text: str) -> None:
        self._flush()
        self._to.text(text, self._state)

    def _flush(self) -> None:
        """Gives the bytes gathered so far to what they are for; letters of two bytes are whole by now."""
        if self._bytes:
            text = self._paper.font(self._state.font).read(bytes(self._bytes), self._paper.codec)
            self._bytes.clear()
            self._to.text(text, self._state)
