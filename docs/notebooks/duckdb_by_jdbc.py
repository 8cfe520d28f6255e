"""DuckDB through Java, for a Python without the package `duckdb`: `sql(statement).df()` as there.

Use the package where it can be had: it is faster and does more. This needs pandas, JPype, a Java runtime, and the
jar duckdb_jdbc, which Endoxa's build leaves in the local Maven repository. Integers, floats, texts, booleans and
timestamps are understood; a timestamp comes as UTC, a null as None or NaN, whichever pandas makes of it.
"""

import re
from functools import cache
from pathlib import Path

import jpype
import pandas


class Result:
    """The rows that a statement gave."""

    def __init__(self, frame):
        self._frame = frame

    def df(self):
        return self._frame

    def __repr__(self):
        return repr(self._frame)

    def _repr_html_(self):
        return self._frame.to_html()


def sql(statement):
    """Runs one statement; a Result, or None where it gives no rows, as CREATE VIEW does."""
    cursor = _connection().createStatement()
    try:
        if not cursor.execute(statement):
            return None
        rows = cursor.getResultSet()
        kinds = rows.getMetaData()
        columns = range(1, kinds.getColumnCount() + 1)
        readers = [_reader(kinds.getColumnTypeName(i)) for i in columns]
        values = [[] for _ in columns]
        while rows.next():
            for i, reader, column in zip(columns, readers, values):
                value = rows.getObject(i)
                column.append(None if value is None else reader(value))
        series = {
            kinds.getColumnLabel(i): _series(kinds.getColumnTypeName(i), column)
            for i, column in zip(columns, values)
        }
        return Result(pandas.DataFrame(series))
    finally:
        cursor.close()


def _reader(kind):
    if kind == "VARCHAR":
        return str
    if kind == "BOOLEAN":
        return bool
    if kind in ("INTEGER", "BIGINT"):
        return int
    if kind in ("FLOAT", "DOUBLE", "HUGEINT") or kind.startswith("DECIMAL"):
        return lambda value: float(value.doubleValue())
    if kind == "TIMESTAMP WITH TIME ZONE":
        return lambda value: str(value.toInstant())
    raise TypeError(f"A column of type {kind} is not understood here; cast it in SQL, such as `column::VARCHAR`.")


def _series(kind, values):
    if kind == "TIMESTAMP WITH TIME ZONE":
        return pandas.to_datetime(pandas.Series(values, dtype=object), utc=True)
    whole = {"BOOLEAN": bool, "INTEGER": "int64", "BIGINT": "int64"}
    if kind == "VARCHAR":
        return pandas.Series(values, dtype=object)
    return pandas.Series(values, dtype=whole.get(kind, float) if None not in values else float)


@cache
def _connection():
    if not jpype.isJVMStarted():
        jpype.startJVM(classpath=_jars(), convertStrings=True)
    return jpype.JClass("java.sql.DriverManager").getConnection("jdbc:duckdb:")


def _jars():
    kept = Path.home().glob(".m2/repository/org/duckdb/duckdb_jdbc/*/*.jar")
    drivers = sorted(kept, key=lambda jar: [int(part) for part in re.findall("[0-9]+", jar.parent.name)])
    if not drivers:
        raise ImportError(
            "There is neither the Python package duckdb (pip install duckdb) nor the jar duckdb_jdbc in"
            " ~/.m2/repository, which a build of Endoxa leaves there (scripts/test)."
        )
    # Debian's JPype does not find its own jar.
    debian = [jar for jar in [Path("/usr/share/java/org.jpype.jar")] if jar.exists()]
    return [str(jar) for jar in [drivers[-1], *debian]]
