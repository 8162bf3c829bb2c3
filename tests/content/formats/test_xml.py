"""Guards the reading of markup: nothing is fetched or expanded, broken books stay readable, depth costs nothing."""

from __future__ import annotations

import http.server
import re
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import OPS, parse_loose, parse_xml

XHTML_11 = (
    b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd" '
    b"[<!ATTLIST p class CDATA #IMPLIED><!-- > ]> -->]>"
)
CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfile full-path="a.opf"/></container>'
)


def text_of(root: etree._Element) -> str:
    return "".join(root.itertext())


def refusal_of(data: bytes, **options: ReadLimits) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        parse_xml(data, what="container.xml", **options)
    return caught.value.refusal


def test_a_document_keeps_its_namespaces() -> None:
    root = parse_xml(CONTAINER, what="container.xml")
    assert root[0].tag == "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    assert root[0].get("full-path") == "a.opf"


ENTITIES = [
    b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b'<?xml version="1.0"?>\n<!-- note --><!DOCTYPE x [<!ENTITY x SYSTEM "http://198.51.100.1/">]><a>&x;</a>',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://198.51.100.1/"> %p;]><a/>',
    b'<!doctype x [ <!ELEMENT a ANY> <!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>',
    b'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY a1 "&a0;&a0;&a0;">]><a>&a1;</a>',
    '<!DOCTYPE x [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
]


@pytest.mark.parametrize("data", ENTITIES)
def test_entities_of_its_own_are_refused_wherever_they_stand(data: bytes) -> None:
    assert refusal_of(data) == Refusal.UNSAFE_XML
    with pytest.raises(RefusedError) as caught:
        parse_loose(data)
    assert caught.value.refusal == Refusal.UNSAFE_XML


def test_a_document_type_that_never_ends_is_damaged() -> None:
    assert refusal_of(b"<!DOCTYPE x [<a/>") == Refusal.DAMAGED


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<!-- [ > ' -->", "text"),
        ("<?a [ > ?>", "text"),
        ("[<!-- ]> --> <!ELEMENT a ANY>]", "text"),
        ("<!-- never ends ", "text"),
        ("<?" * 200_000, "text"),
        ("<!--" * 200_000, "text"),
        ("<!-->" * 200_000, ""),
    ],
    ids=["comment", "instruction", "subset", "no end", "instructions", "comments", "ends in a comment"],
)
def test_comments_in_a_document_type_cost_no_more_than_their_length(inside: str, found: str) -> None:
    root = parse_loose(f"<!DOCTYPE html {inside}><html><body><p>text</p></body></html>".encode())
    assert found in text_of(root)


