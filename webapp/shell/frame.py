"""The frame that stands around every page, and the contract of templates: one frozen dataclass each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from flask import Request
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from content import translations
from content.addresses import Address, Noun
from webapp.shell import static_files
from webapp.shell.headers import PAGE_POLICY
from webapp.shell.icons import icon, put_symbols
from webapp.shell.look import first_script, first_styles
from webapp.shell.preferences import Preference, carrying

PLACE_FOR_HEARING = "<!--speakers-->"
"""Where the frame wants the script that plays. Escaped text cannot hold it, and cleaned fragments hold no comments."""
_SPEAKER = ' data-nghe="1" '
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English", "blt": "ꪁꪫꪱꪣ ꪼꪕ", "hmn": "Hmoob"}
"""Each in its own words."""


@dataclass(frozen=True)
class View:
    """What a template is given; its fields are all that the template may name beside `frame`."""

    template: ClassVar[str]


@dataclass(frozen=True)
class Speaker:
    """A recording that is heard where it stands: the name of a page in one tongue, or what a list leads to.

    Attributes:
        words: what is heard, for who cannot see the pictogram. tongue: first subtag of its language; "" for a recording
            that is heard by all. is_usual: whether it is seen by who chose no tongue.
    """

    href: str
    words: str
    tongue: str = ""
    is_usual: bool = True


@dataclass(frozen=True)
class Link:
    """A link with its words.

    Attributes:
        icon: names a pictogram or is "". hint: a smaller second line. speakers: the words as they are heard.
    """

    href: str
    words: str
    icon: str = ""
    hint: str = ""
    language: str = ""
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to be rendered.

    Attributes:
        title: of the document, without the library's name.
        cloth, motif: dye and weave of its head (`ks`, `h1`); "" for the library's own.
        found: whether a search found anything, None where nothing was searched.
        is_open: whether anyone may keep it (a page of a restricted record is not kept by those between).
    """

    view: View
    title: str
    status: int = 200
    cloth: str = ""
    motif: str = "h1"
    found: bool | None = None
    policy: str = PAGE_POLICY
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request for a page, as its view sees it.

    Attributes:
        carried: letters and ground that travel in the address, where cookies are off.
    """

    address: Address
    request: Request
    carried: Preference | None = None

    def link(self, address: Address) -> str:
        """An address in the language of this page, carrying on what the reader chose."""
        text = str(address.in_language(self.address.language))
        return carrying(text, self.carried) if self.carried else text

    def speakers(self, title: str) -> tuple[Speaker, ...]:
        """The name of this page as it is heard; title: as it is read."""
        del title
        return ()

    def to(self, noun: Noun) -> str:
        """A link to the one page of a noun."""
        return self.link(Address(noun=noun))


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the frame shows.

    Attributes:
        first_styles, first_script: stand in every page. style: the rest, after it.
        choice: the sheet of who chose and has no script. classes: of `html`, where the choice came with the address.
        script: of every page. player: of pages that play something.
        speakers: the page's name, as it is heard.
        here: where the form of preferences leads back to. fields: what forms must carry on, (name, value).
        chosen: the choice as a form sends it on where cookies are off, else "".
        others: the same page in other languages.
    """

    language: str
    title: str
    is_home: bool
    name: str
    place: str
    cloth: str
    motif: str
    first_styles: Markup
    first_script: Markup
    style: str
    choice: str
    classes: str
    script: str
    player: str
    speakers: tuple[Speaker, ...]
    here: str
    chosen: str
    home: str
    search: str
    help: str
    request: str
    browse: str
    preference: str
    fields: tuple[tuple[str, str], ...]
    others: tuple[Link, ...]


class Renderer:
    """Renders pages.

    Args:
        templates: folder of the room's own templates; those of the shell are under `shell/`.
        name, place: what stands at the head of every page.
    """

    def __init__(self, templates: Path, *, name: str, place: str, static: static_files.StaticFiles) -> None:
        self._environment = environment(templates)
        self._name = name
        self._place = place
        self._static = static

    def render(self, page: Page, visit: Visit) -> str:
        """The whole page as HTML, in the language spoken."""
        view = {field.name: getattr(page.view, field.name) for field in fields(page.view)}
        template = self._environment.get_template(page.view.template)
        return self._put_hearing(put_symbols(template.render(view, frame=self._frame(page, visit))))

    def _put_hearing(self, html: str) -> str:
        """Puts the script that plays a speaker's recording in its place into pages that have speakers."""
        script = f'<script src="{self._static[static_files.HEARING].path}" defer></script>'
        return html.replace(PLACE_FOR_HEARING, script if _SPEAKER in html else "", 1)

    def _frame(self, page: Page, visit: Visit) -> Frame:
        chosen = visit.carried
        title = page.title
        if visit.address.page > 1:
            page_words = translations.gettext("trang %(page)s") % {"page": visit.address.page}
            title = f"{title} · {page_words}"
        return Frame(
            language=translations.spoken(),
            title=f"{title} · {self._name}" if page.title else f"{self._name} {self._place}".strip(),
            is_home=visit.address.noun is Noun.HOME and page.status == 200,
            name=self._name,
            place=self._place,
            cloth=page.cloth,
            motif=page.motif,
            first_styles=Markup(first_styles()),  # noqa: S704 our own file
            first_script=Markup(first_script()),  # noqa: S704 our own file
            style=self._static[static_files.STYLES].path,
            choice="" if chosen else Address(noun=Noun.PREFERENCE_STYLE).path,
            classes=f"co{chosen.size} {chosen.ground}" if chosen else "",
            script=self._static[static_files.SCRIPT].path,
            player=self._static[static_files.PLAYER].path,
            speakers=visit.speakers(page.title or self._name) if page.status == 200 else (),
            here=str(visit.address),
            chosen=chosen.cookie if chosen else "",
            home=visit.to(Noun.HOME),
            search=visit.to(Noun.SEARCH),
            help=visit.to(Noun.HELP),
            request=visit.to(Noun.REQUEST),
            browse=visit.to(Noun.BROWSE),
            preference=visit.to(Noun.PREFERENCE),
            fields=chosen.fields if chosen else (),
            others=tuple(_others(visit)),
        )


def _others(visit: Visit) -> list[Link]:
    return [
        Link(
            href=carrying(str(visit.address.in_language(language)), visit.carried)
            if visit.carried
            else str(visit.address.in_language(language)),
            words=LANGUAGE_NAMES[language],
            language=language,
        )
        for language in translations.offered()
        if language != translations.spoken()
    ]


@lru_cache(maxsize=4)
def environment(templates: Path) -> Environment:
    """The environment of a room's templates; everything is escaped, an unknown name is an error."""
    loader: BaseLoader = ChoiceLoader(
        [FileSystemLoader(templates), FileSystemLoader(Path(__file__).parent / "templates")]
    )
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(icon=icon, number=translations.number, megabytes=translations.megabytes, day=translations.day)
    made.globals["symbols"] = Markup("<!--symbols-->")
    return made
