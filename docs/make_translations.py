"""Collect every text that reaches the window, refresh the translation files, and compile them.

    .venv/bin/python docs/make_translations.py            refresh the .ts, compile the .qm, name what has no translation
    .venv/bin/python docs/make_translations.py --check    change nothing; 1 if something is to be done

A translation is written into the .ts by hand (or with pyside6-linguist); none is ever lost while its text stands.
"""

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

from app.derived_steps import RULES, STEPS
from app.lower_rooms import SENTENCES
from app.messages import COMMAND_LINE_WORDINGS, WORDINGS
from app.usecases.record_read import ReadProgress
from app.viewmodels.clinical_form import rule_texts
from app.viewmodels.slices import Shown
from app.viewmodels.timeline import DotState
from imaging.planes import Plane
from review_schema import vocabulary as words

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "assets" / "translations"
SPEAKING = {
    "Said": slice(0, 1),
    "said": slice(0, 1),
    "shown": slice(0, 1),
    "text_label": slice(0, 1),
    "button": slice(0, 1),
    "toggle": slice(0, 1),
    "counted": slice(1, 3),
    "Command": slice(1, 3),
    "Range": slice(0, 1),
    "setText": slice(0, 1),
    "setToolTip": slice(0, 1),
    "show_notice": slice(1, 2),
}
"""Calls whose literals are texts, and in which arguments they stand."""

WHOLE = ("app/views", "app/viewmodels")
"""Folders in which every literal that reads as prose is a text."""

PROSE = re.compile(r"[A-Za-zé][\w'’]*[,:;.…]? [^ ]|^[A-Z][a-z]{2,}$|^[A-D]  \w|^[A-Z]{3,} ?[A-Z]*$")
NO_TEXT = re.compile(
    r"[{}].*;|^#|px;|pt;|QFrame|QPushButton|QLabel|::|^Q[A-Z]|cannot write|no scene|not a picture|closed$"
)
NOT_SAID = {
    "Tab",
    "Deutsch",
    "English",
    "PNG",
    "SVG",
    "Inter",
    "Fusion",
    "RimRead",
    "PgUp",
    "PgDown",
    "LMD",
    "STABLE",
    "NED",
    "EME",
    "PIE",
    "PET",
}
VOCABULARY: tuple[type[StrEnum], ...] = (
    words.FindingStatus,
    words.LesionOrigin,
    words.MixedBasis,
    words.ScanRole,
    words.Role,
    ReadProgress,
    DotState,
    Plane,
    Shown,
)
JOBS = re.compile(r"^(open|load|move|grow|save|mark|sign|lock)\b.*")


def literals(node: ast.AST) -> Iterator[str]:
    """String constants of an expression, f-strings and the arguments of inner calls left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Subscript):
        yield from literals(node.value)
    elif not isinstance(node, ast.JoinedStr | ast.Call | ast.Compare):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def documented(tree: ast.AST) -> set[int]:
    """Ids of the constants that are docstrings."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def inside_f_strings(tree: ast.AST) -> set[int]:
    """Ids of the constants that are pieces of f-strings."""
    return {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}


