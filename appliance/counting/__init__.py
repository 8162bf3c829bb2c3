"""What the process `count` keeps: letters from readers. It alone writes counts.db."""

from appliance.counting.letterbox import Letterbox, SocketLetters, StoredLetter, read_letters

__all__ = ["Letterbox", "SocketLetters", "StoredLetter", "read_letters"]
