"""Guards Chrome 49: our style sheets use nothing that it does not know, and stay light.

Of CSS, lists of what is allowed: properties, words, functions, units, selectors, media. What is not on them is a fault,
for new CSS comes every month. What stands inside a feature test (`@supports`) is passed over.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import tinycss2

from webapp.shell.look import SIZES, first_script, first_styles
from webapp.shell.preferences import GROUNDS, Preference
from webapp.shell.static_files import FONT, STYLES, StaticFiles
from webapp.shell.styles import choice, marks, sheet

STATIC = Path(__file__).parents[3] / "webapp" / "shell" / "static"
SHEETS = sorted(STATIC.glob("*.css"))
PROPERTIES = {
    "-webkit-appearance", "-webkit-box-orient", "-webkit-line-clamp", "-webkit-text-size-adjust", "align-items",
    "align-self", "background", "background-color", "background-image", "background-repeat", "background-size",
    "border", "border-bottom", "border-bottom-color", "border-bottom-width",
    "border-collapse", "border-color", "border-left", "border-left-color", "border-left-width", "border-radius",
    "border-top", "border-top-color", "bottom", "box-shadow", "box-sizing", "clip", "color", "content", "cursor",
    "display", "fill", "flex", "flex-basis", "flex-direction", "flex-grow", "flex-wrap", "font", "font-family",
    "font-size", "font-style", "font-weight", "height", "justify-content", "left", "line-height", "list-style",
    "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height",
    "min-width", "opacity", "order", "outline", "outline-color", "outline-offset", "overflow", "overflow-wrap",
    "overflow-x", "padding", "padding-left", "padding-right", "padding-top", "position", "right", "src", "text-align",
    "text-decoration", "text-indent", "text-overflow", "top", "unicode-range", "vertical-align", "white-space",
    "width", "word-wrap", "z-index",
}  # fmt: skip
"""What Chrome 49 knows and our sheets need. Who adds one looks up when Chrome came to know it."""
HARMLESS = {"appearance", "text-size-adjust"}
"""Later properties: where they are not known, the prefixed one holds."""
WORDS = {
    "-webkit-box",
    "absolute", "arial", "auto", "baseline", "block", "border-box", "break-word", "center", "collapse", "column",
    "content-box", "currentcolor", "dashed", "ellipsis", "flex", "flex-start", "hidden", "inherit", "inline-block",
    "inline-flex", "italic", "left", "middle", "monospace", "none", "normal", "nowrap", "pointer", "relative", "repeat",
    "repeat-x", "right", "roboto", "sans-serif", "serif", "solid", "top", "transparent", "underline", "vertical",
    "wrap",
}  # fmt: skip
FUNCTIONS = {"format", "rect", "rgb", "rgba", "url", "var"}
WITH_COMMAS = {"rgb", "rgba"}
"""Their arguments stand between commas; between spaces since Chrome 65."""
UNITS = {"em", "pt", "px", "rem", "vw"}
PSEUDO = {
    ":after", ":before", ":checked", ":disabled", ":first-child", ":focus", ":hover", ":last-child", ":link", ":root",
    ":target", ":visited", "::-webkit-details-marker", "::-webkit-progress-bar", "::-webkit-progress-value",
}  # fmt: skip
SIMPLE_SELECTOR = re.compile(r"[\w\s.#*>+~,-]*")
ATTRIBUTE = re.compile(r"\[[a-z-]+(?:[~|^$*]?=(?:[\w-]+|\"[^\"]*\"))?\]")
COUNTED_CHILD = re.compile(r":nth-(?:last-)?child\((?:odd|even|[0-9n+\s-]+)\)")
MEDIA = re.compile(
    r"(?:(?:print|screen|all|\((?:(?:min|max)-(?:device-)?(?:width|height):[0-9.]+(?:px|em)"
    r"|prefers-color-scheme:dark)\))(?:\s*,\s*|\s+and\s+|$))+"
)
"""`prefers-color-scheme` came later; where it is not known, the light ground stays."""


def parsed(source: object) -> list[tinycss2.ast.Node]:
    rules: list[tinycss2.ast.Node] = tinycss2.parse_rule_list(source, skip_comments=True, skip_whitespace=True)
    return rules


def faults_of_css(source: object) -> list[str]:
    """What a style sheet, or the inside of a rule, holds that is not on the lists."""
    return [fault for rule in parsed(source) for fault in faults_of_rule(rule)]


def faults_of_rule(rule: tinycss2.ast.Node) -> list[str]:
    if rule.type == "qualified-rule":
        return [*faults_of_selector(tinycss2.serialize(rule.prelude)), *faults_of_block(rule.content)]
    if rule.type != "at-rule":
        return [f"{rule.type}: {rule.message}"]
    prelude = tinycss2.serialize(rule.prelude).strip()
    match rule.lower_at_keyword:
        case "supports":
            return []
        case "font-face":
            return faults_of_block(rule.content)
        case "media" if MEDIA.fullmatch(prelude):
            return faults_of_css(rule.content)
    return [f"@{rule.lower_at_keyword} {prelude}"]


def faults_of_selector(text: str) -> list[str]:
    """A selector without what is allowed has nothing left."""
    rest = COUNTED_CHILD.sub("", ATTRIBUTE.sub("", text))
    rest = re.sub(r"::?[a-z-]+(?!\()\b", lambda found: "" if found[0] in PSEUDO else found[0], rest)
    return [] if SIMPLE_SELECTOR.fullmatch(rest) else [text]


def faults_of_block(content: list[tinycss2.ast.Node]) -> list[str]:
    found = []
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            found.append(tinycss2.serialize([one]))
            continue
        if one.lower_name not in PROPERTIES | HARMLESS and not one.lower_name.startswith("--"):
            found.append(one.lower_name)
        found += [f"{one.lower_name}: {fault}" for fault in faults_of_value(one.value)]
    return found


def faults_of_value(value: list[tinycss2.ast.Node]) -> list[str]:
    return [fault for token in value for fault in faults_of_token(token)]


def faults_of_token(token: tinycss2.ast.Node) -> list[str]:
    match token.type:
        case "ident" if token.lower_value in WORDS or token.value.startswith("--"):
            return []
        case "function" if token.lower_name in FUNCTIONS:
            commas = sum(part == "," for part in token.arguments)
            if token.lower_name in WITH_COMMAS and commas != len(token.lower_name) - 1:
                return [tinycss2.serialize([token])]
            return faults_of_value(token.arguments)
        case "dimension" if token.lower_unit in UNITS:
            return []
        case "hash" if len(token.value) in {3, 6}:
            return []
        case "literal" if token.value in {",", "/"}:
            return []
        case "number" | "percentage" | "string" | "url" | "whitespace" | "comment" | "unicode-range":
            return []
    return [tinycss2.serialize([token])]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_holds_nothing_that_chrome_49_does_not_know(path: Path) -> None:
    assert faults_of_css(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "later",
    [
        "a{display:grid}", "a{gap:1px}", "a{width:min(1px,2px)}", "a{position:sticky}", "a:focus-within{top:0}",
        "a{height:1dvh}", "@layer x{a{top:0}}", "a{color:#12345678}", "@media (min-width:1px){a{inset:0}}",
        "@media (width>=1px){a{top:0}}", "a{grid-area:x}",
        "a{text-wrap:balance}", "a:user-invalid{top:0}", "a{color:rgb(1 2 3 / 50%)}", "a:nth-child(1 of b){top:0}",
        "a{font-variant-numeric:tabular-nums}", "a{display:flow-root}", "a{b{top:0}}", "a{& b{top:0}}",
        "a{color:#1234}", "a{color:rgba(1 2 3 / .5)}", "a{top:1cqw}", "a::marker{top:0}",
        "[a=b s]{top:0}", "@media (hover){a{top:0}}", "@property --a{inherits:true}", "a{--x:min(1px,2px)}",
        "@font-face{font-display:swap}", ":is(a,b){top:0}", ":not(a,b){top:0}",
    ],
)  # fmt: skip
def test_the_check_finds_what_is_too_new(later: str) -> None:
    assert faults_of_css(later)


@pytest.mark.parametrize(
    "old",
    [
        "a:nth-child(2n + 1)>b~c+d *{top:0}", "[a],[b=c],[d^=\"e f\"]{top:0}", "a{color:rgba(1,2,3,.5)}",
        "@media print{a{top:0}}", "@media screen and (min-width:700px){a{top:0}}", "a::-webkit-progress-bar{top:0}",
        "a{font:italic 1em/1.5 \"B\",serif}",
    ],
)  # fmt: skip
def test_the_check_leaves_alone_what_chrome_49_knows(old: str) -> None:
    assert faults_of_css(old) == []


def test_the_check_passes_over_feature_tests() -> None:
    assert faults_of_css("@supports (display:grid){a{display:grid}}") == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_variable_has_its_light_value_before_it(path: Path) -> None:
    for rule in re.findall(r"\{([^{}]*)\}", path.read_text("utf-8")):
        before: set[str] = set()
        for declaration in rule.split(";"):
            name, _, value = declaration.strip().partition(":")
            needs = "var(" in value and ",currentColor" not in value and not name.startswith("--")
            shorthand = name in before or any(name.startswith(f"{one}-") or one.startswith(name) for one in before)
            if needs and not re.search(r"var\(--\w+,", value):
                assert shorthand, declaration
            before.add(name)


def test_what_stands_in_every_page_is_small() -> None:
    assert len(gzip.compress(first_styles().encode(), 9)) <= 3_600
    assert len(first_script()) <= 380
    assert faults_of_css(first_styles()) == []
    assert "/*" not in first_styles()


def test_every_choice_of_the_reader_is_a_sound_sheet() -> None:
    assert sheet(None).body == b""
    assert faults_of_css(marks()) == []
    for size in (1, 2, 3, 4):
        for ground in GROUNDS:
            assert faults_of_css(choice(Preference(size, ground)) or "a{}") == []
            assert len(sheet(Preference(size, ground)).packed) <= 700


def test_every_choice_has_its_classes() -> None:
    for size in SIZES:
        assert f".co{size} .chu{{font-size:" in first_styles()
        assert f'.co{size} .bang button[value="{size}"]' in marks()
    for ground in ("sang", "toi", "nang"):
        assert f":root.{ground}{{--giay:" in first_styles()
        assert f'.{ground} .chan button[value="{ground}"]{{display:none}}' in marks()


def test_sheets_refer_to_the_font_by_its_address_and_to_nothing_else() -> None:
    files = StaticFiles()
    body = files[STYLES].body.decode()
    assert set(re.findall(r"url\(([^\"d][^)]*)\)", body)) == {files[FONT].path}
    assert "url(" not in first_styles()
    assert len(files[STYLES].packed) <= 4_500
