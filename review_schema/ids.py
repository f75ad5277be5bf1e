"""Identifiers: opaque, and the same wherever the same thing is meant; and what may serve as a name."""

import hashlib
import re
import unicodedata
import uuid
from datetime import date
from functools import lru_cache

LENGTH = 20
"""Hex digits of a derived id (80 bits): short enough to read aloud, long enough never to collide in one study."""

KEPT_NAMES = 1 << 12
"""Readers, subjects, cavities and lesions recur in a file of reads: each name is looked at once."""


def _derived(*parts: str) -> str:
    # Each part carries its length, so that ("ab", "c") and ("a", "bc") differ.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def timepoint_id(subject: str, acquired_on: date) -> str:
    """The opaque id of a visit: the same for the same subject and date in every study."""
    return _derived("timepoint", subject, acquired_on.isoformat())


def read_id(study_id: str, reader: str, case_code: str) -> str:
    """The id of one assignment, unique between studies; tells neither subject nor whether it is a re-read."""
    return _derived("read", study_id, reader, case_code)


def new_id() -> str:
    """A fresh random id, for studies and findings."""
    return uuid.uuid4().hex


def has_control(text: str) -> bool:
    """Whether a text holds control characters, which a table or a terminal would obey instead of showing."""
    # Printable text, nearly all of it, is told at once.
    return not text.isprintable() and any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


@lru_cache(maxsize=KEPT_NAMES)
def is_pseudonym(text: str) -> bool:
    """Whether a text may name a subject or a reader: 1 to 64 characters without slashes or control characters."""
    return re.fullmatch(r"[^/\\]{1,64}", text) is not None and not has_control(text) and text == text.strip()


@lru_cache(maxsize=KEPT_NAMES)
def is_short_name(text: str) -> bool:
    """Whether a text may name a cavity or a lesion: like C1."""
    return re.fullmatch(r"[A-Za-z0-9_.-]{1,16}", text) is not None
