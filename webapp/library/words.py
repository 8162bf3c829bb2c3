"""Plain words for what a record says in codes: rights, institutions, languages, roles; and how kinds look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from content.records import Institution, Kind, Rights, RightsClass
from content.text import known, name, one_line, parse_tag
from content.translations import day, gettext, marked, spoken

TITLE_ON_BUTTON = 40


@dataclass(frozen=True)
class KindLook:
    """How a kind looks: its pictogram, dye and weave."""

    icon: str
    cloth: str = "ks"
    motif: str = "h1"

    @property
    def ink(self) -> str:
        """The dye as text on paper."""
        return f"m{self.cloth[1:]}"


KINDS = {
    Kind.BOOK: KindLook("sach"),
    Kind.PERIODICAL: KindLook("tailieu", motif="h5"),
    Kind.DOCUMENT: KindLook("tailieu"),
    Kind.SOUND: KindLook("nghe", "kn", "h4"),
    Kind.FILM: KindLook("xem", "kn", "h4"),
    Kind.PICTURE: KindLook("anh", "kn", "h4"),
    Kind.LAW: KindLook("luat", "kl", "h2"),
    Kind.ARCHIVE: KindLook("tra", "kt", "h3"),
}

INSTITUTIONS = {
    Institution.COMMUNE_LIBRARY: marked("Thư viện xã"),
    Institution.LEARNING_CENTRE: marked("Trung tâm học tập cộng đồng"),
    Institution.POST_CULTURE_POINT: marked("Điểm bưu điện – văn hóa xã"),
    Institution.LAW_BOOKCASE: marked("Tủ sách pháp luật"),
    Institution.BORDER_GUARD_POST: marked("Đồn biên phòng"),
    Institution.ECONOMIC_DEFENCE_UNIT: marked("Đoàn kinh tế – quốc phòng"),
    Institution.POLICE_READING_ROOM: marked("Phòng đọc của công an"),
    Institution.PROVINCIAL_LIBRARY: marked("Thư viện tỉnh"),
    Institution.WITH_THE_BOX: marked("Có sẵn trong hộp"),
    Institution.OTHER: marked("Nơi khác"),
}

RIGHTS = {
    RightsClass.PUBLIC_DOMAIN: marked("Hết thời hạn bảo hộ. Đọc, chép, in đều được."),
    RightsClass.NO_COPYRIGHT_LAW: marked("Văn bản của Nhà nước. Đọc, chép, in đều được."),
    RightsClass.CC0: marked("Người viết cho dùng tự do. Đọc, chép, in đều được."),
    RightsClass.CC_BY: marked("Đọc, chép, in, sửa đều được. Nhớ ghi tên người viết. (CC BY)"),
    RightsClass.CC_BY_SA: marked(
        "Đọc, chép, in, sửa đều được. Nhớ ghi tên người viết. Bản sửa cũng phải cho dùng như vậy. (CC BY-SA)"
    ),
    RightsClass.CC_BY_NC: marked("Đọc, chép, in, sửa đều được, đừng bán. Nhớ ghi tên người viết. (CC BY-NC)"),
    RightsClass.CC_BY_ND: marked("Đọc, chép, in đều được, đừng sửa. Nhớ ghi tên người viết. (CC BY-ND)"),
    RightsClass.CC_BY_NC_SA: marked(
        "Đọc, chép, in, sửa đều được, đừng bán. Nhớ ghi tên người viết. "
        "Bản sửa cũng phải cho dùng như vậy. (CC BY-NC-SA)"
    ),
    RightsClass.CC_BY_NC_ND: marked(
        "Đọc, chép, in đều được, đừng bán, đừng sửa. Nhớ ghi tên người viết. (CC BY-NC-ND)"
    ),
    RightsClass.LICENSED: marked("Thư viện được phép cho đọc ở đây. Không chép, không bán."),
    RightsClass.LIBRARY_EXCEPTION: marked("Thư viện được cho đọc ở đây. Không chép, không bán."),
    RightsClass.ACCESSIBLE_COPY: marked("Bản dành cho người khó đọc chữ in. Không chép, không bán."),
    RightsClass.OWN_WORK: marked("Người làm ra cho tủ sách dùng. Muốn in nhiều thì hỏi trước."),
    RightsClass.UNSTATED: marked("Chưa rõ. Đọc thì được. Muốn in nhiều hay bán thì hỏi trước."),
}

RIGHTS_OF_RECORDINGS = {
    RightsClass.PUBLIC_DOMAIN: marked("Hết thời hạn bảo hộ. Nghe, xem, chép đều được."),
    RightsClass.LICENSED: marked("Thư viện được phép cho nghe, xem ở đây. Không chép, không bán."),
    RightsClass.LIBRARY_EXCEPTION: marked("Thư viện được cho nghe, xem ở đây. Không chép, không bán."),
    RightsClass.OWN_WORK: marked("Người làm ra cho tủ sách dùng. Muốn chép nhiều thì hỏi trước."),
    RightsClass.UNSTATED: marked("Chưa rõ. Nghe, xem thì được. Muốn chép nhiều hay bán thì hỏi trước."),
}
"""What is said otherwise of sound and film, which nobody reads or prints."""

_ON_PAPER = {
    Kind.BOOK: marked("Sách in, đọc tại %(place)s"),
    Kind.LAW: marked("Sách in, đọc tại %(place)s"),
    Kind.PERIODICAL: marked("Báo in, đọc tại %(place)s"),
}
_SOMETHING_ON_PAPER = marked("Bản in, đọc tại %(place)s")
_ON_PAPER_SOMEWHERE = {
    Kind.BOOK: marked("Sách in. Hỏi cán bộ thư viện."),
    Kind.LAW: marked("Sách in. Hỏi cán bộ thư viện."),
    Kind.PERIODICAL: marked("Báo in. Hỏi cán bộ thư viện."),
}
_SOMETHING_SOMEWHERE = marked("Bản in. Hỏi cán bộ thư viện.")

ROLES = {
    "aut": "",
    "trl": marked("dịch"),
    "ill": marked("vẽ"),
    "edt": marked("biên tập"),
    "com": marked("sưu tầm"),
    "nrt": marked("đọc"),
    "adp": marked("phóng tác"),
    "aui": marked("lời giới thiệu"),
    "pht": marked("ảnh"),
    "cmp": marked("nhạc"),
    "lyr": marked("lời"),
    "prf": marked("trình bày"),
}


def back_words(kind: Kind, title: str) -> str:
    """What the button says that leads back to a record."""
    words = gettext("Về cuốn “%(title)s”") if kind is Kind.BOOK else gettext("Về “%(title)s”")
    return words % {"title": one_line(title, TITLE_ON_BUTTON)}


def paper_words(kind: Kind, place: str) -> str:
    """Where something on paper can be read: "Sách in, đọc tại Thư viện xã, tủ 3".

    Args:
        place: "" where a list did not say it.
    """
    if not place:
        return gettext(_ON_PAPER_SOMEWHERE.get(kind, _SOMETHING_SOMEWHERE))
    return gettext(_ON_PAPER.get(kind, _SOMETHING_ON_PAPER)) % {"place": place}


def rights_words(rights: Rights, kind: Kind) -> tuple[str, ...]:
    """What may be done with a record, in plain sentences."""
    of_kind = RIGHTS_OF_RECORDINGS if kind in {Kind.SOUND, Kind.FILM} else {}
    lines = [gettext(of_kind.get(rights.rights_class, RIGHTS[rights.rights_class]))]
    if rights.holder:
        lines.append(gettext("Người giữ quyền: %(name)s.") % {"name": rights.holder})
    if rights.until:
        until = (
            gettext("Nghe, xem được đến hết ngày %(day)s.") if of_kind else gettext("Đọc được đến hết ngày %(day)s.")
        )
        lines.append(until % {"day": day(rights.until.isoformat())})
    return tuple(lines)


def language_name(tag: str) -> str:
    """A language in words, its script or orthography included; "" when it is unknown."""
    canonical = language_attribute(tag)
    return name(canonical, spoken()) if canonical else ""


@lru_cache(maxsize=512)
def language_attribute(tag: str) -> str:
    """A tag fit for the attribute `lang`, or ""."""
    return parse_tag(tag) or "" if tag else ""


def is_tai(tag: str) -> bool:
    """Whether a language is one of the Thái peoples' of Sơn La."""
    return tag.partition("-")[0] in {"blt", "twh", "tai"}


def is_hmong(tag: str) -> bool:
    """Whether a language is Mông."""
    return tag.partition("-")[0] in {"hmn", "mww", "hnj"}


def is_known(tag: str) -> bool:
    """Whether a language has a name here."""
    return known(tag) is not None


def role_word(role: str) -> str:
    """What a creator did, "" for an author and for what has no word here."""
    word = ROLES.get(role, "")
    return gettext(word) if word else ""
