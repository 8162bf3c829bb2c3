"""The sentence that goes with each way to refuse a file: what happened, what is safe, what to do."""

from __future__ import annotations

from content.formats.reading import Refusal
from content.translations import marked

_SENTENCES: dict[Refusal, str] = {
    Refusal.MISSING: marked("Không thấy tệp hay thư mục này. Hãy xem lại tên và chỗ để."),
    Refusal.NOT_A_FILE: marked("Đây không phải là tệp đọc được. Hãy chọn đúng tệp sách."),
    Refusal.NOT_READABLE: marked("Hộp không được phép mở tệp này. Hãy chép lại tệp rồi thử lại."),
    Refusal.EMPTY: marked("Tệp này trống, không có gì bên trong. Hãy chép lại từ nơi gửi."),
    Refusal.TOO_LARGE: marked("Tệp này to quá mức hộp nhận. Hãy tìm bản nhỏ hơn."),
    Refusal.UNKNOWN_KIND: marked("Hộp chưa đọc được loại tệp này."),
    Refusal.DAMAGED: marked("Tệp này hỏng nên hộp không mở được. Hãy chép lại từ nơi gửi."),
    Refusal.ENCRYPTED: marked("Tệp này có mật khẩu hoặc bị khóa nên hộp không mở được. Tệp gốc của bạn vẫn còn."),
    Refusal.BOMB: marked("Tệp này bung ra to bất thường nên hộp không mở. Có thể tệp không an toàn."),
    Refusal.UNSAFE_XML: marked("Bên trong tệp có chỗ không an toàn nên hộp không mở."),
    Refusal.NOTHING_TO_READ: marked("Trong tệp này không có trang nào đọc được."),
    Refusal.TOO_SLOW: marked("Hộp đọc tệp này mãi không xong nên đã dừng. Hãy tìm bản khác."),
    Refusal.TOO_MUCH_MEMORY: marked("Tệp này nặng quá, hộp không đọc nổi. Hãy tìm bản nhẹ hơn."),
    Refusal.WORKER_DIED: marked("Hộp không đọc được tệp này. Tài liệu khác không bị ảnh hưởng."),
    Refusal.BAD_SIDECAR: marked("Tệp ghi chú đi kèm (.toml) có chỗ sai. Hãy sửa rồi thêm lại."),
    Refusal.RESTRICTED_USE: marked("Tài liệu hạn chế sử dụng không được đưa lên hộp."),
    Refusal.NO_SPACE: marked("Hộp hết chỗ. Sách cũ còn nguyên. Cất bớt tài liệu rồi thêm lại."),
    Refusal.BESIDE: marked(
        "Ảnh bìa, phụ đề, ghi chú đi kèm tài liệu khác, không đứng riêng. Ảnh, bài viết thì thêm riêng tệp ấy."
    ),
    Refusal.NO_RECORD: marked("Danh mục này không có biểu ghi nào đưa vào được. Hãy xem từng lỗi bên dưới."),
}


def sentence(refusal: Refusal) -> str:
    """What staff read about a refusal, in Vietnamese; `gettext` says it in another language."""
    return _SENTENCES[refusal]
