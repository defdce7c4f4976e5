"""The index file: SQLite in the user's cache folder, for this user alone, safe under concurrent runs.

A plan is found by its path and trusted while the files it was read from look as they did (`sources`); where
they do not, the digest of their contents decides.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ledger import __version__
from ledger.cli.index.kept import Damaged
from ledger.cli.index.sources import Sources

T = TypeVar("T")
NAME = "index.sqlite3"
_APPLICATION = 0x6C656467  # "ledg"
_AT_A_TIME = 50  # plans looked at, whether they are still there, at every write
_TABLES = """
CREATE TABLE directory(no INTEGER PRIMARY KEY, digest TEXT UNIQUE, region TEXT, body BLOB);
CREATE TABLE name(backward TEXT, directory INT, PRIMARY KEY(backward, directory)) WITHOUT ROWID;
CREATE TABLE plan(no INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp TEXT, young INT, digest TEXT, first INT,
    until INT, id TEXT, region TEXT, directory INT);
CREATE TABLE head(plan INTEGER PRIMARY KEY, body BLOB, unlisted BLOB);
CREATE TABLE item(plan INT, place INT, body BLOB, PRIMARY KEY(plan, place)) WITHOUT ROWID;
CREATE TABLE carrier(name TEXT, plan INT, place INT, PRIMARY KEY(name, plan, place)) WITHOUT ROWID;
CREATE TABLE checked(path TEXT PRIMARY KEY, stamp TEXT, young INT, digest TEXT, first INT, until INT,
    body BLOB) WITHOUT ROWID;
CREATE INDEX directory_region ON directory(region);
CREATE INDEX plan_directory ON plan(directory);
CREATE INDEX carrier_plan ON carrier(plan);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One plan as understood, ready to be written. `first` to `until` are the days the reading holds for;
    `names` are the directory's names, `carriers` whom the item at each place concerns."""

    path: str
    sources: Sources
    digest: str
    days: tuple[date, date]
    id: str
    region: str | None
    directory_region: str | None
    directory: bytes
    names: tuple[str, ...]
    head: bytes
    unlisted: bytes
    items: tuple[bytes, ...]
    carriers: tuple[tuple[str, int], ...]


class Found(NamedTuple):
    """One plan as the index knows it, without its items."""

    no: int
    id: str
    region: str | None
    directory: int


def place() -> Path | None:
    """Where the index is: LEDGER_INDEX names a folder, or switches it off when it is empty."""
    named = os.environ.get("LEDGER_INDEX")
    if named is not None:
        return Path(named) / NAME if named else None
    home = os.path.expanduser("~")
    if home == "~":
        return None
    usual = {"win32": os.environ.get("LOCALAPPDATA"), "darwin": f"{home}/Library/Caches"}
    cache = os.environ.get("XDG_CACHE_HOME") or usual.get(sys.platform) or f"{home}/.cache"
    return Path(cache) / "ledger" / NAME


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The index at `path`, made when missing, made anew when it is not ours or of another version.

    Raises sqlite3.Error or OSError: then there is no index in this run.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        _make_ours(connection)
        yield connection
    finally:
        connection.close()


def tried(path: Path, work: Callable[[sqlite3.Connection], T | None]) -> T | None:
    """What `work` makes of the index at `path`; None where there is trouble with it. A damaged one is taken away."""
    try:
        with opened(path) as connection:
            return work(connection)
    except (Damaged, sqlite3.Error, OSError, UnicodeEncodeError) as error:  # a file name need not be UTF-8
        if not isinstance(error, sqlite3.OperationalError | OSError | UnicodeEncodeError):
            forget(path)
        return None


def forget(path: Path) -> None:
    """Take a damaged index away; the next run makes a new one."""
    for name in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):
            name.unlink()


