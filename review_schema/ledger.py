"""The ledger: every fact of a study as an append-only entry, chained by SHA-256, in one SQLite file.

What `Ledger.verify` detects, and what it cannot: an entry that was changed, taken out or moved breaks the chain
where it happened. Entries cut off at the end leave a sound shorter chain; they are noticed because
``ledger.head``, beside the database, names the last entry that was acknowledged. Nothing is appended to a ledger
whose end is not the one it names, or the loss would be covered up. Whoever can rewrite both files and every hash can
still forge a whole history: signatures are what stands against that, not this chain.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError

from review_schema.errors import (
    ChainBroken,
    LedgerBusy,
    LedgerExists,
    LedgerHeadMissing,
    LedgerMoved,
    LedgerTooNew,
    LedgerUnprotected,
    LedgerUnreadable,
    LedgerUnwritable,
    NetworkFolder,
    NoLedger,
    PayloadInvalid,
)
from review_schema.mounts import network_filesystem
from review_schema.payloads import Payload
from review_schema.upgrades import parse_payload

GENESIS_HASH = "0" * 64
"""The `previous_hash` of the first entry."""

REVISION = "0001"
"""The Alembic revision that this version reads and writes (``migrations/versions``)."""

BUSY_SECONDS = 30.0
PAGE = 5000
"""Entries fetched per transaction: a slow reader must never hold the file against a writer."""

FileMarks = tuple[tuple[int, ...], ...]

TRIGGERS = {
    "entries_never_change": """
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger entries never change'); END
""".strip(),
    "entries_never_vanish": """
CREATE TRIGGER entries_never_vanish BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger entries never vanish'); END
""".strip(),
    "entries_follow_one_another": """