def test_no_document_type_is_ever_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Notes that somebody came."""
            asked.append(self.path)
            self.send_error(404)

    (tmp_path / "local.dtd").write_text("<!ENTITY x 'from a file'>", encoding="utf-8")
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for system in (f"http://127.0.0.1:{server.server_port}/a.dtd", f"file://{tmp_path}/local.dtd"):
            document = f'<!DOCTYPE html SYSTEM "{system}"><html><body>a&x;b</body></html>'.encode()
            assert text_of(parse_xml(document, what="chapter")) == "a&x;b"
            assert text_of(parse_loose(document)) == "a&x;b"
        server.shutdown()
    assert asked == []


def test_names_of_html_are_understood_under_the_document_type_of_xhtml() -> None:
    root = parse_loose(XHTML_11 + b"<html><body><p>a&nbsp;b &eacute;&Eacute; &lt;&amp;&gt; &hellip;</p></body></html>")
    assert text_of(root) == "a\xa0b éÉ <&> …"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom & Jerry", "Tom & Jerry"),
        ("&unknown; &Xyz", "&unknown; &Xyz"),
        ("&copy 2020, ?a=1&copy=2", "© 2020, ?a=1&copy=2"),
        ("&LT;b&GT; &quot; &#60;", '<b> " <'),
        ("&#0;&#xD800;&#x110000;&#99999999;", "\ufffd\ufffd\ufffd\ufffd"),
        ("&#150;&#x93;", "–\u201c"),
        ("&#x1EA1;&#7841;", "ạạ"),
        ("a\x00b\x0bc\x1b[31m\ufffe", "abc[31m"),
        ("<![CDATA[&nbsp;<b>&]]>&nbsp;", "&nbsp;<b>&\xa0"),
        ("<![CDATA[never closed &amp;", "never closed &"),
    ],
)
def test_references_and_forbidden_signs_are_mended(written: str, read: str) -> None:
    root = parse_loose(f"<html><body><p>{written}</p></body></html>".encode())
    assert text_of(root).replace("]]>", "").removesuffix("</p></body></html>").strip("\n") == read


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"), ("", "utf-8-sig"), ("", "utf-16"), ("UTF-16", "utf-16-le"), ("UTF-16", "utf-16-be"),
        ("windows-1258", "cp1258"), ("ISO-8859-1", "latin-1"), ("Shift_JIS", "shift_jis"), ("utf-16", "utf-8"),
        ("no-such-thing", "utf-8"), ("zlib_codec", "utf-8"), ("unicode_escape", "utf-8"), ("UTF-8", "utf-16"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(declared: str, encoding: str) -> None:
    text = {"cp1258": "tổ", "latin-1": "café", "shift_jis": "本"}.get(encoding, "Tủ sách bản")
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    raw = f"{declaration}<html><body>{text}</body></html>"
    if encoding == "cp1258":
        raw = raw.replace("ổ", "ô\u0309")
        text = "tô\u0309"
    assert text_of(parse_loose(raw.encode(encoding))) == text


VIETNAMESE = (
    "<html><head>{head}</head><body><p>Ngày xưa có hai anh em nhà nọ ở bên dòng suối, người anh đã đi vào rừng từ sớm, "
    "còn người em thì ở lại với mẹ và trông nhà cho đến khi trời tối.</p></body></html>"
)


def windows_1258(text: str) -> bytes:
    """Text as Windows-1258 has it: vowels composed, tones as marks of their own where there is no composed letter."""
    written = bytearray()
    for sign in text:
        try:
            written += sign.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", sign)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            vowel = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark != tone))
            written += vowel.encode("cp1258") + tone.encode("cp1258")
    return bytes(written)


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1252", "iso-8859-1", "no-such-thing"])
@pytest.mark.parametrize("stored", [str.encode, windows_1258])
def test_vietnamese_is_read_whatever_was_declared(declared: str, stored: Callable[[str], bytes]) -> None:
    text = VIETNAMESE.format(head=f'<meta charset="{declared}"/>' if declared else "")
    read = unicodedata.normalize("NFC", text_of(parse_loose(stored(text))))
    assert read.startswith("Ngày xưa có hai anh em nhà nọ ở bên dòng suối")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_mark_and_declaration(encoding: str) -> None:
    assert text_of(parse_loose("\r\n<html><body><p>Tủ sách bản</p></body></html>".encode(encoding))) == "Tủ sách bản"


def test_a_byte_out_of_place_is_read_as_windows_has_it_and_leaves_the_rest_alone() -> None:
    sound = "<p>Sách của bản, đọc ở nhà.</p>".encode() * 20
    read = text_of(parse_loose(b"<html><body>" + sound + b"<p>a \x96 b</p></body></html>"))
    assert read.startswith("Sách của bản")
    assert read.endswith("a – b")


def test_bytes_that_are_no_text_become_a_sign_that_says_so() -> None:
    assert text_of(parse_loose(b"<html><body>S\xe1ch \x81</body></html>")) == "Sách \ufffd"


def test_a_broken_package_document_is_read_as_far_as_it_goes_and_noted() -> None:
    notes: list[str] = []
    broken = b'<package><metadata><title>A</title></metadata><spine toc="x" toc="y"></package>'
    root = parse_xml(broken, what="OPF", notes=notes)
    assert [element.tag for element in root] == ["metadata", "spine"]
    assert notes == ["OPF is not well-formed; read as far as it goes"]


@pytest.mark.parametrize("data", [b"", b"   ", b"no markup at all", bytes(range(128, 256))])
def test_what_is_no_xml_is_damaged(data: bytes) -> None:
    assert refusal_of(data) == Refusal.DAMAGED


def test_more_markup_than_allowed_is_too_large() -> None:
    assert refusal_of(b"<a>" + b"x" * 1_000 + b"</a>", limits=ReadLimits(text_member=1_000)) == Refusal.TOO_LARGE


def test_tags_that_are_never_closed_lose_no_text() -> None:
    notes: list[str] = []
    root = parse_loose(b"<html><body><p>m\xe1\xbb\x99t<br>hai</div><p>ba<i>b\xe1\xbb\x91n", what="c1", notes=notes)
    assert "".join(text_of(root).split()) == "mộthaibabốn"
    assert notes == ["c1 is not well-formed; mended"]


def test_a_title_that_never_ends_does_not_swallow_the_text() -> None:
    root = parse_loose("<HTML><HEAD><TITLE>Sách<BODY><P>Một<P>Hai".encode())
    assert [element.text for element in root.iter("p")] == ["Một", "Hai"]


def test_what_follows_the_end_of_the_document_is_kept() -> None:
    root = parse_loose(b"<html><body><p>one</p></body></html><p>two is longer than one</p>")
    assert "two is longer" in text_of(root)


def test_an_anchor_closed_as_in_xml_does_not_swallow_the_rest_when_read_as_html() -> None:
    root = parse_loose(b'<html><head><title/></head><body><a id="z"/>one<p>two</div><p>three<br>four</p></body></html>')
    anchor = next(root.iter("a"))
    assert text_of(anchor) == ""
    assert "four" in text_of(root)


def test_elements_lose_their_namespace_and_their_capitals() -> None:
    root = parse_loose(
        b'<h:HTML xmlns:h="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        b'xmlns:xlink="http://www.w3.org/1999/xlink"><h:Body xml:lang="vi"><h:P epub:type="footnote">x</h:P>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><linearGradient/><image xlink:href="a.png"/></svg>'
        b"</h:Body></h:HTML>"
    )
    assert [element.tag for element in root.iter()] == ["html", "body", "p", "svg", "linearGradient", "image"]
    body, paragraph, svg, _, image = list(root.iter())[1:]
    assert body.get("lang") == "vi"
    assert paragraph.get(f"{{{OPS}}}type") == "footnote"
    assert svg.get("viewBox") == "0 0 1 1"
    assert image.get("href") == "a.png"


@pytest.mark.parametrize("broken", ["", "</div>"])
def test_a_footnote_is_known_also_where_the_prefix_was_never_declared(broken: str) -> None:
    root = parse_loose(f'<html><body><aside epub:type="footnote">{broken}x</aside></body></html>'.encode())
    assert next(root.iter("aside")).get(f"{{{OPS}}}type") == "footnote"


@pytest.mark.parametrize("tag", [b"div", b"b", b"table><tr><td", b"svg"])
def test_a_hundred_thousand_levels_end_in_text_at_the_allowed_depth(tag: bytes) -> None:
    limits = ReadLimits(depth=50)
    root = parse_loose(b"<html><body><p>before</p>" + b"<%s>x" % tag * 100_000, limits=limits)
    assert "before" in text_of(root)
    assert max(sum(1 for _ in element.iterancestors()) for element in root.iter()) < 50


@pytest.mark.parametrize("end", [b"</p>", b""], ids=["sound", "broken"])
def test_text_below_a_thousand_levels_and_behind_them_is_kept(end: bytes) -> None:
    body = b"<div>" * 1_000 + b"<p>inside" + end + b"</div>" * 1_000 + b"<p>behind</p>"
    root = parse_loose(b"<html><body>" + body + b"</body></html>")
    assert "inside" in text_of(root)
    assert "behind" in text_of(root)


def test_depth_within_bounds_is_left_alone() -> None:
    root = parse_loose(b"<div>" * 40 + b"x" + b"</div>" * 40)
    assert sum(1 for _ in root.iter("div")) == 40


def test_a_hundred_thousand_attributes_are_only_many() -> None:
    attributes = " ".join(f'a{n}="x"' for n in range(100_000))
    root = parse_loose(f"<html><body><p {attributes}>text</p></body></html>".encode())
    assert text_of(root) == "text"


def test_comments_and_instructions_are_gone() -> None:
    root = parse_loose(b"<html><body>a<!-- b --><?php c ?>d</body></html>")
    assert text_of(root) == "ad"
    assert all(isinstance(element.tag, str) for element in root.iter())


def outcome(parse: Callable[[bytes], etree._Element], data: bytes) -> etree._Element | Refusal:
    try:
        return parse(data)
    except RefusedError as error:
        return error.refusal


@given(st.binary(max_size=400))
def test_noise_gives_a_tree_or_a_refusal(noise: bytes) -> None:
    for parse in (parse_loose, lambda data: parse_xml(data, what="x")):
        found = outcome(parse, noise)
        assert isinstance(found, etree._Element) or found in {Refusal.DAMAGED, Refusal.UNSAFE_XML}


TORN = [
    "<p>", "</p>", "<br>", "<br/>", "<a id='x'/>", "&", "&nbsp;", "<![CDATA[", "]]>", "<!--", "-->", "<i>", "</div>",
    "chữ", '<p x="', "<?", "?>", "<x:y>", "</html>",
]  # fmt: skip


@given(st.lists(st.sampled_from(TORN)))
def test_torn_markup_gives_a_tree_without_namespaces(pieces: list[str]) -> None:
    found = outcome(parse_loose, "".join(["<html><body>", *pieces]).encode())
    assert isinstance(found, etree._Element)
    assert not any(str(element.tag).startswith("{") or ":" in str(element.tag) for element in found.iter())


def test_a_tag_that_is_no_name_becomes_one() -> None:
    found = parse_loose(b'<html><body><a&><!<a<s:"x>/><?xp\'/><p epub:type="x')
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", str(element.tag)) for element in found.iter())
