"""The columns of a catalogue sheet: for each the key of a sidecar it says, what it is called, and what it means.

One table: reading, writing, the sample sheet and the documents all follow it. Keys are those of docs/sidecar.md, with a
dot between a table and its key; `key` and `file` are of the list itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from content.formats.listing.column import Column, Form

COLUMNS: Final = (
    Column(
        key="key", vietnamese="Mã", form=Form.KEY, example="TV-0001",
        aliases=("mã số", "mã tài liệu", "mã sách", "mã biểu ghi", "id", "số đăng ký", "số đăng ký cá biệt", "số ĐKCB",
                 "ĐKCB", "số ký hiệu riêng"),
        meaning="What the list itself calls the record, each once. It keeps the record's identity when its title is "
        "corrected.",
        explained="Mã riêng của mỗi dòng, không trùng nhau. Giữ nguyên mã khi sửa dòng.",
    ),
    Column(
        key="title", vietnamese="Nhan đề", example="Kỹ thuật trồng xoài",
        aliases=("tên sách", "tên tài liệu", "tên", "tựa đề", "tựa sách", "tựa", "nhan đề chính", "tiêu đề", "đầu sách",
                 "tên đầu sách", "tên ấn phẩm", "tên tác phẩm", "nhan đề tài liệu", "book title", "dc:title"),
        meaning="The title. Needed where there is no file.",
        explained="Tên sách hay tài liệu. Dòng không có tệp thì phải có nhan đề.",
    ),
    Column(
        key="creators", vietnamese="Tác giả", form=Form.PEOPLE, example="Nguyễn Văn An; Lò Thị Mai",
        aliases=("creator", "author", "authors", "người viết", "họ tên tác giả", "tên tác giả", "các tác giả",
                 "tác giả chính", "người biên soạn", "chủ biên", "soạn giả", "tác giả/chủ biên", "dc:creator"),
        meaning="Who wrote it, in order.",
        explained="Người viết, theo thứ tự. Nhiều người thì ngăn bằng dấu chấm phẩy.",
    ),
    Column(
        key="kind", vietnamese="Loại", form=Form.WORD, example="sách",
        aliases=("loại hình", "loại tài liệu", "dạng tài liệu", "thể loại tài liệu", "type", "dc:type"),
        meaning="What it is; else the file says it.",
        explained="Là gì: sách, báo, tài liệu … Bỏ trống thì xem theo tệp.",
    ),
    Column(
        key="language", vietnamese="Tiếng", form=Form.LANGUAGE, example="Việt",
        aliases=("ngôn ngữ", "thứ tiếng", "lang", "mã ngôn ngữ", "dc:language"),
        meaning="By its name (`Việt`, `tiếng Mông`) or its BCP 47 tag.",
        explained="Tên tiếng (Việt, Thái, Mông) hay mã (vi, blt, hmn).",
    ),
    Column(
        key="script", vietnamese="Chữ viết", form=Form.SCRIPT, example="chữ Thái",
        aliases=("chữ", "kiểu chữ", "hệ chữ", "hệ chữ viết"),
        meaning="By its name (`chữ Thái`) or its ISO 15924 code, where the language does not say it.",
        explained="Tên chữ (chữ Thái, chữ La-tinh) hay mã (Tavt, Latn). Thường bỏ trống.",
    ),
    Column(
        key="publisher", vietnamese="Nhà xuất bản", example="Nhà xuất bản Nông nghiệp",
        aliases=("nxb", "nhà xb", "cơ quan ban hành", "nơi ban hành", "cơ quan xuất bản", "đơn vị xuất bản",
                 "dc:publisher"),
        meaning="Who published it.",
        explained="Ai xuất bản hay ban hành.",
    ),
    Column(
        key="issued", vietnamese="Năm", form=Form.ISSUED, example="2019",
        aliases=("năm xuất bản", "năm xb", "năm in", "ngày", "ngày xuất bản", "ngày ban hành", "ngày tháng", "year",
                 "date", "năm phát hành", "ngày phát hành", "thời gian xuất bản", "ngày ra", "dc:date"),
        meaning="When: `2019`, `5/2019`, `12/5/2019` (day first), `2019-05-12`, or a date of the sheet.",
        explained="Năm, tháng/năm hay ngày/tháng/năm: 2019, 5/2019, 12/5/2019.",
    ),
    Column(
        key="identifiers.isbn", vietnamese="ISBN", form=Form.ISBN, example="978-604-60-1234-0",
        aliases=("mã isbn", "số isbn", "chỉ số isbn", "isbn13", "isbn 13", "isbn10", "isbn 10"),
        meaning="With or without hyphens; its check digit is checked.",
        explained="Số ISBN ở bìa sau, có gạch nối hay không đều được.",
    ),
    Column(
        key="identifiers.issn", vietnamese="ISSN", form=Form.ISSN,
        aliases=("mã issn", "số issn", "chỉ số issn"),
        meaning="Of a newspaper or magazine; its check digit is checked.",
        explained="Số ISSN của báo, tạp chí.",
    ),
    Column(
        key="identifiers", vietnamese="Mã định danh", form=Form.LIST,
        aliases=("định danh", "identifier", "số hiệu", "số văn bản", "số ký hiệu văn bản", "dc:identifier"),
        meaning="Other identifiers, `scheme:value`; without a scheme it is `local`.",
        explained="Mã khác, dạng loại:mã. Ví dụ doi:10.1000/182.",
    ),
    Column(
        key="description", vietnamese="Tóm tắt", form=Form.PARAGRAPHS,
        aliases=("mô tả", "giới thiệu", "nội dung", "tóm tắt nội dung", "nội dung tóm tắt", "trích yếu", "chú giải",
                 "abstract", "summary", "dc:description"),
        meaning="A few sentences for the record's page; lines of their own are paragraphs.",
        explained="Vài câu giới thiệu.",
    ),
    Column(
        key="subjects.ddc", vietnamese="Kí hiệu DDC", form=Form.LIST, example="634.4",
        aliases=("ddc", "số ddc", "phân loại", "kí hiệu phân loại", "ký hiệu phân loại", "phân loại ddc", "mã ddc",
                 "chỉ số phân loại", "dewey", "khpl"),
        meaning="Numbers of the Dewey classification, as given.",
        explained="Số phân loại DDC.",
    ),
    Column(
        key="subjects.keywords", vietnamese="Từ khóa", form=Form.LIST, example="xoài; cây ăn quả",
        aliases=("keyword", "keywords", "chủ đề", "từ khóa tự do", "đề mục chủ đề", "đề mục", "tag", "tags", "subject",
                 "subjects", "dc:subject"),
        meaning="Words of your own; readers browse by them.",
        explained="Vài từ để bạn đọc tìm theo.",
    ),
    Column(
        key="audience", vietnamese="Bạn đọc", form=Form.WORD, example="mọi người",
        aliases=("đối tượng", "đối tượng bạn đọc", "đối tượng sử dụng", "lứa tuổi", "người đọc", "dành cho",
                 "đối tượng phục vụ"),
        meaning="Whom it is for.",
        explained="Cho ai đọc: mọi người, thiếu nhi, người lớn.",
    ),
    Column(
        key="institution", vietnamese="Cơ sở", form=Form.WORD, example="Thư viện xã",
        aliases=("loại cơ sở", "thiết chế", "loại thiết chế"),
        meaning="The kind of place it came from.",
        explained="Nơi có tài liệu: Thư viện xã, Tủ sách pháp luật …",
    ),
    Column(
        key="shelf", vietnamese="Kệ", aliases=("giá", "kệ trên hộp", "kệ sách"),
        meaning="Id of the shelf it is put on, beside those that its kind and subjects give.",
        explained="Mã của kệ trên hộp. Thường bỏ trống.",
    ),
    Column(
        key="source", vietnamese="Nguồn", aliases=("nguồn gốc", "theo bản", "dc:source"),
        meaning="What it was made from, for example the printed edition.",
        explained="Làm từ bản nào, ví dụ bản in năm 1998.",
    ),
    Column(
        key="coverage", vietnamese="Địa danh",
        aliases=("vùng", "địa phương", "nơi nói đến", "địa bàn", "dc:coverage"),
        meaning="The place it is about; `Sơn La` puts it on the shelf of the province's heritage.",
        explained="Nói về nơi nào. Ghi Sơn La thì lên kệ Di sản Sơn La.",
    ),
    Column(
        key="issue_of", vietnamese="Số của báo", aliases=("tên báo", "tên tạp chí", "thuộc báo", "số của tạp chí"),
        meaning="Title of the newspaper or magazine that the file is an issue of. Needs the date.",
        explained="Tệp là một số của báo, tạp chí nào. Cần có ngày ra.",
    ),
    Column(
        key="files", vietnamese="Tệp", form=Form.FILES, example="xoai.pdf",
        aliases=("file", "tên tệp", "tên file", "filename", "file name", "tập tin", "tên tập tin", "đường dẫn",
                 "tệp số", "tệp tin", "tên tệp tin"),
        meaning="Names of its files, relative to the list's folder. None: it is a printed book.",
        explained="Tên tệp nằm cạnh danh sách này. Sách giấy thì bỏ trống.",
    ),
    Column(
        key="copies.holder", vietnamese="Nơi giữ", example="Thư viện xã Mường Lạn",
        aliases=("nơi lưu giữ", "nơi để", "nơi có", "thư viện", "địa điểm", "nơi lưu"),
        meaning="Where the copies stand, as readers know the place.",
        explained="Sách giấy ở đâu.",
    ),
    Column(
        key="copies.cupboard", vietnamese="Tủ", example="Tủ 2, ngăn 3",
        aliases=("tủ sách", "ngăn", "tủ/ngăn", "vị trí", "tủ ngăn", "giá sách"),
        meaning="Which cupboard or shelf there.",
        explained="Tủ nào, ngăn nào.",
    ),
    Column(
        key="copies.copies", vietnamese="Số bản", form=Form.NUMBER, example="3",
        aliases=("số lượng", "số cuốn", "số quyển", "sl", "số bản in", "bản", "số lượng bản", "số sách"),
        meaning="How many, at least 1: `3`, `3 bản`.",
        explained="Có mấy bản.",
    ),
    Column(
        key="copies.call_number", vietnamese="Kí hiệu xếp giá", example="634 KT",
        aliases=("ký hiệu xếp giá", "xếp giá", "số xếp giá", "ký hiệu kho", "call number", "khxg"),
        meaning="What stands on the spine.",
        explained="Dòng chữ dán ở gáy sách.",
    ),
    Column(
        key="issues.issued", vietnamese="Ngày ra các số", form=Form.ISSUED, aliases=("ngày của các số",),
        meaning="Printed issues: when each came out, in the order of their names.",
        explained="Báo giấy: ngày ra từng số, ngăn bằng dấu chấm phẩy.",
    ),
    Column(
        key="issues.label", vietnamese="Các số báo", aliases=("các số", "số báo"),
        meaning="Printed issues: what stands on each.",
        explained="Báo giấy: tên từng số, cùng thứ tự với ngày.",
    ),
    Column(
        key="rights.class", vietnamese="Quyền", form=Form.WORD, matters=True, example="của mình",
        aliases=("bản quyền", "quyền tác giả", "giấy phép", "license", "licence", "rights", "quyền sử dụng",
                 "dc:rights"),
        meaning="Under what right it stands here. Where it cannot be read, the record is left out.",
        explained="Được dùng theo quyền nào. Chưa rõ thì bỏ trống.",
    ),
    Column(
        key="rights.holder", vietnamese="Người giữ quyền", aliases=("chủ sở hữu quyền", "chủ quyền"),
        meaning="Who holds the right, as readers may see it.",
        explained="Ai giữ quyền.",
    ),
    Column(
        key="rights.note", vietnamese="Ghi chú về quyền", aliases=("ghi chú quyền",),
        meaning="A sentence about the right for the record's page.",
        explained="Một câu nói thêm về quyền.",
    ),
    Column(
        key="rights.until", vietnamese="Dùng đến ngày", form=Form.DAY, matters=True,
        aliases=("hết hạn", "ngày hết hạn", "dùng đến", "hạn dùng", "thời hạn", "ngày hết quyền"),
        meaning="The last day of use, a whole date.",
        explained="Ngày cuối được dùng: 31/12/2030.",
    ),
    Column(
        key="rights.max_concurrent", vietnamese="Số người đọc cùng lúc", form=Form.NUMBER, matters=True,
        aliases=("đọc cùng lúc", "số người cùng đọc"),
        meaning="How many may read at once.",
        explained="Nhiều nhất mấy người đọc cùng một lúc.",
    ),
    Column(
        key="rights.download", vietnamese="Cho tải về", form=Form.YES, matters=True, example="có",
        aliases=("tải về", "được tải về", "cho phép tải"),
        meaning="Whether the original may be taken home: `có`, `không`; else the class says it.",
        explained="Bạn đọc được tải tệp về không: có hay không.",
    ),
    Column(
        key="recording.person", vietnamese="Người kể, hát",
        aliases=("người kể", "người hát", "nghệ nhân", "người trình bày", "người diễn xướng"),
        meaning="Of a recording of a person: who sings, tells or shows something.",
        explained="Bản thu: ai hát, kể hay làm.",
    ),
    Column(
        key="recording.place", vietnamese="Nơi thu", aliases=("nơi ghi", "nơi ghi âm", "nơi ghi hình"),
        meaning="Where it was recorded.",
        explained="Bản thu: thu ở đâu.",
    ),
    Column(
        key="recording.ethnic_group", vietnamese="Dân tộc", aliases=("tộc người",),
        meaning="As the person names it.",
        explained="Bản thu: người ấy là dân tộc nào.",
    ),
    Column(
        key="recording.recorded", vietnamese="Ngày thu", form=Form.ISSUED, aliases=("ngày ghi", "ngày ghi âm"),
        meaning="When it was recorded.",
        explained="Bản thu: thu khi nào.",
    ),
    Column(
        key="recording.consent.by", vietnamese="Ai đồng ý", aliases=("người đồng ý",),
        meaning="Who agreed. The three columns of consent are said together or not at all.",
        explained="Bản thu: ai đồng ý cho dùng. Không ghi thì bạn đọc chưa thấy.",
    ),
    Column(
        key="recording.consent.how", vietnamese="Đồng ý cách nào", aliases=("cách đồng ý",),
        meaning="In writing, by voice at the beginning of the recording …",
        explained="Bản thu: đồng ý bằng giấy, hay nói ở đầu bản thu.",
    ),
    Column(
        key="recording.consent.for", vietnamese="Đồng ý cho việc gì", aliases=("đồng ý cho",),
        meaning="For what use.",
        explained="Bản thu: đồng ý cho dùng vào việc gì.",
    ),
)  # fmt: skip
"""In the order of the sample sheet and of an export."""


def column_with_key(key: str) -> Column:
    """The column of a key.

    Raises:
        KeyError: no column has it.
    """
    return _by_key()[key]


@cache
def _by_key() -> dict[str, Column]:
    return {column.key: column for column in COLUMNS}


def documented(*, language: str = "en") -> Iterator[tuple[str, ...]]:
    """A row for each column, for documents: its headers, other names, how many values it may hold, what it means.

    Args:
        language: `en` or `vi`.
    """
    for one in COLUMNS:
        names = ", ".join(one.aliases[:6])
        if language == "vi":
            several = "nhiều, ngăn bằng ;" if one.has_several else "một"
            yield one.vietnamese, names, several, one.explained, one.example
        else:
            several = "several, `;` between them" if one.has_several else "one"
            yield f"`{one.vietnamese}`", f"`{one.key}`", names, several, one.meaning
