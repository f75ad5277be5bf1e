"""A data dictionary as a Markdown table, beside the CSV file that says the same."""

from collections.abc import Iterable, Sequence


def dictionary_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under `header`; the first of each, a name, in code; what is empty as a dash."""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [_line([f"`{name}`", *(text or "–" for text in rest)]) for name, *rest in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(text.replace("|", r"\|") for text in cells) + " |"
