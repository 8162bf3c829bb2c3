"""Names of formats as a reader knows them, with the size of a file."""

from __future__ import annotations

from content.records import Item
from content.translations import megabytes

FORMATS = {
    "application/epub+zip": "EPUB",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/msword": "DOC",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/rtf": "RTF",
    "text/html": "HTML",
    "multipart/related": "MHT",
    "text/plain": "TXT",
    "text/markdown": "MD",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "text/csv": "CSV",
    "application/zip": "ZIP",
    "application/vnd.comicbook+zip": "CBZ",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/aac": "AAC",
    "audio/ogg": "OGG",
    "audio/flac": "FLAC",
    "audio/wav": "WAV",
    "audio/webm": "WebM",
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "video/ogg": "OGV",
    "video/3gpp": "3GP",
    "video/quicktime": "MOV",
    "video/x-matroska": "MKV",
    "video/x-msvideo": "AVI",
    "video/x-ms-wmv": "WMV",
    "audio/x-ms-wma": "WMA",
    "audio/amr": "AMR",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}


def format_words(item: Item) -> str:
    """What a file is and how large: "MP3, 3,9 MB"; its size alone where its format has no name that helps."""
    named, size = FORMATS.get(item.media_type, ""), megabytes(item.size)
    return f"{named}, {size}" if named else size
