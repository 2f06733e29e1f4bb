"""How values are written for people: scores, lengths of time, moments, in the session's language."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import streamlit as st
from babel.dates import format_date, format_time

from trainer.services.days import zone_named
from trainer.web.i18n import _, lang, ngettext


def percent(value: float | None) -> str:
    """`84`, or a dash when there is no score. Rounded down, so that a failed call never shows the pass mark."""
    return "–" if value is None else f"{int(value + 1e-9)}"


def clock(seconds: float | None) -> str:
    """`3:07`, or a dash."""
    if seconds is None:
        return "–"
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def minutes(value: float) -> str:
    """`4 minutes`."""
    n = f"{value:g}"
    return ngettext("{n} minute", "{n} minutes", value).format(n=n)


def points(value: float) -> str:
    """`2`, `1.5`: no needless zeros."""
    return f"{round(value, 2):g}"


def signed(value: float) -> str:
    """`+1`, `−2`, with a real minus."""
    return f"+{value:g}" if value > 0 else f"−{-value:g}" if value < 0 else "0"


def moment(at: datetime) -> str:
    """`Today 14:02`, `Yesterday 9:30`, `21 Nov 2026`, in the browser's time zone."""
    here_zone = zone()
    here = at.astimezone(here_zone)
    locale = "zh_Hans_CN" if lang() == "zh" else "en_GB"
    time = format_time(here, "HH:mm", locale=locale)
    if here.date() == today():
        return _("Today {time}").format(time=time)
    if here.date() == today() - timedelta(days=1):
        return _("Yesterday {time}").format(time=time)
    return f"{format_date(here.date(), 'medium', locale=locale)} {time}"


def day(at: datetime) -> str:
    """`today`, `tomorrow`, `yesterday`, `21 Nov 2026`, in the browser's time zone, for the middle of a sentence."""
    here = at.astimezone(zone()).date()
    away = (here - today()).days
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return words.get(away) or calendar_day(here)


def calendar_day(when: date) -> str:
    """`21 Nov 2026`."""
    return format_date(when, "medium", locale="zh_Hans_CN" if lang() == "zh" else "en_GB")


def short_day(when: date) -> str:
    """`21 Nov`."""
    return format_date(
        when, "M月d日" if lang() == "zh" else "d MMM", locale="zh_Hans_CN" if lang() == "zh" else "en_GB"
    )


def length(seconds: float) -> str:
    """`45 min`, `1 h 5 min`: a span of active time, in whole minutes."""
    whole = round(seconds / 60)
    hours, rest = divmod(whole, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{hours} h {n} min").format(hours=hours, n=rest) if rest else _("{hours} h").format(hours=hours)


def today() -> date:
    """The day it is in the browser's time zone."""
    return datetime.now(UTC).astimezone(zone()).date()


def to_the_second(at: datetime) -> str:
    """`14:02:07`, in the browser's time zone."""
    return f"{at.astimezone(zone()):%H:%M:%S}"


def zone() -> tzinfo:
    """The browser's time zone, in which the person's days are cut too; the server's while no browser has told one."""
    found = zone_named(st.context.timezone or "")
    if found is not None:
        return found
    here = datetime.now(UTC).astimezone().tzinfo
    return UTC if here is None else here


def ending(word: str | None) -> str:
    """How a call ended."""
    return {
        "resolved": _("Solved"),
        "callback": _("Call back agreed"),
        "escalated": _("Passed on"),
        "lost": _("Customer lost"),
        "abandoned": _("Customer gave up"),
        "dropped": _("Hung up early"),
    }.get(word or "", _("Interrupted"))


def outcome(passed: bool | None, critical: int | None) -> tuple[str, str]:  # noqa: FBT001 - as scorecards have it
    """The result in a word, and the style for it."""
    if critical:
        return _("Critical error"), "bad"
    if passed is None:
        return _("Waits for a trainer"), "none"
    return (_("Passed"), "good") if passed else (_("Not passed yet"), "warn")


def level(number: int) -> str:
    """Who a scenario is for."""
    return {1: _("New hire"), 2: _("Experienced"), 3: _("Expert")}.get(number, str(number))


def track(word: str) -> str:
    """Whom a course is for."""
    return {"agent": _("Agent"), "team-leader": _("Team leader"), "manager": _("Operations manager")}.get(word, word)


def role(word: str) -> str:
    """A role's name."""
    return {
        "trainee": _("Trainee"),
        "trainer": _("Trainer"),
        "examiner": _("Examiner"),
        "admin": _("Admin"),
    }.get(word, word)