def _make_ours(connection: sqlite3.Connection) -> None:
    version = _program()
    if _marks(connection) == (_APPLICATION, version):
        return
    connection.execute("BEGIN IMMEDIATE")
    if _marks(connection) != (_APPLICATION, version):  # nobody else did meanwhile
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        for (name,) in tables:
            connection.execute(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={_APPLICATION}")
        connection.execute(f"PRAGMA user_version={version}")
    connection.execute("COMMIT")


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    return (
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
    )


def _program() -> int:
    """The version of the program: its number, and its files, which change under a number while it is made."""
    root = Path(__file__).parents[2]
    marks = [__version__, sys.version]
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                stat = os.stat(os.path.join(folder, name))
                marks.append(f"{name}{stat.st_size}{stat.st_mtime_ns}")
    return zlib.crc32("\n".join(marks).encode()) & 0x7FFFFFFF


def look(
    connection: sqlite3.Connection, asked: Sequence[tuple[str, Sources | None]], on: date
) -> list[Found | None]:
    """What is known of each path, in order; None where it must be read."""
    rows = _look(connection, "plan", "no, id, region, directory", asked, on)
    return [None if row is None else Found(*row) for row in rows]


def look_checked(
    connection: sqlite3.Connection, asked: Sequence[tuple[str, Sources | None]], on: date
) -> list[bytes | None]:
    """What was found wrong on the day, as it was put, in order; None where it must be looked for."""
    rows = _look(connection, "checked", "body", asked, on)
    return [None if row is None else row[0] for row in rows]


def _look(
    connection: sqlite3.Connection,
    table: str,
    wanted: str,
    asked: Sequence[tuple[str, Sources | None]],
    on: date,
) -> Iterator[tuple[Any, ...] | None]:
    """The columns `wanted` of each path that is known and as it was, on days that hold `on`."""
    day = on.toordinal()
    columns = f"path, stamp, young, digest, first, until, {wanted}"
    rows: Iterable[tuple[Any, ...]]
    if len(asked) > 400:
        rows = connection.execute(f"SELECT {columns} FROM {table}")
    else:
        marks = ",".join("?" * len(asked))
        paths = [path for path, _ in asked]
        rows = connection.execute(f"SELECT {columns} FROM {table} WHERE path IN ({marks})", paths)
    known = {row[0]: row for row in rows}
    for path, sources in asked:
        row = known.get(path)
        if row is None or sources is None or not row[4] <= day <= row[5]:
            yield None
            continue
        _, stamp, young, digest = row[:4]
        if stamp == sources.stamp and not young:
            yield row[6:]
            continue
        if digest != sources.digest():
            yield None
            continue
        if stamp != sources.stamp or (young and not sources.young):
            with contextlib.suppress(sqlite3.OperationalError):  # locked: the digest decides again next time
                connection.execute(
                    f"UPDATE {table} SET stamp=?, young=? WHERE path=?", (sources.stamp, sources.young, path)
                )
        yield row[6:]


def put(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write plans in the place of what was known of them, all or none. Of the others a few are looked at, and
    forgotten where the file is gone, so that nothing stays here for ever."""
    with _writing(connection):
        for row in rows:
            _put(connection, row)
        for no, path in connection.execute(
            "SELECT no, path FROM plan ORDER BY random() LIMIT ?", (_AT_A_TIME,)
        ).fetchall():
            if not os.path.exists(path):
                _forget_plan(connection, no)
        unused = "SELECT no FROM directory WHERE no NOT IN (SELECT directory FROM plan)"
        connection.execute(f"DELETE FROM name WHERE directory IN ({unused})")
        connection.execute(f"DELETE FROM directory WHERE no IN ({unused})")


def put_checked(connection: sqlite3.Connection, rows: Iterable[tuple[Sources, str, bytes]], on: date) -> None:
    """Write what was found wrong with plans on a day (files, their digest, body), as `put` does."""
    day = on.toordinal()
    with _writing(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO checked VALUES(?,?,?,?,?,?,?)",
            [(s.files[0], s.stamp, s.young, digest, day, day, body) for s, digest, body in rows],
        )
        some = connection.execute(
            "SELECT path FROM checked ORDER BY random() LIMIT ?", (_AT_A_TIME,)
        ).fetchall()
        gone = [row for row in some if not os.path.exists(row[0])]
        connection.executemany("DELETE FROM checked WHERE path=?", gone)


@contextlib.contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _put(connection: sqlite3.Connection, row: Row) -> None:
    for (old,) in connection.execute("SELECT no FROM plan WHERE path=?", (row.path,)).fetchall():
        _forget_plan(connection, old)
    digest = hashlib.blake2b(
        row.directory + (row.directory_region or "").encode(), digest_size=20
    ).hexdigest()
    known = connection.execute("SELECT no FROM directory WHERE digest=?", (digest,)).fetchone()
    if known is None:
        cursor = connection.execute(
            "INSERT INTO directory(digest, region, body) VALUES(?,?,?)",
            (digest, row.directory_region, row.directory),
        )
        known = (cursor.lastrowid,)
        backward = [(name[::-1], known[0]) for name in row.names]
        connection.executemany("INSERT OR IGNORE INTO name VALUES(?,?)", backward)
    values = (
        row.path, row.sources.stamp, row.sources.young, row.digest, row.days[0].toordinal(),
        row.days[1].toordinal(), row.id, row.region, known[0],
    )  # fmt: skip
    columns = "path, stamp, young, digest, first, until, id, region, directory"
    no = connection.execute(f"INSERT INTO plan({columns}) VALUES(?,?,?,?,?,?,?,?,?)", values).lastrowid
    connection.execute("INSERT INTO head VALUES(?,?,?)", (no, row.head, row.unlisted))
    connection.executemany(
        "INSERT INTO item VALUES(?,?,?)", [(no, n, body) for n, body in enumerate(row.items)]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO carrier VALUES(?,?,?)", [(name, no, place) for name, place in row.carriers]
    )


def _forget_plan(connection: sqlite3.Connection, no: int) -> None:
    for table in ("carrier", "item", "head"):
        connection.execute(f"DELETE FROM {table} WHERE plan=?", (no,))
    connection.execute("DELETE FROM plan WHERE no=?", (no,))
