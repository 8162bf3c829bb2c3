"""What a record of MARC 21 says in the words of a sidecar, by Vietnamese practice (AACR2, DDC; Koha, LIBOL)."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from content.formats.flow.tree import words
from content.formats.marc._exported import exported, restored
from content.formats.marc._record import Field, MarcRecord
from content.formats.reading import Flaw, Flawed, Listed
from content.text import fold, parse_tag

_TRIM: Final = " \t/:;,.=+"
_YEAR: Final = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ISBN: Final = re.compile(r"^[\dXx -]{10,20}")
_DDC: Final = re.compile(r"^\d{3}(?:\.\d+)?")
_WEB: Final = re.compile(r"^https?://|^www\.", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"^(?!file:)[a-z][a-z0-9+.-]+:|^www\.", re.IGNORECASE)
"""What is no file: addresses of any kind, also such as only do something."""
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_BRACKETS: Final = re.compile(r"^\[(.*)\]$")
_SURNAMES: Final = frozenset(
    fold(name)
    for name in (
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
        *(
            "Dương",
            "Lý",
            "Lò",
            "Quàng",
            "Cầm",
            "Hà",
            "Đinh",
            "Mai",
            "Trịnh",
            "Đào",
            "Đoàn",
            "Lương",
            "Tô",
            "Tạ",
            "Vàng",
        ),
        *("Giàng", "Sùng", "Thào", "Lường", "Tòng", "Cà", "Bạc", "Điêu", "Chu", "Cao", "Thái", "Lâm", "Kiều"),
    )
)
_TAKEN: Final = words(
    "001 003 005 006 007 008 020 022 024 035 040 041 082 100 110 111 245 250 260 264 300 336 337 338 490 500 505 506"
    " 520 540 600 610 650 651 653 700 710 711 852 856 887 906 942 952 999"
)
"""Fields that are used here, or that are about the record and not about the book."""
_COPIES_MOST: Final = 100_000
OWN_AGENCY: Final = "Tusach"
"""In field 003 of an export of ours."""
CROSSWALK: Final = (
    ("leader/06, 07", "kind", "Sound, film, picture, periodical; else as the files say, or a book."),
    ("001 with 003, 035 $a", "key", "What keeps the record the same from one list to the next."),
    ("008/35-37, 041 $a", "language", "041 first; MARC codes become BCP 47 tags."),
    ("020 $a, 022 $a, 024 $a $2", "identifiers", "Without hyphens and remarks in brackets."),
    ("082 $a", "subjects.ddc", "Without the marks of where it may be cut."),
    ("100, 110, 111, 700, 710, 711", "creators", "A cataloguer's comma goes: Nguyễn, Du is Nguyễn Du."),
    ("245 $a $b $n $p", "title", "Without the punctuation of ISBD; $c is told by 100 and 700."),
    ("260, 264 $b", "publisher", "The first."),
    ("260, 264 $c, 008/07-10", "issued", "The year."),
    ("500, 505, 520 $a", "description", "Each a paragraph."),
    ("250 $a, 300 $a, 490 $a $v", "description", "Edition, extent and series, as its last line."),
    ("506 $a, 540 $a", "rights.note", "As text: what right it is, a person decides."),
    ("600, 610, 650, 651, 653", "subjects.keywords", "Each subfield a keyword."),
    ("852, 952", "copies", "Koha's 952 $b $c $o and $b $c $h $t of 852; alike ones are counted together."),
    ("856 $u, $d $f", "files", "Files beside the list; addresses of the web become `source`, and are never fetched."),
    ("887 $a, $2 tusach", "everything", "Of our own exports: what the other fields cannot say, or not exactly."),
)
"""Fields, the key of a sidecar they say, and how: for the documents."""


@dataclass
class Crossed:
    """A record as a list has it, and what is wrong with it."""

    listed: Listed | None
    flawed: list[Flawed] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def crossed(record: MarcRecord, row: int) -> Crossed:
    """One record in the words of a sidecar.

    Args:
        record: as it stands. row: its position in the file, from 1.

    Returns:
        Without `listed` where it has no title.
    """
    title = _title(record)
    flawed = []
    if record.is_doubtful:
        flawed.append(Flawed(flaw=Flaw.ENCODING, row=row, found=title[:200], stops=False))
    if not title:
        known = record.first("001") or record.first("020")
        return Crossed(None, [*flawed, Flawed(flaw=Flaw.NO_TITLE, row=row, column="245$a", found=known[:200])])
    said: dict[str, Any] = {"title": title}
    columns = {"title": "245", "key": "001", "files": "856$u"}
    for key, value, column in _plain(record):
        if value:
            said[key] = value
            columns[key] = column
    said = restored(said, exported(record))
    files, wrong = _files(record, row)
    if wrong and not files and "copies" not in said:
        return Crossed(None, [*flawed, *wrong])  # neither here nor on paper
    left = sorted({one.tag for one in record.fields if one.tag not in _TAKEN})
    return Crossed(
        Listed(
            row=row,
            key=_key(record),
            said=json.dumps(said, ensure_ascii=False),
            columns=tuple(columns.items()),
            files=tuple(files),
        ),
        [*flawed, *wrong],
        left,
    )


def _plain(record: MarcRecord) -> list[tuple[str, Any, str]]:
    published = next(iter(record.tagged("260", "264")), None)
    notes = [one.first("a") for one in record.tagged("520", "505", "500") if one.first("a")]
    return [
        ("creators", _creators(record), "100"),
        ("kind", _kind(record), "leader"),
        ("language", _language(record), "041$a"),
        ("description", "\n".join(dict.fromkeys([*(note.strip() for note in notes), *_edition(record)])), "520$a"),
        ("publisher", _clean(published.first("b")) if published else "", "260$b"),
        ("issued", _issued(record, published), "260$c"),
        ("subjects", _subjects(record), "650"),
        ("identifiers", _identifiers(record), "020$a"),
        ("source", _source(record), "856$u"),
        ("rights", {"note": note} if (note := record.first("506") or record.first("540")) else {}, "540$a"),
        ("copies", _copies(record), "852"),
    ]


def _edition(record: MarcRecord) -> list[str]:
    """A line of the edition, the extent and the series: there is no key for them, and librarians look for them."""
    found = [_clean(record.first("250")), _clean(record.first("300"))]
    found += [" ".join(map(_clean, one.all("av"))) for one in record.tagged("490")]
    line = ". ".join(filter(None, found))
    return [line] if line else []


def _clean(text: str) -> str:
    """Without the punctuation of ISBD at its ends."""
    bare = text.strip().strip(_TRIM).strip()
    match = _BRACKETS.match(bare)
    return (match[1] if match else bare).strip()


def _title(record: MarcRecord) -> str:
    """245 $a $b $n $p, joined as people write them; the statement of responsibility is not part of it."""
    field_245 = next(iter(record.tagged("245")), None)
    if field_245 is None:
        return ""
    pieces: list[str] = []
    for code, value in field_245.subfields:
        text = _clean(value) or value.strip()
        if not text or code not in "abnp":
            continue
        joint = {"b": ": ", "n": ". ", "p": ". "}.get(code, " ")
        pieces.append(f"{joint}{text}" if pieces else text)
    return "".join(pieces)


def _creators(record: MarcRecord) -> list[str]:
    fields = record.tagged("100", "110", "111", "700", "710", "711")
    names = [_person(one) if one.tag in ("100", "700") else _body(one) for one in fields]
    return list(dict.fromkeys(name for name in names if name))


def _person(one: Field) -> str:
    """A name as its people write it: "Nguyễn, Du" is Nguyễn Du, "Hugo, Victor" stays."""
    name = _clean(one.first("a"))
    family, comma, given = name.partition(",")
    if comma and fold(family.strip().split(" ")[0]) in _SURNAMES:
        return f"{family.strip()} {given.strip()}".strip()
    return name


def _body(one: Field) -> str:
    return ". ".join(_clean(value) for value in one.all("ab"))


def _kind(record: MarcRecord) -> str:
    kind, level = record.leader[6:7], record.leader[7:8]
    if level == "s":
        return "periodical"
    return {"g": "film", "i": "sound", "j": "sound", "k": "picture"}.get(kind, "")


def _language(record: MarcRecord) -> str:
    fixed = record.first("008")
    said = record.first("041") or (fixed[35:38].strip() if len(fixed) >= 38 else "")
    whole = any(one.first("2") == "rfc5646" for one in record.tagged("041"))
    tag = parse_tag(said if whole else said[:3]) if said else None
    return str(tag) if tag else ""


def _issued(record: MarcRecord, published: Field | None) -> str:
    match = _YEAR.search(published.first("c")) if published else None
    if match is None:
        fixed = record.first("008")
        match = _YEAR.match(fixed[7:11]) if len(fixed) >= 11 else None
    return match[1] if match else ""


def _subjects(record: MarcRecord) -> dict[str, list[str]]:
    ddc = [
        match[0] for one in record.tagged("082") for value in one.all("a") if (match := _DDC.match(_plain_ddc(value)))
    ]
    terms = [_clean(value) for one in record.tagged("600", "610", "650", "651", "653") for value in one.all("axyz")]
    found = {"ddc": list(dict.fromkeys(ddc)), "keywords": list(dict.fromkeys(word for word in terms if word))}
    return {key: values for key, values in found.items() if values}


def _plain_ddc(value: str) -> str:
    """A number without the marks of where it may be cut."""
    return value.replace("/", "").replace("'", "").strip()


def _identifiers(record: MarcRecord) -> list[str]:
    found = []
    for tag, scheme in (("020", "isbn"), ("022", "issn")):
        for one in record.tagged(tag):
            digits = "".join(sign for sign in one.first("a").split("(")[0] if sign.isalnum()).upper()
            if len(digits) in (8, 10, 13):
                found.append(f"{scheme}:{digits}")
    schemes = [(one.first("2"), one.first("a")) for one in record.tagged("024") if one.indicators[0] == "7"]
    found += [f"{scheme}:{value}" for scheme, value in schemes if scheme and value]
    return list(dict.fromkeys(found))


def _source(record: MarcRecord) -> str:
    """An address of the web that a record names; it is told, never fetched."""
    return next((value for one in record.tagged("856") for value in one.all("u") if _WEB.match(value)), "")


def _key(record: MarcRecord) -> str:
    number, agency = record.first("001"), record.first("003")
    if agency == OWN_AGENCY:
        return number  # the record's own id
    return f"{agency}:{number}" if number and agency else number or record.first("035")


def _copies(record: MarcRecord) -> list[dict[str, Any]]:
    """Printed copies: 852, and the items of Koha (952); each field is a copy, alike ones are counted together."""
    counted: dict[tuple[str, str, str], int] = {}
    for one in record.tagged("852", "952"):
        is_koha = one.tag == "952"
        holder = one.first("b") or one.first("a")
        cupboard = one.first("c")
        number = one.first("o" if is_koha else "h") or one.first("jk")
        key = (_clean(holder), _clean(cupboard), _clean(number))
        if any(key):
            said = one.first("t") if not is_koha else ""
            counted[key] = min(
                counted.get(key, 0) + (int(said) if said.isdigit() and len(said) < 6 else 1), _COPIES_MOST
            )
    return [
        {
            "holder": holder,
            "copies": count,
            **({"cupboard": cupboard} if cupboard else {}),
            **({"call_number": number} if number else {}),
        }
        for (holder, cupboard, number), count in counted.items()
    ]


def _files(record: MarcRecord, row: int) -> tuple[list[str], list[Flawed]]:
    """The files that 856 names beside the list, and those it must not name."""
    files: list[str] = []
    wrong: list[Flawed] = []
    for one in record.tagged("856"):
        named = [value for value in one.all("u") if not _ADDRESS.match(value)]
        if not one.all("u"):
            folder = one.first("d")
            named = [f"{folder}/{value}" if folder else value for value in one.all("f")]
        for value in named:
            path = unquote(value.removeprefix("file:")).replace("\\", "/").strip()
            inside = posixpath.normpath(path.removeprefix("./"))
            if not path or path.startswith("/") or _DRIVE.match(path) or inside.startswith("..") or "\0" in path:
                wrong.append(Flawed(flaw=Flaw.FILE_OUTSIDE, row=row, column="856$u", found=value[:200]))
            elif inside not in files:
                files.append(inside)
    return files, wrong
