"""How a key is written on buttons and in texts."""

from app.views.language import shown

SIGNS = {
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Return": "Enter",
    "Home": "Home",
    "End": "End",
    "Ctrl": "Ctrl",
    "Shift": "Shift",
    "Del": "Del",
    "Ins": "Ins",
    "Space": "Space",
    "Backspace": "Backspace",
}
"""Signs, or names that another language has its own word for."""


def shown_key(key: str) -> str:
    """A key sequence in portable text ("Ctrl+Return") as it stands on a keyboard."""
    if key == "+":
        return key
    head, _, last = key.rpartition("+")
    if not last:  # "Ctrl++"
        head, last = head.rstrip("+"), "+"
    parts = [*(head.split("+") if head else ()), last]
    return "+".join(shown(SIGNS[part]) if part in SIGNS else part for part in parts)
