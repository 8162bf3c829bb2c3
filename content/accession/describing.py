"""From what a file says and what its sidecar says to one record; the sidecar wins."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

from content.accession.device_names import made_title
from content.accession.sidecar import (
    NO_SOUND,
    OF_ITSELF,
    Sidecar,
    SidecarError,
    copies_of,
    creators_of,
    identifiers_of,
    issues_of,
    recording_of,
    rights_of,
    subjects_of,
)
from content.formats.reading import Description, Extract
from content.records import Bytes, Item, Kind, Record, RecordId, Rights, RightsClass, Sha256, Subjects
from content.settings import Fault
from content.text import as_a_name, normalise, one_line, parse_tag

TITLE_MAX = 300
LABEL_BYTES = 1 << 20
"""Of a recording that says a name: half a minute, well recorded."""
UNTITLED = "Không có tên"


def record_id(publisher: str, seed: str) -> RecordId:
    """An id drawn from what the record is of: the same file brought again has the same id.

    Args:
        seed: the hash of its first file, or what a paper record is called.
    """
    digest = hashlib.sha256(seed.encode()).digest()
    return RecordId(f"{publisher}/{base64.b32encode(digest).decode().lower()[:16]}")


def describe_file(publisher: str, item: Item, extract: Extract, sidecar: Sidecar | None) -> Record:
    """The record of a file.

    Args:
        publisher: the library's own name, `local-…`.

    Raises:
        SidecarError: as `override`.
    """
    said = extract.description
    record = Record(
        id=record_id(publisher, item.sha256),
        kind=extract.kind,
        title=_title(extract.kind, said, item),
        creators=tuple(replace(creator, name=as_a_name(creator.name)) for creator in said.creators),
        publisher=said.publisher,
        issued=said.issued,
        description=said.description,
        language=said.language,
        subjects=Subjects(keywords=said.keywords),
        identifiers=said.identifiers,
        rights=Rights(note=said.rights_note),
        items=(item,),
        layout=extract.layout,
        direction=extract.direction,
    )
    return override(record, sidecar, publisher) if sidecar else record


def describe_paper(publisher: str, sidecar: Sidecar) -> Record:
    """The record of what is only on paper; the sidecar has a title.

    Raises:
        SidecarError: as `override`.
    """
    kind = sidecar.kind or (Kind.PERIODICAL if sidecar.issues else Kind.BOOK)
    seed = "\n".join([kind, sidecar.title or "", *(sidecar.creators or ()), sidecar.issued or ""])
    # A periodical that is an issue of another, a yearly special of a newspaper, is not found by its title.
    if kind is Kind.PERIODICAL and not sidecar.issue_of:
        record = Record(id=periodical_id(publisher, sidecar.title or ""), kind=kind, title=sidecar.title or "")
    else:
        record = Record(id=record_id(publisher, seed), kind=kind, title=sidecar.title or "")
    return override(record, sidecar, publisher)


def periodical_id(publisher: str, title: str) -> RecordId:
    """The id of a newspaper or magazine, drawn from its title: issues find it by that."""
    return record_id(publisher, f"{Kind.PERIODICAL}\n{one_line(title, TITLE_MAX)}")


def periodical_of(issue: Record, title: str) -> Record:
    """The newspaper or magazine of an issue, as far as the issue tells.

    Rights are an issue's own: one that ends takes neither its newspaper nor the other issues away.
    """
    return Record(
        id=periodical_id(issue.publisher_id, title),
        kind=Kind.PERIODICAL,
        title=one_line(title, TITLE_MAX),
        language=issue.language,
        institution=issue.institution,
    )


def override(record: Record, sidecar: Sidecar, publisher: str) -> Record:
    """The record with everything that the sidecar says.

    Raises:
        SidecarError: it makes a periodical an issue of itself, or something else than a short sound a label.
    """
    changes: dict[str, object] = {
        "title": sidecar.title and one_line(sidecar.title, TITLE_MAX),
        "creators": None if sidecar.creators is None else creators_of(sidecar.creators),
        "kind": sidecar.kind,
        "language": sidecar.language and str(parse_tag(sidecar.language)),
        "script": sidecar.script,
        "description": None if sidecar.description is None else normalise(sidecar.description).strip(),
        "publisher": sidecar.publisher and one_line(sidecar.publisher, 200),
        "issued": sidecar.issued,
        "audience": sidecar.audience,
        "rights": rights_of(sidecar.rights) if sidecar.rights else None,
        "institution": sidecar.institution,
        "subjects": subjects_of(sidecar.subjects) if sidecar.subjects else None,
        "identifiers": None if sidecar.identifiers is None else identifiers_of(sidecar.identifiers),
        "shelf": sidecar.shelf,
        "source": sidecar.source and one_line(sidecar.source, 200),
        "coverage": sidecar.coverage and one_line(sidecar.coverage, 200),
        "part_of": periodical_id(publisher, sidecar.issue_of) if sidecar.issue_of else None,
        "copies": copies_of(sidecar) or None,
        "issues": issues_of(sidecar) or None,
        "recording": recording_of(sidecar.recording) if sidecar.recording else None,
        "label_of": sidecar.label_of,
    }
    said = {name: value for name, value in changes.items() if value is not None}
    if said.get("part_of") == record.id:
        raise SidecarError("", Fault("issue_of", OF_ITSELF))
    described = _kept_here(replace(record, **said))  # type: ignore[arg-type]
    if described.label_of and not _may_be_label(described):
        raise SidecarError("", Fault("label_of", NO_SOUND, {"bytes": LABEL_BYTES}))
    return described


def _may_be_label(record: Record) -> bool:
    sizes = [item.size for item in record.items]
    return record.kind is Kind.SOUND and len(sizes) == 1 and sizes[0] <= LABEL_BYTES


def _kept_here(record: Record) -> Record:
    """A recording of a person is not taken home unless its rights say so: she agreed to one use, not to every one."""
    rights = record.rights
    if record.recording is None or rights.rights_class is not RightsClass.UNSTATED or rights.download is not None:
        return record
    return replace(record, rights=replace(rights, download=False))


def item_of(name: str, digest: Sha256, size: Bytes, media_type: str) -> Item:
    """The item of a file, under a name that every system can write.

    Args:
        name: as the file was called, any text.
    """
    return Item(sha256=digest, size=size, media_type=media_type, name=item_name(name) or digest[:12])


def item_name(name: str) -> str:
    """A file's name as every system can write it, "" where nothing of it can be.

    Args:
        name: as the file was called, any text.
    """
    plain = "".join("_" if c in '/\\:*?"<>|\0' or not c.isprintable() else c for c in one_line(_printable(name), 120))
    return plain.strip(". ")


def _title(kind: Kind, said: Description, item: Item) -> str:
    stem = item.name.rsplit(".", 1)[0]
    return said.title or made_title(kind, stem) or one_line(stem.replace("_", " "), TITLE_MAX) or UNTITLED


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
