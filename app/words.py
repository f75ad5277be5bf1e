"""Sentences with values in them, kept apart so that another language can put them together anew."""

from collections.abc import Iterable, Mapping


class Said(str):
    """A sentence in English that still knows its template and the values it was filled with.

    It is an ordinary string for whoever only shows or compares it. The views look the template up in the language of
    the reader and fill it again; values that are `Said` themselves are translated too.

    Attributes:
        template: English, with named fields in braces: "{count} of {total} read".
        values: what the fields are filled with.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Said":
        """Fill `template`.

        Raises:
            KeyError: the template names a field that is not given.
        """
        self = super().__new__(cls, template.format(**values))
        self.template, self.values = template, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Copied and sent between processes as template and values."""
        return (self.template,), dict(self.values)


def said(text: str) -> Said:
    """A text as a sentence without values, to be translated as a whole; one that is `Said` already stays."""
    return text if isinstance(text, Said) else Said(text.replace("{", "{{").replace("}", "}}"))


def joined(separator: str, parts: Iterable[str]) -> Said:
    """Texts one after another. A part that is `Said` is translated by itself; others (names, dates) stay."""
    said = [part if isinstance(part, Said) else Said("{text}", text=part) for part in parts]
    names = [f"p{order}" for order in range(len(said))]
    return Said(separator.join(f"{{{name}}}" for name in names), **dict(zip(names, said, strict=True)))


def counted(count: int, one: str, several: str) -> Said:
    """So many of something: `one` or `several`, each with the field ``n``."""
    return Said(one if count == 1 else several, n=count)
