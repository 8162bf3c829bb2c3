"""The Vietnamese sentence that goes with each way to refuse a file: what happened, what is safe, what to do."""

from __future__ import annotations

from content.formats.reading import Refusal

_SENTENCES: dict[Refusal, str] = {
    Refusal.MISSING: "Không thấy tệp hay thư mục này. Hãy xem lại tên và chỗ để.",
    Refusal.NOT_A_FILE: "Đây không phải là tệp đọc được. Hãy chọn đúng tệp sách.",
    Refusal.NOT_READABLE: "Hộp không được phép mở tệp này. Hãy chép lại tệp rồi thử lại.",
    Refusal.EMPTY: "Tệp này trống, không có gì bên trong. Hãy chép lại từ nơi gửi.",
    Refusal.TOO_LARGE: "Tệp này to quá mức hộp nhận. Hãy tìm bản nhỏ hơn.",
    Refusal.UNKNOWN_KIND: "Hộp chưa đọc được loại tệp này.",
    Refusal.DAMAGED: "Tệp này hỏng nên hộp không mở được. Hãy chép lại từ nơi gửi.",
    Refusal.ENCRYPTED: "Tệp này có mật khẩu hoặc bị khóa nên hộp không mở được. Tệp gốc của bạn vẫn còn.",
    Refusal.BOMB: "Tệp này bung ra to bất thường nên hộp không mở. Có thể tệp không an toàn.",
    Refusal.UNSAFE_XML: "Bên trong tệp có chỗ không an toàn nên hộp không mở.",
    Refusal.NOTHING_TO_READ: "Trong tệp này không có trang nào đọc được.",
    Refusal.TOO_SLOW: "Hộp đọc tệp này mãi không xong nên đã dừng. Hãy tìm bản khác.",
    Refusal.TOO_MUCH_MEMORY: "Tệp này nặng quá, hộp không đọc nổi. Hãy tìm bản nhẹ hơn.",
    Refusal.WORKER_DIED: "Hộp không đọc được tệp này. Tài liệu khác không bị ảnh hưởng.",
    Refusal.BAD_SIDECAR: "Tệp ghi chú đi kèm (.toml) có chỗ sai. Hãy sửa rồi thêm lại.",
    Refusal.RESTRICTED_USE: "Tài liệu hạn chế sử dụng không được đưa lên hộp.",
    Refusal.NO_SPACE: "Hộp hết chỗ. Sách cũ còn nguyên. Cất bớt tài liệu rồi thêm lại.",
}


def sentence(refusal: Refusal) -> str:
    """What staff read about a refusal, in Vietnamese."""
    return _SENTENCES[refusal]
