"""The container around a book: which package document to read, and what is encrypted (EPUB 3.3 §4, OCF)."""

from __future__ import annotations

from dataclasses import dataclass

from content.formats.archive import Archive, MemberError
from content.formats.flow.links import join
from content.formats.flow.tree import children_named, line_of, local
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
DISPLAY_OPTIONS = ("META-INF/com.apple.ibooks.display-options.xml", "META-INF/com.kobobooks.display-options.xml")
PACKAGE_TYPE = "application/oebps-package+xml"
IDPF = "http://www.idpf.org/2008/embedding"
ADOBE = "http://ns.adobe.com/pdf/enc#RC"


@dataclass(frozen=True, kw_only=True)
class Encryption:
    """What is not stored as it is.

    Attributes:
        fonts: names of obfuscated fonts, each with its algorithm (EPUB 3.3 §4.4 and Adobe's older way).
        locked: names of what only a bought key opens.
    """

    fonts: dict[str, str]
    locked: frozenset[str]


def package_name(archive: Archive, limits: ReadLimits) -> str:
    """The name of the package document: the first rendition whose file is there (OCF §4.2.6.3.1).

    A container that names none is refused, not searched: what is no book by its own word is not shown as one.

    Raises:
        RefusedError: there is no container document, it is broken or unsafe, or it names no document that is there.
    """
    name, folder = _beside_container(archive, CONTAINER)
    if not name:
        raise RefusedError(Refusal.DAMAGED, f"no {CONTAINER}")
    root = parse_xml(archive.read(name, limit=limits.text_member), what=CONTAINER, limits=limits)
    named = [element for element in root.iter("{*}rootfile") if (element.get("full-path") or "").strip()]
    named.sort(key=lambda element: element.get("media-type") != PACKAGE_TYPE)
    members = (archive.find(folder + join("", str(element.get("full-path")).strip())) for element in named[:20])
    found = next(filter(None, members), None)
    if found is None:
        raise RefusedError(Refusal.DAMAGED, "container.xml names no package document that is there")
    return found


def _beside_container(archive: Archive, wanted: str) -> tuple[str, str]:
    """A file of the container and the folder that is its root: books are also packed with the folder around them.

    Returns:
        Name ("" if it is not there) and folder, with a stroke at its end, "" for the top of the archive.
    """
    name = archive.find(wanted)
    if name is None:
        ending = f"/{wanted}".casefold()
        name = next((name for name in archive.names if name.casefold().endswith(ending)), "")
    return name, name[: -len(wanted)]


def encryption(archive: Archive, limits: ReadLimits) -> Encryption:
    """What `encryption.xml` says; an unreadable one says nothing.

    Raises:
        RefusedError: it is unsafe XML.
    """
    name, folder = _beside_container(archive, ENCRYPTION)
    fonts: dict[str, str] = {}
    locked: set[str] = set()
    if name:
        root = parse_xml(archive.read(name, limit=limits.text_member), what=ENCRYPTION, limits=limits)
        for element in root.iter("{*}EncryptedData"):
            methods = [child.get("Algorithm") or "" for child in children_named(element, "EncryptionMethod")]
            for reference in element.iter("{*}CipherReference"):
                member = archive.find(folder + join("", (reference.get("URI") or "").strip()))
                if member is None:
                    continue
                if methods and methods[0] in (IDPF, ADOBE):
                    fonts[member] = methods[0]
                else:
                    locked.add(member)
    return Encryption(fonts=fonts, locked=frozenset(locked))


def declares_fixed_layout(archive: Archive, limits: ReadLimits) -> bool:
    """Whether Apple's or Kobo's display options ask for fixed layout, from the years before EPUB 3 could say it."""
    for wanted in DISPLAY_OPTIONS:
        name, _ = _beside_container(archive, wanted)
        if not name:
            continue
        try:
            root = parse_xml(archive.read(name, limit=limits.text_member), what=wanted, limits=limits)
        except (MemberError, RefusedError):
            continue
        if any(
            local(element) == "option" and element.get("name") == "fixed-layout" and line_of(element) == "true"
            for element in root.iter("{*}option")
        ):
            return True
    return False