CREATE TRIGGER entries_follow_one_another BEFORE INSERT ON entries
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'ledger entries follow one another'); END
""".strip(),
}
"""What guards the entries, as `REVISION` makes it and as SQLite tells it, by name."""

_METADATA = MetaData()
ENTRIES = Table(
    "entries",
    _METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)


_CANONICAL = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=repr)


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Entry:
    """One fact: what, where, by whom, when, by which software, and its place in the chain."""

    sequence: int
    stream: str
    kind: str
    payload_json: str
    author: str
    at: datetime
    software: str
    previous_hash: str
    hash: str

    @cached_property
    def payload(self) -> Payload:
        """The record, parsed on first use and upgraded to its present form.

        Raises:
            UnknownKind, PayloadTooNew: newer software wrote the entry.
            PayloadInvalid: the stored text is no record of its kind.
        """
        return parse_payload(self.sequence, self.kind, self.payload_json)


class Ledger:
    """An open ledger file. Safe to use from several threads, and beside other processes."""

    def __init__(self, path: Path, engine: Engine, software: str, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.now = clock
        self._software = software
        self._found_whole: FileMarks | None = None
        self._reading = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")

    @classmethod
    def create(cls, path: Path, *, software: str, clock: Callable[[], datetime] = utc_now) -> Self:
        """Make a new, empty ledger.

        Args:
            path: the database file to make, in an existing folder.
            software: name or version that every entry written here will carry.
            clock: gives the instant (UTC) of each entry.

        Raises:
            LedgerExists: there is a file already.
            NetworkFolder: the folder lies on a network share.
        """
        _refuse_network(path.parent)
        if path.exists():
            raise LedgerExists
        engine = _engine(path)
        with _database_faults(), engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            _migrate(connection)
        ledger = cls(path, engine, software, clock)
        ledger._write_head(durable=True)
        return ledger

    @classmethod
    def open(cls, path: Path, *, software: str, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open an existing ledger; bring its tables to the present form if an older version made them.

        Raises:
            NoLedger: there is no such file.
            LedgerUnreadable: it is no ledger, or damaged.
            LedgerTooNew: a newer version made its tables.
            NetworkFolder: the folder lies on a network share.
        """
        if not path.is_file():
            raise NoLedger
        _refuse_network(path.parent)
        engine = _engine(path)
        with _database_faults(), engine.connect() as connection:
            revision = _revision(connection)
        if revision is None:  # an empty file
            raise LedgerUnreadable("no ledger tables")
        if revision != REVISION:
            with _database_faults(), engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
                _migrate(connection)
        return cls(path, engine, software, clock)

    def close(self) -> None:
        """Let go of the file."""
        self._reading.dispose()

    def append(self, stream: str, payload: Payload, author: str) -> Entry:
        """Add one entry; durable when this returns. Raises as `append_all`."""
        return self.append_all([(stream, payload)], author)[0]

    def append_all(
        self, items: Sequence[tuple[str, Payload]], author: str, *, after: int | None = None
    ) -> tuple[Entry, ...]:
        """Add entries in one transaction, all or none; durable when this returns.

        Args:
            items: (stream, payload) in order.
            author: account that states these facts.
            after: the last sequence the author had seen; the append is refused if there is a later one.

        Raises:
            LedgerMoved: another entry came in between (only with `after`).
            ChainBroken, LedgerHeadMissing: the ledger does not end where it was left; see `verify`.
            LedgerBusy: another process did not let go of the file in time.
            LedgerUnwritable: disk full, read-only or failing; nothing was written.
        """
        if not items:
            return ()
        entries: list[Entry] = []
        with _database_faults(), self._writing.begin() as connection:
            sequence, previous_hash = _head(connection)
            self._refuse_lost_end(connection, sequence)
            if after is not None and after != sequence:
                raise LedgerMoved(after, sequence)
            at = self.now().astimezone(UTC).isoformat(timespec="microseconds")
            rows: list[dict[str, Any]] = []
            for number, (stream, payload) in enumerate(items, start=sequence + 1):
                row = {
                    "sequence": number,
                    "stream": stream,
                    "kind": payload.kind,
                    "payload": payload.model_dump_json(),
                    "author": author,
                    "at": at,
                    "software": self._software,
                    "previous_hash": previous_hash,
                }
                previous_hash = chain_hash(*row.values())
                rows.append({**row, "hash": previous_hash})
                entries.append(_entry([*row.values(), previous_hash]))
            connection.execute(insert(ENTRIES), rows)
        with suppress(OSError, LedgerBusy, LedgerUnwritable):  # written is written: a head that lags is no fault
            self._write_head()
        return tuple(entries)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries with a sequence above `after`, in order. Writers are not held up while one looks at them."""
        for row in self._rows(after):
            yield _entry(row)

    def verify(self) -> int:
        """Check the whole chain, its end and the triggers; return the number of entries.

        Raises:
            ChainBroken: names the first entry that is not as it was written.
            LedgerHeadMissing: the chain holds, but nothing tells where it ended.
            LedgerUnprotected: the chain holds, but a trigger that guards it is gone.
            LedgerUnreadable: the database file itself is damaged.
        """
        return sum(1 for _ in self._verified_rows())

    def verify_unless_untouched(self) -> None:
        """Verify, unless this object found the chain whole and no file of the ledger was written since.

        Raises: as `verify`.
        """
        if self._found_whole is None or self._found_whole != self._files_as_they_are():
            self.verify()

    def verified_entries(self) -> Iterator[Entry]:
        """Every entry in order, each after it was checked, and last of all what `verify` checks at the end.

        Nothing may be made of them before the last one came. Raises as `verify`, and as `Entry.payload` does.
        """
        for row in self._verified_rows():
            yield _entry(row)

    def _verified_rows(self) -> Iterator[Row[Any]]:
        # Read before the chain: an append by another process in between then only makes the chain longer.
        files, self._found_whole = self._files_as_they_are(), None
        head = self._read_head()
        sequence, previous_hash, hash_at_head = 0, GENESIS_HASH, GENESIS_HASH
        for row in self._rows(0):
            number, stream, kind, payload, author, at, software, hash_before, own_hash = tuple(row)
            if number != sequence + 1:
                raise ChainBroken(sequence + 1, "missing")
            if hash_before != previous_hash:
                raise ChainBroken(number, "out of order")
            if own_hash != chain_hash(number, stream, kind, payload, author, at, software, hash_before):
                raise ChainBroken(number, "changed")
            sequence, previous_hash = number, own_hash
            if head is not None and head[0] == sequence:
                hash_at_head = previous_hash
            yield row
        if head is None:
            raise LedgerHeadMissing
        if sequence < head[0]:
            raise ChainBroken(sequence + 1, "cut off")
        if hash_at_head != head[1]:
            raise ChainBroken(head[0], "changed")
        self._verify_triggers()
        self._found_whole = files

    def _files_as_they_are(self) -> FileMarks | None:
        """What any writing changes of the files: their inode, size and times. None where one of them is gone."""
        try:
            found = [file.stat() for file in (self.path, self._head_file)]
        except FileNotFoundError:
            return None
        return tuple((one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in found)

    def _verify_triggers(self) -> None:
        with _database_faults(), self._reading.connect() as connection:
            found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        present = {row.name: row.sql for row in found}
        for name in sorted({*present, *TRIGGERS}):
            if present.get(name) != TRIGGERS.get(name):
                raise LedgerUnprotected(name)

    def _rows(self, after: int) -> Iterator[Row[Any]]:
        while True:
            with _database_faults(), self._reading.connect() as connection:
                page = connection.execute(
                    select(ENTRIES).where(ENTRIES.c.sequence > after).order_by(ENTRIES.c.sequence).limit(PAGE)
                ).all()
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].sequence

    @property
    def _head_file(self) -> Path:
        return self.path.with_suffix(".head")

    def _refuse_lost_end(self, connection: Connection, sequence: int) -> None:
        head = self._read_head()
        if head is None:
            if sequence:
                raise LedgerHeadMissing
            return
        if head[0] > sequence:
            raise ChainBroken(sequence + 1, "cut off")
        own_hash = connection.execute(select(ENTRIES.c.hash).where(ENTRIES.c.sequence == head[0])).scalar()
        if (own_hash or GENESIS_HASH) != head[1]:
            raise ChainBroken(head[0], "changed")

    def _write_head(self, *, durable: bool = False) -> None:
        # After the commit, never before: a crash between the two leaves the head behind, which is no fault. For the
        # same reason only the first is synced: of fixed length and overwritten in place, it is the old or the new one.
        # Under the write lock: of two writers, the later one must not be overtaken by the earlier one's head.
        with _database_faults(), self._writing.begin() as connection:
            sequence, last_hash = _head(connection)
            descriptor = os.open(self._head_file, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                os.write(descriptor, f"{sequence:020d} {last_hash}\n".encode("ascii"))
                if durable:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _read_head(self) -> tuple[int, str] | None:
        try:
            sequence, last_hash = self._head_file.read_text(encoding="ascii").split()
            return int(sequence), last_hash
        except (FileNotFoundError, IsADirectoryError, ValueError):
            return None


def chain_hash(*columns: object) -> str:
    """SHA-256 (hex) of every column of an entry but its own hash, in the table's order.

    The columns are written as one JSON array without spaces, non-ASCII escaped: no two different rows read alike.
    """
    return hashlib.sha256(f"[{','.join([_written(one) for one in columns])}]".encode("ascii")).hexdigest()


def _written(column: object) -> str:
    # Texts and whole numbers as the encoder writes them, without its detours: a study that is opened is hashed whole.
    if type(column) is str:
        return json.encoder.encode_basestring_ascii(column)
    return repr(column) if type(column) is int else _CANONICAL.encode(column)


def _entry(row: Sequence[Any]) -> Entry:
    sequence, stream, kind, payload, author, at, software, previous_hash, own_hash = row
    try:
        instant = datetime.fromisoformat(at)
    except (TypeError, ValueError) as error:
        raise PayloadInvalid(sequence, kind) from error
    return Entry(sequence, stream, kind, payload, author, instant, software, previous_hash, own_hash)


def _head(connection: Connection) -> tuple[int, str]:
    last = connection.execute(
        select(ENTRIES.c.sequence, ENTRIES.c.hash).order_by(ENTRIES.c.sequence.desc()).limit(1)
    ).first()
    return (0, GENESIS_HASH) if last is None else (last.sequence, last.hash)


def _refuse_network(folder: Path) -> None:
    filesystem = network_filesystem(folder)
    if filesystem is not None:
        raise NetworkFolder(filesystem)


def _engine(path: Path) -> Engine:
    # isolation_level None: sqlite3 begins nothing by itself, so that BEGIN IMMEDIATE below is the only beginning.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _set_durability(connection: sqlite3.Connection, _record: object) -> None:
        # WAL with NORMAL lost acknowledged writes in power-cut replays; a rolled-back journal with FULL did not.
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        # Bytes that are no UTF-8 can only come from tampering: read them, so that `verify` can name the entry.
        connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _revision(connection: Connection) -> str | None:
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    if "alembic_version" not in tables:
        if tables:
            raise LedgerUnreadable("no ledger tables")
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def _migrate(connection: Connection) -> None:
    """Bring the tables to `REVISION`, within the connection's transaction."""
    # Imported here: a ledger in its present form needs no Alembic, and Alembic is slow to import.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, REVISION)
    except CommandError as error:
        raise LedgerTooNew(_revision(connection) or "") from error


@contextmanager
def _database_faults() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        cause = getattr(error.orig, "sqlite_errorname", type(error.orig).__name__)
        if cause.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise LedgerBusy(BUSY_SECONDS) from error
        if cause.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise LedgerUnwritable(cause) from error
        raise LedgerUnreadable(cause) from error
