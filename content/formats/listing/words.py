"""What people write for the closed words of a sidecar: "sách", "trẻ em", "CC BY 4.0"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from content.records import Audience, Institution, Kind, RightsClass
from content.text import fold

RESTRICTED_USE: Final = "restricted-use"
"""What TT 02/2020/TT-BVHTTDL calls hạn chế sử dụng; accession refuses it."""

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.BOOK: ("sách", "sách in", "sách điện tử", "ebook", "giáo trình", "truyện", "sách giấy"),
    Kind.PERIODICAL: ("báo", "tạp chí", "báo, tạp chí", "báo – tạp chí", "bản tin", "ấn phẩm định kỳ"),
    Kind.DOCUMENT: ("tài liệu", "tờ rơi", "tờ gấp", "báo cáo", "hướng dẫn", "sổ tay", "văn bản"),
    Kind.SOUND: ("âm thanh", "bản thu", "ghi âm", "băng", "sách nói", "bài hát", "nghe"),
    Kind.FILM: ("phim", "video", "clip", "băng hình", "xem", "đĩa hình"),
    Kind.PICTURE: ("ảnh", "hình", "tranh", "hình ảnh", "tranh ảnh", "bản đồ", "áp phích"),
    Kind.LAW: ("luật", "pháp luật", "văn bản pháp luật", "sách luật", "văn bản luật"),
    Kind.ARCHIVE: ("bách khoa", "từ điển", "bách khoa thư", "kho tra cứu", "tra cứu"),
}
_AUDIENCES: Final[Mapping[str, tuple[str, ...]]] = {
    Audience.GENERAL: ("mọi người", "tất cả", "chung", "mọi lứa tuổi", "phổ thông", "đại chúng"),
    Audience.CHILDREN: ("thiếu nhi", "trẻ em", "học sinh", "nhi đồng", "thiếu niên", "tiểu học", "mẫu giáo"),
    Audience.ADULTS: ("người lớn", "trên 18 tuổi", "18+", "từ 18 tuổi"),
}
_INSTITUTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    Institution.COMMUNE_LIBRARY: ("thư viện xã", "thư viện", "thư viện phường"),
    Institution.LEARNING_CENTRE: ("trung tâm học tập cộng đồng", "trung tâm htcđ", "tthtcđ", "tthtcd"),
    Institution.POST_CULTURE_POINT: (
        "điểm bưu điện – văn hóa xã", "điểm bưu điện văn hóa xã", "bưu điện văn hóa xã", "bưu điện - văn hóa xã",
        "bđvhx", "bưu điện",
    ),
    Institution.LAW_BOOKCASE: ("tủ sách pháp luật",),
    Institution.BORDER_GUARD_POST: ("đồn biên phòng", "biên phòng"),
    Institution.ECONOMIC_DEFENCE_UNIT: (
        "đoàn kinh tế – quốc phòng", "đoàn kinh tế quốc phòng", "đoàn kinh tế - quốc phòng", "kinh tế quốc phòng",
    ),
    Institution.POLICE_READING_ROOM: ("phòng đọc của công an", "công an", "phòng đọc công an", "công an xã"),
    Institution.PROVINCIAL_LIBRARY: ("thư viện tỉnh", "thư viện tỉnh sơn la"),
    Institution.WITH_THE_BOX: ("đi kèm hộp", "có sẵn trong hộp", "theo hộp"),
    Institution.OTHER: ("khác", "nơi khác"),
}  # fmt: skip
_RIGHTS: Final[Mapping[str, tuple[str, ...]]] = {
    RightsClass.PUBLIC_DOMAIN: (
        "phạm vi công cộng", "hết thời hạn bảo hộ", "thuộc về công chúng", "hết hạn bảo hộ", "public domain", "pd",
    ),
    RightsClass.NO_COPYRIGHT_LAW: ("không có bản quyền", "văn bản nhà nước", "không được bảo hộ", "văn bản pháp luật"),
    RightsClass.LICENSED: ("được cấp phép", "được phép", "có giấy phép", "được cho phép", "có hợp đồng"),
    RightsClass.LIBRARY_EXCEPTION: ("ngoại lệ cho thư viện", "ngoại lệ thư viện"),
    RightsClass.ACCESSIBLE_COPY: ("bản cho người khuyết tật", "bản dễ tiếp cận", "cho người khuyết tật"),
    RightsClass.OWN_WORK: ("của mình", "tự làm", "của xã", "của thư viện", "tự biên soạn"),
    RightsClass.UNSTATED: ("chưa rõ", "không rõ", "chưa biết"),
    RESTRICTED_USE: ("hạn chế sử dụng",),
}  # fmt: skip
_CREATIVE_COMMONS = re.compile(
    r"^(?:giay phep )?(cc[ -]?(?:0|by)(?:[ -](?:nc|sa|nd))*)(?: \d(?:\.\d)?)?(?: (?:vn|intl?))?$"
)
_SPACES = re.compile(r"[\s–—-]+")
YES: Final = frozenset({"co", "x", "yes", "y", "true", "1", "duoc", "dung", "ok", "✓", "✔", "v"})
NO: Final = frozenset({"khong", "no", "n", "false", "0", "ko", "khong duoc", "sai", "✗"})

_CLOSED: Final[Mapping[str, tuple[type[StrEnum], Mapping[str, tuple[str, ...]]]]] = {
    "kind": (Kind, _KINDS),
    "audience": (Audience, _AUDIENCES),
    "institution": (Institution, _INSTITUTIONS),
    "rights.class": (RightsClass, _RIGHTS),
}
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": tuple(said[0] for said in _KINDS.values()),
    "audience": tuple(said[0] for said in _AUDIENCES.values()),
    "institution": tuple(said[0][0].upper() + said[0][1:] for said in _INSTITUTIONS.values()),
    "language": ("Việt", "Thái", "Thái Đen", "Thái Trắng", "Mông", "Mường", "Dao", "Khơ Mú", "Xinh Mun", "Kháng",
                 "La Ha", "Lào", "Anh"),
    "rights.class": (
        *(said[0] for said in _RIGHTS.values() if said[0] != "hạn chế sử dụng"), "CC0", "CC BY", "CC BY-SA",
        "CC BY-NC", "CC BY-ND", "CC BY-NC-SA", "CC BY-NC-ND",
    ),
    "rights.download": ("có", "không"),
}  # fmt: skip
"""What a cell of a column may be chosen from in the sample sheet."""


def word_of(key: str, said: str) -> str | None:
    """The word of a sidecar that people mean, None if it is none.

    Args:
        key: of the column: `kind`, `audience`, `institution` or `rights.class`.
        said: as it stands in the cell.
    """
    folded = _folded(said)
    if key == "rights.class" and (match := _CREATIVE_COMMONS.match(fold(said))):
        return _words(key).get(_folded(re.sub(r"^cc\W?", "cc ", match[1])).replace("cc 0", "cc0"))
    return _words(key).get(folded)


@cache
def _words(key: str) -> dict[str, str]:
    """Words as they are compared, with what they mean."""
    enumeration, called = _CLOSED[key]
    words = {_folded(word.value): word.value for word in enumeration}
    for word, names in called.items():
        for name in names:
            words.setdefault(_folded(name), str(word))
    return words | ({_folded(RESTRICTED_USE): RESTRICTED_USE} if key == "rights.class" else {})


def _folded(text: str) -> str:
    return _SPACES.sub(" ", fold(text)).strip(" .")
