"""Pages opened inside another app: what Zalo, Messenger and sign-in windows of a Wi-Fi show cannot keep a file.

Only a hint hangs on it. The name that a browser gives itself is looked at for that one answer and kept nowhere.
"""

from __future__ import annotations

import re

_APPS = re.compile(
    r"; wv\)|\bVersion/4\.0 Chrome/|\bZalo\b|\bFB[AI][NVB]|\bFB_IAB|\bInstagram\b|\bLine/|\bMicroMessenger\b"
    r"|\bTikTok|\bmusical_ly|\bBytedance|\bCaptivePortalLogin|\bCaptiveNetworkSupport"
    r"|\((?:iPhone|iPad)(?!.*\bSafari/).*AppleWebKit"
)
"""Android calls its WebView `; wv)` since 5, `Version/4.0 Chrome/` before and where an app changes the rest; on iOS
only browsers say `Safari/`."""
_BROWSERS = re.compile(r"\b(?:MiuiBrowser|SamsungBrowser|UCBrowser|HeyTapBrowser|VivoBrowser|OPR|coc_coc_browser)/")
"""They are built on the WebView, and keep files."""


def is_in_app(user_agent: str) -> bool:
    """Whether a page is shown inside an app that is no browser, as far as its name tells."""
    return bool(_APPS.search(user_agent)) and not _BROWSERS.search(user_agent)
