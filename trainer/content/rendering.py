"""How facts are shown in a caption and said by the voice, in Chinese and English."""

import re
from datetime import date

from trainer.content.fact_values import WEEKDAYS

_ZH_DIGITS = "零一二三四五六七八九"
_LIANG = re.compile("二(?=千)|^二(?=[万亿])")
_ZH_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NEAR = {
    "zh": {-1: "昨天", 0: "今天", 1: "明天"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_SYMBOLS = {
    "¥": {"zh": "元", "en": "yuan"},
    "￥": {"zh": "元", "en": "yuan"},
    "$": {"zh": "美元", "en": "dollars"},
    "€": {"zh": "欧元", "en": "euros"},
    "£": {"zh": "英镑", "en": "pounds"},
}
_NOON, _LAST_HOUR = 12, 23
_MOBILE = 11


def numeral(text: str) -> str:
    """A plain decimal in Chinese words: `1205.5` is 一千二百零五点五."""
    sign = "负" if text.startswith("-") else ""
    whole, _, part = text.lstrip("+-").partition(".")
    said = sign + _whole(int(whole or 0))
    return said + ("点" + "".join(_ZH_DIGITS[int(digit)] for digit in part) if part else "")


def _whole(number: int) -> str:
    if number == 0:
        return _ZH_DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    for power in reversed(range(len(groups))):
        group = groups[power]
        if not group:
            continue
        higher = groups[power + 1 :]
        if said and (group < 1000 or not higher[0]):  # noqa: PLR2004 - a gap before the group is said as 零
            said += "零"
        said += _thousands(group) + ("", "万", "亿", "万亿")[power]
    said = said.removeprefix("一") if said.startswith("一十") else said
    return _LIANG.sub("两", said)


def _thousands(number: int) -> str:
    said = ""
    gap = False
    for power, word in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            said += ("零" if gap and said else "") + _ZH_DIGITS[digit] + word
            gap = False
        else:
            gap = True
    return said


def rendered(kind: str, value: str, *, written: str, lang: str, unit: str, today: date) -> tuple[str, str]:
    """A canonical value shown and spoken. `written` is what the author wrote, for its groups and `tomorrow`."""
    if kind == "money":
        return _money(value, written, unit, lang)
    if kind == "number":
        return (value, numeral(value)) if lang == "zh" else (_grouped(value), _grouped(value))
    if kind in ("digits", "phone"):
        return _digits(kind, value, written, lang)
    if kind == "date":
        return _date(date.fromisoformat(value), written, lang, today)
    if kind == "time":
        return _time(value, lang)
    return value, value


def digits_apart(text: str, lang: str, *, phone: bool = False) -> str:
    """Digits to be said one by one; on the phone Chinese says 幺 for 1."""
    if lang == "zh":
        said = "".join(_ZH_DIGITS[int(digit)] for digit in text)
        return said.replace("一", "幺") if phone else said
    return " ".join(text)


_BEFORE_ROOM = r"(?:单元|号楼|[栋幢座楼])"
_NO_AMOUNT = r"(?![\d.,:]|[元块米度个人兆分层年天次]|平米|公里)"
_ROOM = re.compile(rf"({_BEFORE_ROOM}\s?-?)(\d{{3,4}}){_NO_AMOUNT}|(?<!\d)(\d{{3,4}})(?=室|号房|房间)")


def rooms_apart(text: str, lang: str) -> str:
    """A text for the voice, in which Chinese room numbers are said digit by digit: 3单元502 is 五零二, not 五百零二."""
    if lang != "zh":
        return text
    return _ROOM.sub(lambda found: (found[1] or "") + digits_apart(found[2] or found[3], lang, phone=True), text)


def _grouped(value: str) -> str:
    whole, dot, part = value.partition(".")
    return f"{int(whole):,}{dot}{part}"


def _money(value: str, written: str, unit: str, lang: str) -> tuple[str, str]:
    written = written.removeprefix("+") if "." in written else value  # 39.90 is shown as it was written
    amount = written if lang == "zh" else _grouped(written)
    said = numeral(value) if lang == "zh" else _grouped(value)
    if unit in _SYMBOLS:
        return unit + amount, f"{said}{_SYMBOLS[unit]['zh']}" if lang == "zh" else f"{said} {_SYMBOLS[unit]['en']}"
    return (amount + unit, said + unit) if lang == "zh" else (f"{amount} {unit}", f"{said} {unit}")


def _digits(kind: str, value: str, written: str, lang: str) -> tuple[str, str]:
    groups = ["".join(sign for sign in part if sign.isdigit()) for part in written.replace("-", " ").split()]
    groups = [group for group in groups if group]
    if kind == "phone" and len(groups) == 1 and len(value) == _MOBILE:
        groups = [value[:3], value[3:7], value[7:]]
    if "".join(groups) != value:
        groups = [value]
    mark = "，" if lang == "zh" else ", "
    spoken = mark.join(digits_apart(group, lang, phone=kind == "phone") for group in groups)
    shown = ("+" if kind == "phone" and written.strip().startswith("+") else "") + " ".join(groups)
    return shown, spoken


def _date(day: date, written: str, lang: str, today: date) -> tuple[str, str]:
    if written in ("today", "tomorrow", "yesterday"):
        word = _NEAR[lang][(day - today).days]
        return word, word
    if written.startswith("next_"):
        word = f"下周{_ZH_WEEKDAYS[day.weekday()]}" if lang == "zh" else f"next {WEEKDAYS[day.weekday()].capitalize()}"
        return word, word
    if lang == "zh":
        year = f"{day.year}年" if day.year != today.year else ""
        said_year = "".join(_ZH_DIGITS[int(digit)] for digit in str(day.year)) + "年" if year else ""
        return f"{year}{day.month}月{day.day}日", f"{said_year}{numeral(str(day.month))}月{numeral(str(day.day))}号"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}", f"the {_ordinal(day.day)} of {_MONTHS[day.month - 1]}{year}"


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_PERIODS: tuple[tuple[int, str], ...] = (
    (5, "凌晨"),
    (8, "早上"),
    (11, "上午"),
    (12, "中午"),
    (17, "下午"),
    (_LAST_HOUR, "晚上"),
)


def _minutes(minute: int) -> str:
    if minute in (0, 30):
        return "半" if minute else ""
    return f"{'零' if len(str(minute)) == 1 else ''}{numeral(str(minute))}分"


def _time(value: str, lang: str) -> tuple[str, str]:
    hour, minute = (int(part) for part in value.split(":"))
    twelve = hour if hour == _NOON else hour % _NOON
    if lang == "zh":
        period = next(word for last, word in _PERIODS if hour <= last)
        said = "两" if twelve == 2 else numeral(str(twelve))  # noqa: PLR2004 - two o'clock is 两点
        minutes = _minutes(minute)
        return value, f"{period}{said}点{minutes}"
    half = "am" if hour < _NOON else "pm"
    clock = str(twelve or _NOON) + (f":{minute:02}" if minute else "")
    return f"{clock} {half}", f"{clock} {half}"
