"""What the scripts of the page are told."""

import json
from typing import Any


def as_script(told: Any) -> str:
    """JSON that can stand in an element of a page: no text in it can end that."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
