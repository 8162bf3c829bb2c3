"""Guards Chrome 49: our style sheets and scripts use nothing that it does not know, and stay light.

An explicit list of what came later: properties, values, units, at-rules and selectors of CSS; syntax and names of
JavaScript after ECMAScript 5. What stands inside a feature test (`@supports`) is passed over.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

from webapp.shell.preferences import GROUNDS, Preference
from webapp.shell.styles import Styles, choice

STATIC = Path(__file__).parents[3] / "webapp" / "shell" / "static"
SHEETS = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("*.js"))
LATER_PROPERTIES = {
    "gap", "row-gap", "column-gap", "grid", "aspect-ratio", "inset", "place-items", "place-content", "place-self",
    "object-fit", "backdrop-filter", "mask", "mask-image", "scroll-behavior", "scroll-snap-type", "contain",
    "overscroll-behavior", "container", "container-type", "content-visibility", "translate", "rotate", "scale",
    "caret-color", "color-scheme", "text-underline-offset", "text-decoration-thickness", "line-clamp", "hyphens",
    "-webkit-line-clamp", "margin-inline", "margin-block", "padding-inline", "padding-block", "inset-inline",
    "border-inline", "font-display", "overflow-anchor",
}  # fmt: skip
LATER_VALUES = {
    "grid", "inline-grid", "sticky", "-webkit-sticky", "contents", "flow-root", "fit-content", "anywhere", "clip",
    "revert", "space-evenly",
}  # fmt: skip
LATER_FUNCTIONS = {
    "min", "max", "clamp", "env", "color-mix", "lab", "lch", "oklch", "image-set", "conic-gradient", "minmax",
}  # fmt: skip
LATER_UNITS = {"dvh", "svh", "lvh", "dvw", "svw", "lvw", "cqw", "cqh", "lh", "rlh", "ic", "cap", "q"}
LATER_AT_RULES = {"layer", "container", "property", "scope", "starting-style", "counter-style", "view-transition"}
LATER_SELECTORS = re.compile(
    r":(?:is|where|has|focus-within|focus-visible|any-link|placeholder-shown|defined|dir|autofill|modal|open)\b"
    r"|::?(?:marker|part|slotted)"
)
LATER_MEDIA = re.compile(r"[<>]=?|prefers-reduced-data|prefers-contrast|hover|dynamic-range")
LATER_JAVASCRIPT = re.compile(
    r"=>|`|\b(?:let|const|class|async|await|yield|import|export|of)\s|\.\.\.|\?\.|\?\?|\*\*"
    r"|\.(?:includes|padStart|flat|flatMap|replaceAll|closest|append|prepend|remove|matches|entries|at)\("
    r"|\bnew (?:Map|Set|Promise|Proxy|URL|IntersectionObserver|AbortController)\b"
    r"|\bfetch\(|\bSymbol\b|Object\.(?:assign|entries|values)"
)


def declarations(rules: list[tinycss2.ast.Node]) -> Iterator[tuple[str, list[tinycss2.ast.Node]]]:
    """Names and values of every declaration outside feature tests."""
    for rule in rules:
        if rule.type == "qualified-rule":
            for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                assert one.type == "declaration", one
                yield one.lower_name, one.value
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword != "supports":
            if rule.lower_at_keyword in {"font-face", "page"}:
                for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                    yield one.lower_name, one.value
            else:
                yield from declarations(parsed(rule.content))


def parsed(source: object) -> list[tinycss2.ast.Node]:
    rules: list[tinycss2.ast.Node] = tinycss2.parse_rule_list(source, skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    return rules


def faults_of_css(text: str) -> list[str]:
    """What a style sheet holds that came after Chrome 49."""
    rules = parsed(text)
    found = [fault for rule in rules for fault in faults_of_rule(rule)]
    for name, value in declarations(rules):
        if name in LATER_PROPERTIES or name.startswith("grid-"):
            found.append(name)
        if not name.startswith("--"):
            found += [f"{name}: {tinycss2.serialize([token])}" for token in value if is_later(token)]
    return found


def faults_of_rule(rule: tinycss2.ast.Node) -> list[str]:
    prelude = tinycss2.serialize(rule.prelude)
    if rule.type == "qualified-rule":
        return [prelude] if LATER_SELECTORS.search(prelude) else []
    is_later_media = rule.lower_at_keyword == "media" and LATER_MEDIA.search(prelude)
    return [f"@{rule.lower_at_keyword} {prelude}"] if rule.lower_at_keyword in LATER_AT_RULES or is_later_media else []


def is_later(token: tinycss2.ast.Node) -> bool:
    return bool(
        (token.type == "ident" and token.lower_value in LATER_VALUES)
        or (token.type == "function" and token.lower_name in LATER_FUNCTIONS)
        or (token.type == "dimension" and token.lower_unit in LATER_UNITS)
        or (token.type == "hash" and len(token.value) in {4, 8})
    )


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_holds_nothing_that_chrome_49_does_not_know(path: Path) -> None:
    assert faults_of_css(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "later",
    [
        "a{display:grid}", "a{gap:1px}", "a{width:min(1px,2px)}", "a{position:sticky}", "a:focus-within{top:0}",
        "a{height:1dvh}", "@layer x{a{top:0}}", "a{color:#12345678}", "@media (min-width:1px){a{inset:0}}",
        "@media (width>=1px){a{top:0}}", "a{grid-area:x}",
    ],
)  # fmt: skip
def test_the_check_finds_what_is_too_new(later: str) -> None:
    assert faults_of_css(later)


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


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_ecmascript_5_and_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert LATER_JAVASCRIPT.search(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) is None
    assert len(gzip.compress(path.read_bytes(), 9)) <= 1_500


@pytest.mark.parametrize(
    "later", ["let a = 1;", "x => x", "`a`", "a?.b", "a.includes(1)", "for (var a of b)", "new Map()"]
)
def test_the_check_finds_script_that_is_too_new(later: str) -> None:
    assert LATER_JAVASCRIPT.search(later)


def test_every_choice_of_the_reader_is_a_sound_sheet_of_at_most_6_kb() -> None:
    styles = Styles({"noto-sans-tai-viet.woff2": "/s/font.woff2"})
    assert len(styles.sheet(None).packed) <= 6_000
    for size in (1, 2, 3, 4):
        for ground in GROUNDS:
            assert faults_of_css(choice(Preference(size, ground)) or "a{}") == []
            assert len(styles.sheet(Preference(size, ground)).packed) <= 6_500
            assert b"/*" not in styles.sheet(Preference(size, ground)).body


def test_the_sheet_refers_to_the_font_by_its_address_and_to_nothing_else() -> None:
    sheet = Styles({"noto-sans-tai-viet.woff2": "/s/font.woff2"}).sheet(None).body.decode()
    assert set(re.findall(r"url\(([^\"d][^)]*)\)", sheet)) == {"/s/font.woff2"}
