"""Guards the contract of templates: a template names the fields of its dataclass and nothing else, and escapes all."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

import webapp.library
from webapp.library.app import TEMPLATES
from webapp.shell.errors import ErrorView
from webapp.shell.frame import Frame, View, environment

SHELL = Path(__file__).parents[3] / "webapp" / "shell" / "templates"


def views() -> list[type[View]]:
    """Every view of the library and the shell."""
    found = {ErrorView}
    for module in pkgutil.iter_modules(webapp.library.__path__):
        inside = vars(importlib.import_module(f"webapp.library.{module.name}")).values()
        found |= {one for one in inside if inspect.isclass(one) and issubclass(one, View) and one is not View}
    return sorted(found, key=lambda view: view.__qualname__)


def sources(name: str) -> list[str]:
    """A template and those it extends and includes."""
    loader = environment(TEMPLATES).loader
    assert loader is not None
    source = loader.get_source(environment(TEMPLATES), name)[0]
    tree = environment(TEMPLATES).parse(source)
    others = [one.template.value for one in tree.find_all((nodes.Extends, nodes.Include))]
    return [source, *(found for other in others for found in sources(other))]


@pytest.mark.parametrize("view", views(), ids=lambda view: view.__name__)
def test_a_template_names_only_the_fields_of_its_view(view: type[View]) -> None:
    made = environment(TEMPLATES)
    fields = {field.name for field in dataclasses.fields(view)}
    known = fields | {"frame"} | set(made.globals)
    for source in sources(view.template):
        tree = made.parse(source)
        pieces = {one.target for one in tree.find_all(nodes.Import)}
        assert meta.find_undeclared_variables(tree) <= known | pieces


@pytest.mark.parametrize("view", views(), ids=lambda view: view.__name__)
def test_a_view_has_no_field_that_its_template_does_not_name(view: type[View]) -> None:
    named = {word for source in sources(view.template) for word in re.findall(r"\b[a-z_]+\b", source)}
    assert {field.name for field in dataclasses.fields(view)} <= named


@pytest.mark.parametrize("view", views(), ids=lambda view: view.__name__)
def test_a_view_is_frozen_and_says_what_it_is(view: type[View]) -> None:
    assert dataclasses.fields(view) is not None
    assert view.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert view.__doc__


def test_the_frame_names_only_its_own_fields() -> None:
    fields = {field.name for field in dataclasses.fields(Frame)}
    for path in [*SHELL.rglob("*.html"), *TEMPLATES.rglob("*.html")]:
        assert set(re.findall(r"(?<!/)\bframe\.(\w+)", path.read_text("utf-8"))) <= fields, path


def test_every_template_belongs_to_a_view_or_is_a_piece() -> None:
    used = {view.template for view in views()}
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert {name for name in there if not name.startswith("pieces/")} <= used


def test_nothing_is_ever_left_unescaped_and_nothing_stands_in_a_style_or_a_handler() -> None:
    for path in [*SHELL.rglob("*.html"), *TEMPLATES.rglob("*.html")]:
        text = path.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", text), path
        text = text.replace("<script>{{ frame.first_script }}</script>", "")  # the one that the policy names
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script>|javascript:", text), path
