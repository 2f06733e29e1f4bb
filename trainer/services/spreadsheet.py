"""Tables as an Excel workbook, row by row: it never stands in memory."""

import importlib
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

MOST_ROWS = 1_048_575
"""Rows of a sheet below its head; a longer table goes on in another."""
LONGEST = 32_767
"""Characters of a cell."""


def write_workbook(path: Path, rows: sqlite3.Connection, tables: Sequence[str]) -> None:
    """One sheet a table, the description of all columns (`_schema`) first. Raises OSError."""
    xlsxwriter = importlib.import_module("xlsxwriter")  # untyped, and only needed here
    # Cells are written as what they are: no text becomes a formula, a link or a number.
    options = {"constant_memory": True, "use_zip64": True, "tmpdir": str(path.parent)}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            bold = book.add_format({"bold": True})
            for table in ("_schema", *tables):
                cursor = rows.execute(f"select * from [{table}]")  # noqa: S608 - one of our own tables
                head = [column[0] for column in cursor.description]
                for number, part in enumerate(_parts(cursor), 1):
                    sheet = book.add_worksheet(table if number == 1 else f"{table} {number}")
                    sheet.freeze_panes(1, 0)
                    sheet.set_column(0, len(head) - 1, 18)
                    for place, name in enumerate(head):
                        sheet.write_string(0, place, name, bold)
                    for line, row in enumerate(part, 1):
                        _write(sheet, line, row)
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise OSError(str(error)) from error


def _parts(cursor: sqlite3.Cursor) -> Iterator[Iterator[Any]]:
    """The rows, cut where a sheet is full; one part at least."""
    first = True
    while (row := cursor.fetchone()) is not None or first:
        yield iter(()) if row is None else _with(row, islice(cursor, MOST_ROWS - 1))
        if row is None:
            return
        first = False


def _with(first: Any, rest: Iterator[Any]) -> Iterator[Any]:  # noqa: ANN401 - a row
    yield first
    yield from rest


def _write(sheet: Any, line: int, row: Sequence[Any]) -> None:  # noqa: ANN401 - XlsxWriter has no types
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(line, place, cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…")
        elif cell is not None:
            sheet.write_number(line, place, cell)
