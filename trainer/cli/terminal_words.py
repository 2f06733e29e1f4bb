"""What the terminal says about a call, in the call's language."""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "again": (", again", "，重复"),
    "mood": ("mood", "心情"),
    "not_understood": ("not understood", "没听懂"),
    "misstated": ("{0} misstated: {1}", "{0} 说错了：{1}"),
    "on_hold": ("on hold", "保持中"),
    "on_hold_silently": ("on hold, without a word", "保持中，事先没有告知"),
    "back": ("back after {0} s", "{0} 秒后取回"),
    "not_before": ("{0}: not before {1} is known", "{0}：要先核实 {1}"),
    "found": ("found: {0}", "找到：{0}"),
    "nothing": ("nothing", "无"),
    "transferred": ("transferred to {0}", "已转接到 {0}"),
    "ignored": ("not possible now: {0}", "现在不能这样做：{0}"),
    "ended": ("the call ended: {0}", "通话结束：{0}"),
    "passed": ("passed", "通过"),
    "failed": ("not passed", "未通过"),
    "waits": ("waits for a person", "等待人工评定"),
    "no_score": ("nothing to score", "没有可评分的内容"),
    "result": ("{0}: {1}, {2} (pass mark {3} %)", "{0}：{1}，{2}（及格线 {3} %）"),
    "critical": ("Critical error ({0}): ", "致命错误（{0}）："),
    "review": ("A person should look at it: ", "需要人工复核："),
}
"""English, Chinese."""


def words_in(lang: str) -> Mapping[str, str]:
    """The words by name; Chinese for `zh`, else English."""
    return {name: texts[lang == "zh"] for name, texts in _WORDS.items()}
