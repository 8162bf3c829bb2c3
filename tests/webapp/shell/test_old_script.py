"""Guards scripts for Chrome 49: ECMAScript 5 as a parser of it reads them, and only names that this browser knows.

The names are a list of what is allowed, as with style sheets: who adds one looks up when Chrome came to know it.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from calmjs.parse import asttypes, es5
from calmjs.parse.exceptions import ECMASyntaxError
from calmjs.parse.walkers import Walker

STATIC = Path(__file__).parents[3] / "webapp" / "shell" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
PACKED_BYTES = 3_000
GLOBALS = {
    "Array", "Audio", "DOMParser", "FormData", "JSON", "Math", "XMLHttpRequest", "addEventListener",
    "clearTimeout", "document", "encodeURIComponent", "innerHeight", "localStorage", "location", "pageYOffset",
    "performance", "scrollTo", "sessionStorage", "setTimeout", "undefined",
}  # fmt: skip
MEMBERS = {
    "abs", "action", "activeElement", "addEventListener", "appendChild", "assign", "body", "call", "className",
    "cloneNode", "code", "complete", "cookie", "createElement", "ctrlKey", "currentTime", "defaultPrevented",
    "documentElement", "duration", "error", "exec", "filter", "floor", "focus", "forEach", "getAttribute",
    "getBoundingClientRect", "getElementById", "getItem", "getResponseHeader", "hasAttribute", "hash", "hidden",
    "href", "id", "indexOf", "innerHTML", "insertBefore", "insertRule", "lastIndexOf", "length", "metaKey",
    "method", "name", "naturalWidth", "navigation", "onclick", "onended", "onerror", "onload", "open", "origin",
    "parentNode", "parse", "parseFromString", "pathname", "pause", "paused", "play", "preventDefault", "prototype",
    "querySelector", "querySelectorAll", "readyState", "referrer", "removeAttribute", "removeChild", "removeItem",
    "replace", "responseText", "send", "setAttribute", "setItem", "setRequestHeader", "shiftKey", "slice", "split",
    "src", "stringify", "styleSheets", "submit", "submitter", "target", "test", "textContent", "then", "top",
    "type", "unshift", "value",
}  # fmt: skip
"""Of objects of the browser; names of one letter are our own. `submitter` is of Chrome 81, and asked for as what may
not be there; so is what `play` answers, a promise since Chrome 50."""
REGEX = re.compile(r"/(?:(?!\(\?<|\\[pk]).)*/[gim]*")
"""No lookbehind, no named groups, no classes of Unicode; no flags but those of ECMAScript 5."""


def faults(script: str) -> list[str]:
    """What a script holds that is not ECMAScript 5, or not on the lists."""
    try:
        tree = es5(script)
    except ECMASyntaxError as error:
        return [str(error)]
    nodes = list(Walker().filter(tree, lambda _: True))
    members = {node.identifier.value for node in nodes if isinstance(node, asttypes.DotAccessor)}
    found = sorted(name for name in members - MEMBERS if len(name) > 1)
    found += sorted(free_names(nodes) - GLOBALS)
    return found + [
        node.value for node in nodes if isinstance(node, asttypes.Regex) and not REGEX.fullmatch(node.value)
    ]


def free_names(nodes: list[asttypes.Node]) -> set[str]:
    """Names that a script uses and declares nowhere."""
    functions = [node for node in nodes if isinstance(node, asttypes.FuncBase)]
    declaring = (asttypes.VarDecl, asttypes.Catch, asttypes.FuncBase)
    declared = {node.identifier.value for node in nodes if isinstance(node, declaring) and node.identifier}
    declared |= {parameter.value for function in functions for parameter in function.parameters}
    properties = asttypes.PropIdentifier
    used = {node.value for node in nodes if isinstance(node, asttypes.Identifier) and not isinstance(node, properties)}
    return used - declared


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_ecmascript_5_and_small(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []
    assert len(gzip.compress(path.read_bytes(), 9)) <= PACKED_BYTES


@pytest.mark.parametrize(
    "later",
    [
        "let a = 1;", "const a = 1;", "x => x;", "`a`;", "a?.b;", "a ?? b;", "a ||= 1;", "a ** b;", "f(...x);",
        "for (var a of b) {}", "class A {}", "async function f() {}", "function f(a = 1) {}", "var {a} = b;",
        "var a = {b: 1, b() {}};", "var b, a = {b};", "try {} catch {}", "import x from 'y';", "var a = 1_000;",
        "var x; x.includes(1);", "var x; x.closest('a');", "new Map();", "fetch('/a');", "Symbol('a');",
        "Array.from([]);", "var x; x.fetch = 1;",
        "var x = /(?<=a)b/;", "var x = /a/u;", "var x = /a/s;", "var x = /\\p{L}/;",
    ],
)  # fmt: skip
def test_the_check_finds_what_is_too_new(later: str) -> None:
    assert faults(later)


def test_the_check_leaves_alone_what_chrome_49_knows() -> None:
    old = "(function (a) { var b = {c: a, d: 1}; try { b.c = a.slice(1); } catch (e) { return; } }(document));"
    assert faults(old) == []