def texts_of(path: Path) -> Iterator[str]:
    """The texts of one file, in order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = documented(tree) | inside_f_strings(tree)
    whole = path.parent.relative_to(ROOT).as_posix() in WHOLE
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for argument in node.args[SPEAKING.get(called, slice(0, 0))]:
                yield from literals(argument)
            for keyword in node.keywords:
                if keyword.arg == "accessible":
                    yield from literals(keyword.value)
            if called in ("_start", "start", "_begin", "_card", "_line", "_choice", "line", "choice", "_Form"):
                yield from (text for argument in node.args for text in literals(argument) if text[:1].isupper())
        elif whole and isinstance(node, ast.Constant) and id(node) not in passed_over and is_prose(node.value):
            yield str(node.value)


def is_prose(value: object) -> bool:
    """Whether a literal reads as a text for a person: no style, no name of a job, no error of the program itself."""
    if not isinstance(value, str) or JOBS.match(value):
        return False
    return bool(PROSE.search(value)) and not NO_TEXT.search(value)


def every_text() -> list[str]:
    """Every text that reaches the window, each once."""
    rooms = [ROOT / "app" / "wiring.py", ROOT / "app" / "words.py"]
    rooms += sorted(path for room in ("views", "viewmodels", "usecases") for path in (ROOT / "app" / room).glob("*.py"))
    found = [text for path in rooms for text in texts_of(path)]
    found += [*SENTENCES, *STEPS, *RULES]
    found += [text for one in (*WORDINGS.values(), *COMMAND_LINE_WORDINGS) for text in (one.sentence, one.remedy)]
    found += [word.value for kind in VOCABULARY for word in kind]
    found += [word.value.capitalize() for kind in (Plane, Shown) for word in kind]
    found += [*words.CAVITY_LABEL_NAMES.values(), *words.BRAIN_LABEL_NAMES.values(), words.BLINDED_PIE_NAME]
    found += rule_texts()
    found += ["perfusion", "PET", "evolution", "steroids", "timing"]
    return sorted({text for text in found if says_something(text)}, key=lambda text: (text.casefold(), text))


def says_something(text: str) -> bool:
    """Whether there is a word in a text, once its fields are taken out."""
    return text not in NOT_SAID and bool(
        re.search(r"[A-Za-z]{3,}|\bmo\b|\bto\b|\bno\b", re.sub(r"\{\w+(:[^}]*)?\}", "", text))
    )


def fields(text: str) -> list[str]:
    """The fields in braces, in no order; a text without fields may hold braces of its own."""
    return sorted(f"{name}:{form}" for _, name, form, _ in Formatter().parse(text) if name is not None)


def read(path: Path) -> dict[str, str]:
    """The translations of a .ts file by text; an open one is empty."""
    if not path.exists():
        return {}
    tree = ElementTree.parse(path)
    return {node.findtext("source") or "": node.findtext("translation") or "" for node in tree.iter("message")}


def written(code: str, told: dict[str, str]) -> str:
    """A .ts file."""
    root = ElementTree.Element("TS", version="2.1", language=code, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "RimRead"
    for text, translation in told.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        node = ElementTree.SubElement(message, "translation", {} if translation else {"type": "unfinished"})
        node.text = translation
    ElementTree.indent(root, "    ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    return head + ElementTree.tostring(root, encoding="unicode") + "\n"


def compiled(source: Path) -> bytes:
    """The .qm of a .ts file."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "made.qm"
        tool = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run([tool, "-silent", source, "-qm", made], check=True)
        return made.read_bytes()


def faults(code: str) -> list[str]:
    """What is to be done for a language, a line each; empty: nothing."""
    source = FOLDER / f"rimread_{code}.ts"
    told, wanted = read(source), every_text()
    found = [f"no translation: {text!r}" for text in wanted if not told.get(text)]
    found += [f"not said any more: {text!r}" for text in sorted(told.keys() - set(wanted))]
    found += [f"other fields: {text!r}" for text, german in told.items() if german and fields(text) != fields(german)]
    if not found and compiled(source) != source.with_suffix(".qm").read_bytes():
        found.append(f"{source.with_suffix('.qm').name} is not what {source.name} says")
    return found


def main() -> int:
    """Refresh, or check."""
    parser = argparse.ArgumentParser(description="Refresh and compile the translations of the window's texts.")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    for source in sorted(FOLDER.glob("rimread_*.ts")):
        code = source.stem.removeprefix("rimread_")
        if not check:
            told = read(source)
            source.write_text(written(code, {text: told.get(text, "") for text in every_text()}), encoding="utf-8")
            source.with_suffix(".qm").write_bytes(compiled(source))
        left = faults(code)
        if left:
            print("\n".join(left), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
