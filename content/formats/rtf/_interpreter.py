"""Follows an RTF file from its first brace to its last: what each word changes, where each text goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from content.formats._letters import Letters as OldLetters
from content.formats._word_fields import is_contents, is_tick_box, target
from content.formats._word_lists import WordLists
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Block, Note, Paragraph, Run, note_sign, picture, place
from content.formats.flow.tree import words
from content.formats.rtf._fonts import Font, FontTable, codec_of_charset, codec_of_page, is_symbol_set
from content.formats.rtf._lists import ListTables
from content.formats.rtf._pictures import KINDS, PictureData, Pictures
from content.formats.rtf._state import Letters, Purpose, Stand, State
from content.formats.rtf._story import Edge, RowShape, Story
from content.formats.rtf._tokens import Sign, Token, tokens

_DEEPEST: Final = 2_000
_SKIPPED: Final = words(
    "header headerl headerr headerf footer footerl footerr footerf colortbl filetbl rxe xe tc tcn private ftnsep"
    " ftnsepc ftncn aftnsep aftnsepc aftncn comment nonshppict shprslt objdata template background pntxta pntxtb nonesttables"
    " mmathPict pn"
)
_PURPOSES: Final = {
    "fonttbl": Purpose.FONTS,
    "stylesheet": Purpose.STYLES,
    "info": Purpose.INFO,
    "listtext": Purpose.LABEL,
    "pntext": Purpose.LABEL,
    "pict": Purpose.PICTURE,
    "fldinst": Purpose.INSTRUCTION,
    "sn": Purpose.PROPERTY_NAME,
    "sv": Purpose.PROPERTY_VALUE,
    "listtable": Purpose.LIST,
    "listoverridetable": Purpose.LIST,
    "leveltext": Purpose.LEVEL_TEXT,
    "levelnumbers": Purpose.SKIPPED,
    "listname": Purpose.SKIPPED,
    "shpinst": Purpose.SHAPE,
    "do": Purpose.SHAPE,
    "picprop": Purpose.SHAPE,
    "bkmkstart": Purpose.INFO,
    "upr": Purpose.FALSE_NAME,
    "ud": Purpose.BODY,
    "result": Purpose.BODY,
    "shppict": Purpose.BODY,
    "moMath": Purpose.BODY,
    "moMathPara": Purpose.BODY,
    "nesttableprops": Purpose.BODY,
    **dict.fromkeys(_SKIPPED, Purpose.SKIPPED),
}
_STORIES: Final = frozenset({"footnote", "shptxt", "dptxbxtext"})
_SAID: Final = frozenset({"title", "author", "subject", "keywords", "doccomm"})
_LIST_GROUPS: Final = frozenset({"list", "listlevel", "listoverride", "lfolevel"})
_SIGNS: Final = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "column": "\n", "page": "\n",
}  # fmt: skip
_SYMBOLS: Final = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_ALIGNED: Final = {"ql": "", "qj": "", "qd": "", "qk": "", "qc": "center", "qr": "right"}
_SWITCHES: Final = {"b": "bold", "i": "italic", "strike": "strike", "striked": "strike", "v": "hidden"}
_HEADING: Final = re.compile(r"^(?:heading|tiêu đề|đề mục)\s*([1-9])$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"^(?:toc|mục lục)\s*[1-9]$", re.IGNORECASE)
_ANCHOR: Final = re.compile(rb'HYPERLINK\s+(?:\\\*?\s*)*\\\\l\s*\\?"?([^"\s{}\\]+)')
_HEADING_LENGTH: Final = 500
_PLAIN_TEXT: Final = 9
_STYLES_MOST: Final = 5_000
_TEXT_MOST: Final = 20_000


@dataclass
class Style:
    """A paragraph style: the level of a heading from 1, 0 for none, and whether it is of a table of contents."""

    level: int = 0
    is_contents: bool = False


@dataclass
class Field:
    """A field that is open: what it is told, whether its box is ticked, whether it has come to something."""

    told: str = ""
    is_ticked: bool = False
    has_result: bool = False


class Interpreter:
    """Reads one file.

    Attributes:
        said: what its properties say, by their words. notes: called in the text. contents: paragraphs of a table of
            contents. lines: for technicians.

    Args:
        data: the file. letters: turns its old letters. room: bytes that its pictures may have.
    """

    def __init__(self, data: bytes, letters: OldLetters, *, room: int) -> None:
        self.said: dict[str, str] = {}
        self.notes: list[Note] = []
        self.contents: list[Paragraph] = []
        self.lines: list[str] = []
        self.pictures = Pictures(room)
        self.drawn = Fonts(letters)
        self._data = data
        self._anchors = frozenset(name.decode("latin-1") for name in _ANCHOR.findall(data))
        self._table = FontTable()
        self._font = Font()
        self._name = ""
        self._styles: dict[int, Style] = {}
        self._lists = ListTables()
        self._counting: WordLists | None = None
        self._state = State()
        self._stack: list[State] = []
        self._stories: list[Story] = [Story(self.drawn)]
        self._fields: list[Field] = []
        self._picture = PictureData()
        self._alt = ""
        self._property = ""
        self._text = ""
        self._rows = {False: RowShape(), True: RowShape()}
        self._edge = Edge(0)
        self._waiting = bytearray()
        self._skip = 0
        self._high = 0
        self._called = False
        self._deep = 0
        self._words: dict[str, Callable[[int | None], None]] = self._handlers()

    def blocks(self) -> list[Block]:
        """Reads the file: the blocks of its body."""
        for token in tokens(self._data):
            self._take(token)
        self._flush()
        while len(self._stories) > 1:
            self._end_story("shptxt")
        self._end_paragraph(only_if_said=True)
        if self.pictures.left_out:
            self.lines.append(f"{self.pictures.left_out} pictures are left out: too many, or too large")
        self.drawn.turn()
        return self._stories[0].blocks()

    # Signs

    def _take(self, token: Token) -> None:
        kind = token.kind
        if kind is Sign.TEXT or kind is Sign.HEX:
            self._bytes(token.data, is_hex=kind is Sign.HEX)
        elif kind is Sign.WORD:
            self._word(token.word, token.parameter)
        elif kind is Sign.OPEN:
            self._open()
        elif kind is Sign.CLOSE:
            self._close()
        elif kind is Sign.SYMBOL:
            self._symbol(token.word)
        elif self._state.purpose is Purpose.PICTURE:
            self._picture.raw.append(token.data)

    def _open(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._stack) >= _DEEPEST:
            self._deep += 1
            return
        self._stack.append(self._state)
        self._state = self._state.inner()

    def _close(self) -> None:
        self._flush()
        self._skip = 0
        if self._deep:
            self._deep -= 1
            return
        if not self._stack:
            return
        word = self._state.word
        if word:
            self._end_group(word)
        self._state = self._stack.pop()

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._state.is_optional = True
        elif sign in "\r\n":
            self._word("par", None)
        elif self._skip:
            self._skip -= 1
        elif sign in _SYMBOLS:
            self._say(_SYMBOLS[sign])

    def _bytes(self, data: bytes, *, is_hex: bool) -> None:
        if self._skip:
            cut = min(self._skip, len(data))
            self._skip -= cut
            data = data[cut:]
        purpose = self._state.purpose
        if purpose is Purpose.PICTURE:
            self._picture.digits.append(data.hex().encode() if is_hex else data)
        elif data and purpose is not Purpose.SKIPPED:
            self._waiting += data

    def _flush(self) -> None:
        """What bytes have come means text of the font that holds."""
        if self._waiting:
            data = bytes(self._waiting)
            self._waiting.clear()
            self._put(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        purpose = self._state.purpose
        font = self._font if purpose is Purpose.FONTS else self._table.font(self._state.letters.font)
        if purpose in (Purpose.LEVEL_TEXT, Purpose.INFO, Purpose.INSTRUCTION, Purpose.STYLES):
            font = Font(codec=self._table.codec)
        return self._table.decoded(data, font)

    def _say(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        """Text that is decoded goes where its group is for."""
        state = self._state
        purpose = state.purpose
        if purpose is Purpose.BODY:
            if not (state.letters.hidden or state.letters.deleted):
                self._has_result()
                font = self._table.font(state.letters.font).name
                self._stories[-1].runs.say(text, state.letters.look, font=font, href=state.href)
        elif purpose is Purpose.LABEL:
            self._stories[-1].label += text
            self._stories[-1].label_font = self._table.font(state.letters.font).name
        elif purpose is Purpose.FONTS:
            self._name_font(text)
        elif purpose is Purpose.STYLES:
            self._name_style(text)
        elif purpose is Purpose.INSTRUCTION and self._fields:
            self._fields[-1].told = (self._fields[-1].told + text)[:_TEXT_MOST]
        elif purpose is not Purpose.SKIPPED:
            self._text = (self._text + text)[:_TEXT_MOST]

    # Words

    def _word(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "u":
            self._unicode(value or 0)
            return
        self._flush()
        is_optional, state.is_optional = state.is_optional, False
        if state.purpose is not Purpose.SKIPPED:
            self._heed(state, word, value, is_optional=is_optional)

    def _heed(self, state: State, word: str, value: int | None, *, is_optional: bool) -> None:
        if word in _STORIES:
            self._begin_story(word)
        elif word in _PURPOSES:
            self._begin(word)
        elif state.purpose is Purpose.INFO and word in _SAID:
            state.word, self._text = word, ""
        elif state.purpose in (Purpose.LIST, Purpose.LEVEL_TEXT):
            self._list_word(word, value)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in self._words:
            self._words[word](value)
        elif is_optional and word not in ("cs", "s", "ts", "ds"):
            state.purpose = Purpose.SKIPPED

    def _begin(self, word: str) -> None:
        state = self._state
        purpose = _PURPOSES[word]
        if purpose is Purpose.BODY and state.purpose not in (Purpose.FALSE_NAME, Purpose.BODY):
            # What stands in a picture's or a shape's properties is no text; a result of nothing is none.
            state.word = word
            return
        if word.startswith(("header", "footer")) and "headers" not in self.said:
            self.said["headers"] = "1"
            self.lines.append("headers and footers of the paper's pages are left out")
        if word == "upr":
            state.outer = state.purpose
        state.purpose, state.word, self._text = state.outer if word == "ud" else purpose, word, ""
        if word == "pict":
            self._picture = PictureData()
        elif word == "nesttableprops":
            state.is_nested = True

    def _end_group(self, word: str) -> None:
        if word in _STORIES:
            self._end_story(word)
        elif word == "pict":
            self._end_picture()
        elif word in _SAID and self._state.purpose is Purpose.INFO:
            self.said.setdefault(word, self._text.strip())
        elif word == "bkmkstart":
            self._end_place()
        elif word == "sn":
            self._property = self._text.strip()
        elif word == "sv":
            self._end_property()
        elif word == "leveltext":
            self._lists.text(self._text)
        elif word in _LIST_GROUPS:
            self._lists.end(word)
        elif word == "field":
            self._end_field()

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        """What the words do that change how text looks and stands."""
        made: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self._end_paragraph(),
            "sect": lambda _: self._end_paragraph(),
            "cell": lambda _: self._end_cell(1),
            "nestcell": lambda _: self._end_cell(max(2, self._state.stand.tables)),
            "row": lambda _: self._end_row(1),
            "nestrow": lambda _: self._end_row(max(2, self._state.stand.tables)),
            "trowd": lambda _: self._begin_row(),
            "pard": lambda _: self._set(stand=Stand()),
            "plain": lambda _: self._set(letters=Letters()),
            "ansicpg": self._page,
            "mac": lambda _: self._codec("mac_roman"),
            "pc": lambda _: self._codec("cp437"),
            "pca": lambda _: self._codec("cp850"),
            "deff": self._usual_font,
            "f": self._choose_font,
            "fcharset": self._charset,
            "cpg": self._font_page,
            "uc": lambda value: setattr(self._state, "skip", max(0, min(1 if value is None else value, 100))),
            "up": lambda value: self._raise(value, 1),
            "dn": lambda value: self._raise(value, -1),
            "super": lambda value: self._raise(value, 1),
            "sub": lambda value: self._raise(value, -1),
            "nosupersub": lambda _: self._raise(0, 0),
            "ulnone": lambda _: setattr(self._state.letters, "underline", False),
            "deleted": lambda value: setattr(self._state.letters, "deleted", value != 0),
            "s": self._style,
            "outlinelevel": lambda value: setattr(self._state.stand, "outline", value or 0),
            "ls": lambda value: setattr(self._state.stand, "number", value or 0),
            "ilvl": lambda value: setattr(self._state.stand, "level", max(0, min(value or 0, 8))),
            "intbl": lambda _: setattr(self._state.stand, "in_table", True),
            "itap": lambda value: setattr(self._state.stand, "depth", max(0, min(value or 0, 50))),
            "chftn": lambda _: setattr(self, "_called", True),
            "field": lambda _: self._begin_field(),
            "fldrslt": lambda _: self._begin_result(),
            "ffres": self._tick,
            "ffdefres": self._tick,
            "zwnj": lambda _: None,
        }
        for word, name in _SWITCHES.items():
            made[word] = self._switch(name)
        for word in ("ul", "uld", "uldb", "ulw", "uldash", "ulth", "ulwave"):
            made[word] = self._switch("underline")
        for word, align in _ALIGNED.items():
            made[word] = self._aligner(align)
        for word in KINDS:
            made[word] = self._picture_kind(KINDS[word])
        for word in ("cellx", "trleft", "trhdr", "clmrg", "clvmrg", "clmgf", "clvmgf"):
            made[word] = self._row_word(word)
        return made

    def _set(self, *, letters: Letters | None = None, stand: Stand | None = None) -> None:
        if letters is not None:
            self._state.letters = letters
        if stand is not None:
            self._state.stand = stand

    def _switch(self, name: str) -> Callable[[int | None], None]:
        return lambda value: setattr(self._state.letters, name, value != 0)

    def _aligner(self, align: str) -> Callable[[int | None], None]:
        return lambda _: setattr(self._state.stand, "align", align)

    def _picture_kind(self, kind: str) -> Callable[[int | None], None]:
        return lambda _: setattr(self._picture, "kind", kind)

    def _raise(self, value: int | None, way: int) -> None:
        self._state.letters.raised = 0 if value == 0 else way

    def _unicode(self, value: int) -> None:
        """A letter by its number, and how many signs after it stand for it elsewhere."""
        self._flush()
        code = value & 0xFFFF if value < 0 else value
        self._skip = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00 if self._high else 0xFFFD
        self._high = 0
        if code <= 0x10FFFF and code != 0:
            self._put(chr(code))

    # Fonts and styles

    def _page(self, value: int | None) -> None:
        self._codec(codec_of_page(value or 0))

    def _codec(self, codec: str) -> None:
        self._table.codec = codec or self._table.codec

    def _usual_font(self, value: int | None) -> None:
        self._table.usual = value or 0

    def _choose_font(self, value: int | None) -> None:
        if self._state.purpose is Purpose.FONTS:
            self._font, self._name = Font(), ""
            if len(self._table.fonts) < _STYLES_MOST:
                self._table.fonts[value or 0] = self._font
        else:
            self._state.letters.font = value or 0

    def _charset(self, value: int | None) -> None:
        self._font.codec = codec_of_charset(value or 0)
        self._font.is_symbol = is_symbol_set(value or 0)

    def _font_page(self, value: int | None) -> None:
        self._font.codec = codec_of_page(value or 0)

    def _name_font(self, text: str) -> None:
        self._name += text
        if ";" in self._name:
            self._font.name = self._name.partition(";")[0].strip()
            self._name = ""

    def _style(self, value: int | None) -> None:
        self._state.stand.style = value or 0

    def _name_style(self, text: str) -> None:
        self._text += text
        if ";" not in self._text:
            return
        name, self._text = self._text.partition(";")[0].strip(), ""
        outline = self._state.stand.outline
        match = _HEADING.match(name)
        level = outline + 1 if outline is not None and outline < _PLAIN_TEXT else int(match[1]) if match else 0
        level = level or (1 if name.lower() in ("title", "tiêu đề") else 0)
        if len(self._styles) < _STYLES_MOST:
            self._styles.setdefault(self._state.stand.style, Style(level, _CONTENTS.match(name) is not None))

    def _list_word(self, word: str, value: int | None) -> None:
        if word in _LIST_GROUPS and not self._state.word:
            self._state.word = word
            self._lists.begin(word)
        else:
            self._lists.told(word, value)

    # Paragraphs and tables

    def _end_paragraph(self, *, only_if_said: bool = False) -> None:
        if self._state.purpose is not Purpose.BODY and not only_if_said:
            self._text += " "
            return
        story, stand = self._stories[-1], self._state.stand
        runs = story.runs.gathered()
        style = self._styles.get(stand.style, Style())
        paragraph = Paragraph(runs, align=stand.align)
        if only_if_said and paragraph.is_empty and not story.label.strip() and not story.beside:
            return
        level = stand.outline + 1 if stand.outline is not None and stand.outline < _PLAIN_TEXT else style.level
        if level and len(paragraph.text) <= _HEADING_LENGTH:
            paragraph.level = level
        paragraph.label = self._label(story, stand)
        if style.is_contents or self._state.is_contents:
            self.contents.append(paragraph)
        story.add(paragraph, stand.tables)

    def _label(self, story: Story, stand: Stand) -> str:
        """The label as its writer has drawn it, else as the list counts."""
        counted = ("", "")
        if stand.number:
            self._counting = self._counting or self._lists.made()
            counted = self._counting.label(str(stand.number), stand.level)
        drawn = " ".join(story.label.split())
        return self.drawn.label(drawn, story.label_font) if drawn else self.drawn.label(*counted)

    def _end_cell(self, depth: int) -> None:
        if self._state.purpose is Purpose.BODY:
            self._state.stand.in_table, self._state.stand.depth = True, depth
            self._end_paragraph(only_if_said=True)
            self._stories[-1].end_cell(depth)

    def _end_row(self, depth: int) -> None:
        if self._state.purpose is Purpose.BODY:
            self._stories[-1].end_row(depth, self._rows[self._state.is_nested])

    def _begin_row(self) -> None:
        self._rows[self._state.is_nested] = RowShape()
        self._edge = Edge(0)

    def _row_word(self, word: str) -> Callable[[int | None], None]:
        def tell(value: int | None) -> None:
            row = self._rows[self._state.is_nested]
            if word == "cellx":
                self._edge.right = value or 0
                row.edges.append(self._edge)
                self._edge = Edge(0)
            elif word == "trleft":
                row.left = value or 0
            elif word == "trhdr":
                row.is_head = True
            elif word == "clmrg":
                self._edge.joins_left = True
            elif word == "clvmrg":
                self._edge.joins_above = True

        return tell

    # Notes, boxes, pictures, fields, places

    def _begin_story(self, word: str) -> None:
        state = self._state
        state.word, state.purpose = word, Purpose.BODY
        state.letters, state.stand, state.href, state.is_contents = Letters(), Stand(), "", False
        if word == "footnote":
            sign = str(len(self.notes) + 1) if self._called else "*"
            note = Note(f"cht{len(self.notes) + 1}")
            self.notes.append(note)
            self._stories[-1].runs.put(note_sign(note.name, sign))
            self._called = False
        self._stories.append(Story(self.drawn))

    def _end_story(self, word: str) -> None:
        if len(self._stories) < 2:
            return
        self._state.purpose = Purpose.BODY
        self._end_paragraph(only_if_said=True)
        blocks = self._stories.pop().blocks()
        if word != "footnote":
            self._stories[-1].beside += blocks
            return
        note = next(note for note in reversed(self.notes) if not note.blocks)
        sign = str(self.notes.index(note) + 1) if self._called else "*"
        self._called = False
        first = next((one for one in blocks if isinstance(one, Paragraph) and not one.is_empty), None)
        if first is not None and not first.label:
            first.label = sign
            if first.runs:
                first.runs[0].text = first.runs[0].text.lstrip()
        note.blocks = blocks or [Paragraph([Run(sign)])]

    def _end_picture(self) -> None:
        name = self.pictures.take(self._picture)
        alt, self._alt = self._alt, ""
        if not (self._state.letters.hidden or self._state.letters.deleted):
            self._has_result()
            self._stories[-1].runs.put(picture(name, alt))

    def _end_property(self) -> None:
        if self._property == "wzDescription":
            self._alt = " ".join(self._text.split())
        elif self._property == "gtextUNICODE" and self._text.strip():
            self._stories[-1].beside.append(Paragraph([Run(self._text.strip())]))
        self._property = ""

    def _end_place(self) -> None:
        if self._text.strip() in self._anchors:
            self._stories[-1].runs.put(place(self._text.strip()))

    def _begin_field(self) -> None:
        if not self._state.word:
            self._state.word = "field"
            self._fields.append(Field())

    def _begin_result(self) -> None:
        if self._fields:
            told = self._fields[-1].told
            self._state.href = target(told) or self._state.href
            self._state.is_contents = self._state.is_contents or is_contents(told)

    def _has_result(self) -> None:
        if self._fields:
            self._fields[-1].has_result = True

    def _tick(self, value: int | None) -> None:
        if self._fields and value in (0, 1):
            self._fields[-1].is_ticked = value == 1

    def _end_field(self) -> None:
        field = self._fields.pop() if self._fields else Field()
        if is_tick_box(field.told) and not field.has_result:
            self._put("☑" if field.is_ticked else "☐")
