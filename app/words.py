"""Sentences with values in them, kept apart so that another language can put them together anew."""

from collections.abc import Mapping


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
