"""Chinese spoken numbers: 四十, 两百零五, 一万二, 十二点五, 幺三八, 四十块五, 半."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trainer.matching.quantities import Quantity

DIGITS = {
    "零": 0, "〇": 0, "洞": 0, "一": 1, "幺": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
TENS = {"廿": 20, "卅": 30, "俩": 2, "仨": 3}
MONEY = ("人民币", "元", "块钱", "块", "圆", "rmb", "cny", "yuan")
UNITS = (
    "个工作日", "工作日", "个小时", "小时", "分钟", "个半小时", "个月", "个星期",
    "个礼拜", "个钟头", "星期", "礼拜", "天", "日", "号", "月", "年", "周", "点",
    "秒", "%", "gb", "g", "mb", "m", "kb", "k", "吨", "方", "度", "公里",
    "米", "岁", "次", "遍", "回", "台", "个", "位", "张", "件", "楼", "层",
    "栋", "单元", "室", "兆", "折", "分", "人", "条", "级", "档", "期", "笔",
    "份", "套", "户",
)  # fmt: skip

_NUMERAL = "".join((*DIGITS, *SCALES, *MYRIADS, *TENS)).replace("洞", "")
_SPAN = re.compile(
    rf"(?P<fraction>百分之)?(?P<arabic>\d[\d,]*(?:\.\d+)?)(?P<myriad>[万亿千百])?"
    rf"|(?P<fraction2>百分之)?(?P<spoken>[{_NUMERAL}]+)(?:点(?P<decimals>[{''.join(DIGITS)}]+)(?!分|钟|半))?",
)
_APPROXIMATE = re.compile("^(?:一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)[十百千万]*$")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_MONEY = re.compile("|".join(MONEY))
_UNIT = re.compile("|".join(sorted(UNITS, key=len, reverse=True)))
_SMALL_CHANGE = re.compile(
    rf"(?P<jiao>[\d{''.join(DIGITS)}])(?:毛|角)(?:钱)?(?:(?P<fen>[\d{''.join(DIGITS)}])分?)?(?:钱)?|(?P<bare>[\d{''.join(DIGITS)}])(?![\d{_NUMERAL}个天张台次])"
)


def value_of(spoken: str) -> Decimal:
    """The value of a spoken Chinese number: `两百零五` 205, `一万二` 12000, `三千五` 3500."""
    total = section = 0
    digit: int | None = None
    scale = 1
    zero = False
    for sign in spoken:
        if sign in DIGITS:
            digit = DIGITS[sign]
            zero = zero or digit == 0
        elif sign in TENS:
            section += TENS[sign]
            digit, scale, zero = None, 10, False
        elif sign in SCALES:
            section += (1 if digit is None else digit) * SCALES[sign]
            digit, scale, zero = None, SCALES[sign], False
        else:
            total = (total + section + (digit or 0)) * MYRIADS[sign]
            section, digit, scale, zero = 0, None, MYRIADS[sign], False
    if digit:
        # 一万二 is 12000 and 三百五 is 350, but 三百零五 is 305 and 十五 is 15.
        section += digit * (scale // 10 if scale > 10 and not zero else 1)  # noqa: PLR2004 - ten
    return Decimal(total + section)


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where spoken numbers of two or more signs stand (start, end), and the same in Arabic numerals."""
    position = 0
    while found := _SPAN.search(text, position):
        position = found.end()
        if not found["spoken"] or len(found["spoken"]) == 1:
            continue
        number = _number(text, found)
        if number and number.unit != "percent":
            written = number.digits or f"{number.value:f}"
            yield found.start(), number.end, written
            position = number.end


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers in a normalised Chinese text, from left to right."""
    position = 0
    while found := _SPAN.search(text, position):
        number = _number(text, found)
        quantity = _with_unit(text, number) if number and not number.unit else number
        position = quantity.end if quantity else found.end()
        if quantity:
            yield quantity


def _number(text: str, found: re.Match[str]) -> Quantity | None:
    spoken, arabic = found["spoken"], found["arabic"]
    digits: str | None = None
    plain = True
    if arabic:
        if "," in arabic and not _GROUPED.fullmatch(arabic):
            arabic = arabic.split(",")[0]
        end = found.start("arabic") + len(arabic)
        value = Decimal(arabic.replace(",", ""))
        if end == found.end("arabic") and found["myriad"]:
            value, end = value * value_of("一" + found["myriad"]), found.end()
        elif "." not in arabic and "," not in arabic:
            digits = arabic
    else:
        end = found.end()
        cut = 0 if found["decimals"] else _where_another_begins(spoken)
        spoken, end = (spoken[:cut], found.start("spoken") + cut) if cut else (spoken, end)
        if spoken[0] not in DIGITS and spoken[0] not in TENS and spoken[0] not in "十拾":
            return None  # 万一, 千万, 百 alone are no numbers
        if _is_about(spoken, text, end):
            return None  # 七八分钟, 两三百: about so many, no value
        if all(sign in DIGITS for sign in spoken) and len(spoken) > 1:
            digits = "".join(str(DIGITS[sign]) for sign in spoken)
            value = Decimal(digits)
        else:
            value = value_of(spoken)
            digits = str(value) if len(spoken) == 1 and spoken in DIGITS else None
        if found["decimals"]:
            value = Decimal(f"{int(value)}." + "".join(str(DIGITS[sign]) for sign in found["decimals"]))
            digits = None
        plain = len(spoken) > 1 or spoken not in "一两十二三百"
    if found["fraction"] or found["fraction2"]:
        return Quantity(start=found.start(), end=end, value=value, unit="percent")
    return Quantity(start=found.start(), end=end, value=value, digits=digits, plain=plain)


def _is_about(spoken: str, text: str, end: int) -> bool:
    """Whether 七八[分钟] or 两三百 means about so many."""
    if not _APPROXIMATE.search(spoken):
        return False
    return len(spoken) > 2 or bool(_UNIT.match(text, end) or _MONEY.match(text, end))  # noqa: PLR2004 - 七八 are two


def _where_another_begins(spoken: str) -> int:
    """Where a second number begins that was said without a pause: at 一 in 八十九一[个月]. 0 when none does.

    After its units a number with tens or hundreds is over; 二十一二 is about so many and stays together.
    """
    scaled = False
    for at in range(1, len(spoken)):
        scaled = scaled or spoken[at - 1] in SCALES or spoken[at - 1] in MYRIADS
        before, here = DIGITS.get(spoken[at - 1], 0), DIGITS.get(spoken[at], 0)
        if scaled and before and here and here != before + 1:
            return at
    return 0


def _with_unit(text: str, number: Quantity) -> Quantity:
    if money := _MONEY.match(text, number.end):
        end, value = money.end(), number.value
        if money.group() in ("块", "元") and value == value.to_integral_value():
            change = _SMALL_CHANGE.match(text, end)
            if change and (change["jiao"] or money.group() == "块"):
                value += _digit(change["jiao"] or change["bare"]) / 10 + _digit(change["fen"]) / 100
                end = change.end()
        if text.startswith("半", end):
            value, end = value + Decimal("0.5"), end + 1
        return Quantity(start=number.start, end=end, value=value, unit="money")
    if text[number.end : number.end + 1] in ("毛", "角") and number.value < 10:  # noqa: PLR2004 - jiao go to nine
        return Quantity(start=number.start, end=number.end + 1, value=number.value / 10, unit="money")
    before = text[max(0, number.start - 1) : number.start]
    if before in ("¥", "￥", "$", "£", "€"):
        return Quantity(start=number.start - 1, end=number.end, value=number.value, unit="money")
    if unit := _UNIT.match(text, number.end):
        word = "percent" if unit.group() == "%" else unit.group()
        return Quantity(
            start=number.start, end=number.end, value=number.value, digits=number.digits, unit=word, plain=True
        )
    return number


def _digit(sign: str | None) -> Decimal:
    return Decimal(DIGITS.get(sign, 0) if not sign.isdigit() else int(sign)) if sign else Decimal(0)
