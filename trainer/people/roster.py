"""A class list as it comes out of a spreadsheet: read whole, with what is wrong said line by line."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.errors import WrongUse
from trainer.people.names import checked_display_name, checked_name, checked_password, checked_role, name_key
from trainer.people.roles import Role

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "account", "username", "user name", "login", "账号", "用户名", "登录名", "工号"),
    "display_name": ("display_name", "display name", "displayname", "full name", "姓名", "显示名", "名字"),
    "role": ("role", "角色"),
    "password": ("password", "密码", "初始密码"),
}
"""What a column may be called; case does not matter."""
ROLE_WORDS: Mapping[str, Role] = {"学员": "trainee", "讲师": "trainer", "考评员": "examiner", "管理员": "admin"}
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A usable row. `line` counts from 1 in the file; None where the row says nothing."""

    line: int
    name: str
    display_name: str | None = None
    role: Role | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be used, and why."""

    line: int
    name: str
    reason: str


def read_roster(content: bytes) -> tuple[list[RosterRow], list[BadRow]]:
    """The rows of a CSV: UTF-8 (with or without mark), UTF-16 or, as Excel writes it in China, GB 18030.

    Comma, semicolon or tab between columns; the first line names them, `name` is required. Empty lines are skipped.
    Raises WrongUse only for a file of which no row can be used: empty, far too large, no column `name`.
    """
    if len(content) > LARGEST:
        raise WrongUse(f"The file is larger than {LARGEST // (1024 * 1024)} MB; is it a list of people?")
    text = decoded(content)
    if not text.strip():
        raise WrongUse("The file is empty. Its first line names the columns: name,display_name,role,password")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    if text.count("\n") > MOST_ROWS:
        raise WrongUse(f"The file has more than {MOST_ROWS} lines. Import it in parts.")
    columns: dict[str, int] | None = None
    rows: list[RosterRow] = []
    bad: list[BadRow] = []
    lines_of: dict[str, int] = {}
    line = 1
    try:
        for cells in reader:
            began, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                continue
            named = {key: cells[place].strip() for key, place in columns.items() if place < len(cells)}
            _read_row(began, named, rows, bad, lines_of)
    except csv.Error as error:
        bad.append(BadRow(line, "", f"the row can't be read: {error}; it and what follows was left out"))
    return rows, bad


def decoded(content: bytes) -> str:
    """The text of a file in one of the encodings that spreadsheets write. Raises WrongUse."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise WrongUse("The file is no text in UTF-8, UTF-16 or GB 18030. Save it as 'CSV UTF-8'.")


def _read_row(
    line: int, cells: Mapping[str, str], rows: list[RosterRow], bad: list[BadRow], lines_of: dict[str, int]
) -> None:
    name = cells.get("name", "")
    try:
        name = checked_name(name)
        key = _new_key(name, lines_of)
        role = cells.get("role", "")
        shown = cells.get("display_name") or None
        password = cells.get("password") or None
        row = RosterRow(
            line=line,
            name=name,
            display_name=checked_display_name(shown, name=name) if shown else None,
            role=(ROLE_WORDS.get(role) or checked_role(role)) if role else None,
            password=checked_password(password) if password else None,
        )
    except WrongUse as error:
        bad.append(BadRow(line, name, str(error)))
    else:
        lines_of[key] = line
        rows.append(row)


def _new_key(name: str, lines_of: Mapping[str, int]) -> str:
    key = name_key(name)
    if key in lines_of:
        raise WrongUse(f"The name is in line {lines_of[key]} already.")
    return key


def _columns(cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        title = cell.strip().casefold()
        for key, names in COLUMNS.items():
            if title in names:
                found.setdefault(key, place)
    if "name" not in found:
        raise WrongUse(
            "The first line must name the columns, and one of them must be `name`: name,display_name,role,password"
        )
    return found


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)
