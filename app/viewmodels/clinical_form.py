"""The clinical facts of one subject, filled in and corrected row by row. What a row holds is told by the table's rules.

No kind, unit or word stands here: fields come from `clinical_rules.RULES`, faults from the checker of the table.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.lower_rooms import recognised
from app.usecases.import_clinical import ClinicalImport, checked_rows, enter_form
from app.usecases.study import Study
from app.viewmodels.jobs import Jobs, Lane
from app.viewmodels.observable import Observable
from app.words import Said, counted, joined
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_rules import COLUMNS, RULES, Cell, Group, KindRule, kinds_by_group
from review_schema.clinical_table import CheckedTable, row_cells
from review_schema.errors import BadCell
from review_schema.ids import is_pseudonym
from review_schema.vocabulary import ClinicalKind

FILLED_IN = ("cavity", "date", "until", "item", "value", "qualifier", "detail")
"""The columns of a row in the order in which they are asked for. Subject, kind and unit are known."""

NAMES: Mapping[str, str] = {
    "cavity": "Cavity",
    "date": "Date",
    "until": "Last day",
    "item": "Which",
    "value": "Value",
    "qualifier": "Qualifier",
    "detail": "Remark",
}

FIRST_BELOW_HEADER = 2
"""The number of the first row, as the checker counts."""

UNNAMED = "A new subject needs a pseudonym of 1 to 64 characters without slashes, as its scans carry it."
KNOWN_ALREADY = "This subject is in the study already: open its facts from the study's page."


@dataclass(frozen=True)
class CellLine:
    """One cell to be filled in."""

    column: str
    name: str
    text: str
    choices: tuple[str, ...]  # as they are stored; empty: any text
    free: bool  # other texts than the choices are taken too
    fault: str  # what is wrong, in words; empty: nothing


@dataclass(frozen=True)
class FactLine:
    """One row: a fact, or an empty line that waits for one."""

    key: int
    name: str
    cells: tuple[CellLine, ...]
    blank: bool
    fault: str  # every fault of the row, with the names of its cells


@dataclass(frozen=True)
class KindLine:
    """A kind of fact and its rows, one of them at least."""

    kind: ClinicalKind
    name: str
    meaning: str
    rows: tuple[FactLine, ...]
    can_add: bool
    recurs: bool  # it happens again and again in the course of a patient


@dataclass(frozen=True)
class GroupLine:
    """One group of kinds, and how it stands."""

    group: Group
    facts: int
    faults: int


@dataclass(frozen=True)
class _Row:
    """A row as it is typed."""

    key: int
    kind: ClinicalKind
    cells: tuple[str, ...]  # in the order of `FILLED_IN`

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    @property
    def by_column(self) -> dict[str, str]:
        return {"kind": self.kind, **dict(zip(FILLED_IN, self.cells, strict=True))}

    def with_cell(self, column: str, text: str) -> "_Row":
        order = FILLED_IN.index(column)
        return replace(self, cells=(*self.cells[:order], text, *self.cells[order + 1 :]))


class ClinicalForm(Observable):
    """What the form shows and does. Every change is checked at once; saved is all of it, or nothing.

    Attributes:
        subject: whose facts they are; of a new subject what was typed.
        new: whether the study did not know the subject when the form was opened.
        group: the group of kinds that is shown.
        reason: why earlier facts are changed.
        error: one line about what failed; empty: nothing.
        warnings: what is odd about what was saved last.
        note: what was done last, in words.
        saving: whether the facts are on their way into the ledger.
    """

    def __init__(self, study: Study, subject: str, author: str, jobs: Jobs) -> None:
        super().__init__()
        self._study, self._author, self._jobs = study, author, jobs
        self.subject, self.new = subject, not subject
        self.reason = self.error = self.note = ""
        self.warnings: tuple[str, ...] = ()
        self.saving = False
        self._leaving = False
        self._keys = count()
        known = study.state().subjects.get(subject)
        self._before: tuple[ClinicalEvent, ...] = () if known is None else known.clinical
        self._cavities = () if known is None else tuple(known.cavities)
        self._rows = self._with_blanks([self._row_of(event) for event in self._before])
        self._saved = self._said()
        self._undone: list[tuple[_Row, ...]] = []
        self._done: list[tuple[_Row, ...]] = []
        self._edited: tuple[int, str] | None = None  # typing on in the same cell is one step
        self.group = next(iter(kinds_by_group()))
        self._check()

    # What is shown

    @property
    def groups(self) -> tuple[GroupLine, ...]:
        """Every group, in the order of the rules."""
        return tuple(
            GroupLine(
                group,
                sum(row.kind in kinds and not row.blank for row in self._rows),
                sum(bool(self._faults.get(row.key)) for row in self._rows if row.kind in kinds),
            )
            for group, kinds in kinds_by_group().items()
        )

    @property
    def kinds(self) -> tuple[KindLine, ...]:
        """The kinds of the group that is shown, with their rows."""
        return tuple(self._kind_line(kind) for kind in kinds_by_group()[self.group])

    @property
    def subject_fault(self) -> str:
        """What is wrong with the pseudonym of a new subject; empty: nothing."""
        if not self.new:
            return ""
        if not is_pseudonym(self.subject):
            return UNNAMED
        return KNOWN_ALREADY if self.subject in self._study.state().subjects else ""

    @property
    def faults(self) -> int:
        """How many cells cannot be used."""
        return sum(map(len, self._faults.values()))

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost by leaving."""
        return self._said() != self._saved

    @property
    def needs_reason(self) -> bool:
        """Whether earlier facts are changed or taken away."""
        return any(row not in self._said() for row in self._saved) and bool(self._before)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done) and not self.saving

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._undone) and not self.saving

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.faults:
            return counted(self.faults, "{n} cell cannot be used yet", "{n} cells cannot be used yet")
        return "not saved yet" if self.unsaved else ""

    # What is done

    def name_subject(self, text: str) -> None:
        """Name a new subject by its pseudonym."""
        if self.new:
            self.subject = text.strip()
            self._changed()

    def show_group(self, group: Group) -> None:
        """Show another group of kinds."""
        self.group = group
        self.notify()

    def set_cell(self, key: int, column: str, text: str) -> None:
        """Type into a cell; an empty row whose fact belongs to a cavity takes the only one there is."""
        row = self._row(key)
        changed = row.with_cell(column, text)
        if changed == row:
            return
        own = self.cavities
        if row.blank and column != "cavity" and RULES[row.kind].cavity == "must" and len(own) == 1:
            changed = changed.with_cell("cavity", own[0])
        self._edit([changed if one.key == key else one for one in self._rows], (key, column))

    def add(self, kind: ClinicalKind) -> int:
        """Another empty row of a kind; the one that is there, if it is empty or the only one allowed. Its key."""
        rows = [row for row in self._rows if row.kind is kind]
        if rows[-1].blank or not _several(RULES[kind]):
            return rows[-1].key
        made = self._blank(kind)
        at = self._rows.index(rows[-1]) + 1
        self._edit([*self._rows[:at], made, *self._rows[at:]], None)
        return made.key

    def remove(self, key: int) -> None:
        """Take a row away."""
        self._edit([row for row in self._rows if row.key != key], None)

    def undo(self) -> None:
        """Take the last step back."""
        self._step(self._done, self._undone)

    def redo(self) -> None:
        """Take the step again that was taken back."""
        self._step(self._undone, self._done)

    def give_reason(self, text: str) -> None:
        """Say why earlier facts are changed."""
        self.reason = text
        self.error = ""
        self.notify()

    def first_fault(self) -> tuple[int, str] | None:
        """Row and column of the first cell that cannot be used; its group is shown."""
        for kinds in kinds_by_group().values():
            for row in self._rows:
                if row.kind in kinds and self._faults.get(row.key):
                    self.group = RULES[row.kind].group
                    column = self._faults[row.key][0].column
                    return row.key, column if column in self._columns(row.kind) else self._columns(row.kind)[0]
        return None

    def save(self) -> bool:
        """Enter the facts in the ledger, where all of them are sound; else say why not. False: something is amiss."""
        if self.saving or not (self.unsaved or self.new):
            return True
        self._leaving = False
        self.error = self._refusal()
        if self.error:
            self.notify()
            return False
        self.saving, self.warnings, self.note = True, (), ""
        self.notify()
        rows = [row.by_column for row in self._filled()]
        self._jobs.start(
            "save clinical facts",
            lambda progress, cancelled: enter_form(
                self._study, self.subject, rows, self._author, before=self._before, reason=self.reason
            ),
            done=self._entered,
            failed=self._failed,
            lane=Lane.RECORD,
        )
        return True

    def may_leave(self) -> bool:
        """Whether to leave: nothing would be lost, or it was asked, and is asked again."""
        if self.saving:
            return False
        if not self.unsaved or self._leaving:
            return True
        self._leaving = True
        self.error = "What was typed is not saved: Ctrl+S saves it; leave once more, and it is dropped."
        self.notify()
        return False

    def dismiss(self) -> None:
        """Forget the error and the warnings."""
        self.error, self.warnings, self._leaving = "", (), False
        self.notify()

    # Inside

    @property
    def cavities(self) -> tuple[str, ...]:
        """The names of cavities that are drawn, or stand in a row."""
        return tuple(sorted({*self._cavities, *(name for row in self._rows if (name := row.by_column["cavity"]))}))

    def _row_of(self, event: ClinicalEvent) -> _Row:
        cells = dict(zip(COLUMNS, row_cells(event), strict=True))
        return _Row(next(self._keys), event.kind, tuple(cells[column] for column in FILLED_IN))

    def _blank(self, kind: ClinicalKind) -> _Row:
        return _Row(next(self._keys), kind, ("",) * len(FILLED_IN))

    def _with_blanks(self, rows: Sequence[_Row]) -> tuple[_Row, ...]:
        """Kinds in the order of the rules, an empty row for each that has none."""
        found: list[_Row] = []
        for kind in RULES:
            found += [row for row in rows if row.kind is kind] or [self._blank(kind)]
        return tuple(found)

    def _row(self, key: int) -> _Row:
        return next(row for row in self._rows if row.key == key)

    def _filled(self) -> list[_Row]:
        return [row for row in self._rows if not row.blank]

    def _said(self) -> list[tuple[ClinicalKind, tuple[str, ...]]]:
        return sorted((row.kind, tuple(cell.strip() for cell in row.cells)) for row in self._filled())

    def _edit(self, rows: Sequence[_Row], where: tuple[int, str] | None) -> None:
        if self.saving:
            return
        if where is None or where != self._edited:
            self._done.append(self._rows)
        self._edited = where
        self._undone.clear()
        self._rows = self._with_blanks(rows)
        self._changed()

    def _step(self, taken: list[tuple[_Row, ...]], other: list[tuple[_Row, ...]]) -> None:
        if taken and not self.saving:
            other.append(self._rows)
            self._rows, self._edited = taken.pop(), None
            self._changed()

    def _changed(self) -> None:
        self._leaving = False
        self.error = self.note = ""
        self._check()
        self.notify()

    def _check(self) -> None:
        filled = self._filled()
        # The pseudonym is checked beside its own field, and not once more with every row.
        self._checked: CheckedTable = checked_rows([{"subject": "S", **row.by_column} for row in filled])
        self._faults: dict[int, list[BadCell]] = {}
        for cell in self._checked.bad:
            self._faults.setdefault(filled[cell.row - FIRST_BELOW_HEADER].key, []).append(cell)

    def _refusal(self) -> str:
        """Why the facts cannot be saved, in words; empty: they can."""
        if self.subject_fault:
            return self.subject_fault
        if self.new and not self._filled():
            return "Nothing is filled in yet."
        where = self.first_fault()
        if where is not None:
            row = self._row(where[0])
            return Said(
                "Nothing was saved: {state}. {kind}: {fault}",
                state=self.state,
                kind=Said(RULES[row.kind].name),
                fault=self._row_faults(row),
            )
        if self.needs_reason and not self.reason.strip():
            return (
                "Earlier facts are changed or taken away: say why, and save again. The reason is kept with the change."
            )
        return ""

    def _entered(self, outcome: ClinicalImport) -> None:
        filled, self._before = self._filled(), self._study.state().subjects[self.subject].clinical
        # Sound rows come back in their order, each as it is stored: 5,5 as 5.5.
        stored = {row.key: self._row_of(event).cells for row, event in zip(filled, self._checked.events, strict=True)}
        self._rows = tuple(replace(row, cells=stored.get(row.key, row.cells)) for row in self._rows)
        self._saved, self._edited, self.reason = self._said(), None, ""
        self.saving = self.new = False
        self.warnings = outcome.warnings
        self.note = "Saved."
        self._check()
        self.notify()

    def _failed(self, line: str) -> None:
        self.saving, self.error = False, line
        self.notify()

    def _columns(self, kind: ClinicalKind) -> tuple[str, ...]:
        return tuple(column for column in FILLED_IN if _cell(RULES[kind], column).need != "no")

    def _kind_line(self, kind: ClinicalKind) -> KindLine:
        rule = RULES[kind]
        rows = [row for row in self._rows if row.kind is kind]
        return KindLine(
            kind,
            Said(rule.name),
            "" if rule.meaning == rule.name.lower() else Said(plain(rule.meaning)),
            tuple(self._fact_line(row, order if len(rows) > 1 else 0) for order, row in enumerate(rows, 1)),
            _several(rule) and not rows[-1].blank,
            rule.one_per is None,
        )

    def _fact_line(self, row: _Row, order: int) -> FactLine:
        name = Said(RULES[row.kind].name)
        return FactLine(
            row.key,
            Said("{kind} {n}", kind=name, n=order) if order else name,
            tuple(self._cell_line(row, column) for column in self._columns(row.kind)),
            row.blank,
            self._row_faults(row),
        )

    def _cell_line(self, row: _Row, column: str) -> CellLine:
        rule, cell = RULES[row.kind], _cell(RULES[row.kind], column)
        faults = [fault for fault in self._faults.get(row.key, ()) if fault.column == column]
        return CellLine(
            column,
            cell_name(rule, column),
            row.by_column[column],
            self.cavities if column == "cavity" else cell.words,
            column == "cavity" or cell.other_words,
            joined("; ", [self._fault(row, fault) for fault in faults]) if faults else "",
        )

    def _row_faults(self, row: _Row) -> str:
        rule = RULES[row.kind]
        named = [
            Said("{cell}: {fault}", cell=cell_name(rule, fault.column), fault=self._fault(row, fault))
            if fault.column in FILLED_IN
            else self._fault(row, fault)
            for fault in self._faults.get(row.key, ())
        ]
        return joined("; ", named) if named else ""

    def _fault(self, row: _Row, fault: BadCell) -> str:
        """The broken rule, without what the row's place on the screen tells."""
        rule = fault.rule.removesuffix(f" for {row.kind}")
        what, _, number = rule.partition(" row ")
        if number.isdigit():
            same = [one for one in self._rows if one.kind is row.kind]
            place = 1 + same.index(self._filled()[int(number) - FIRST_BELOW_HEADER])
            return recognised(f"{what} row {place}")
        words = _cell(RULES[row.kind], fault.column).words if fault.column in FILLED_IN else ()
        if words and rule == f"must be {_cell(RULES[row.kind], fault.column).rule}":
            return Said("must be {rule}", rule=joined(" | ", [Said(word) for word in words]))
        return recognised(plain(rule))


def _cell(rule: KindRule, column: str) -> Cell:
    """What a column of a kind holds; a remark may stand in every row."""
    return Cell("may") if column == "detail" else rule.cell(column)


def _several(rule: KindRule) -> bool:
    """Whether a subject may have more than one row of a kind."""
    return rule.one_per is None or bool(rule.one_per)


def plain(text: str) -> str:
    """A text of the rules for people: kinds by their names."""
    named = {str(kind): rule.name for kind, rule in RULES.items() if "_" in kind or f"`{kind}`" in text}
    return re.sub(
        r"`?\b([a-z_]+)\b`?", lambda found: f"“{named[found[1]]}”" if found[1] in named else found[0], text
    ).replace("`", "")


def cell_name(rule: KindRule, column: str) -> Said:
    """What a cell is called, with the unit of what stands in it."""
    cell = _cell(rule, column)
    name = _headed(cell.what) or NAMES[column]
    if column == "date" and rule.until != "no":
        name = "First day"
    unit = cell.number.unit if cell.number is not None else ""
    return Said("{name} ({unit})", name=Said(name), unit=Said(unit)) if unit else Said(name)


def _headed(what: str) -> str:
    """A capital at the beginning; Greek letters stay as they are."""
    return what[:1].upper() + what[1:] if what[:1].isascii() else what


def rule_texts() -> list[str]:
    """Every text that the form takes from the rules, for translation."""
    found: list[str] = []
    for rule in RULES.values():
        found += [rule.group, rule.name, plain(rule.meaning), rule.unit]
        for column in ("item", "value", "qualifier"):
            cell = rule.cell(column)
            found += [*map(str, cell.words), _headed(cell.what)]
    return found
