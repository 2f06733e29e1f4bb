"""The phone's controls by their accessible names, in both languages."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Double

NAMES = {
    "en": dict(answer="Answer", speak="Speak", done="Done", reply="Type your reply", send="Send", hold="Hold", resume="Resume", transfer="Transfer", hang_up="Hang up", captions="Captions", repeat="Repeat", order="Work order", submit="Submit", over="The call is over.", result="See how it went"),  # noqa: C408 - a table
    "zh": dict(answer="接听", speak="说话", done="说完", reply="输入应答", send="发送", hold="保持", resume="取回", transfer="转接", hang_up="挂断", captions="字幕", repeat="重听", order="工单", submit="提交", over="通话已结束。", result="查看结果"),  # noqa: C408 - a table
}  # fmt: skip


@dataclass
class Desk:
    """What a trainee sees and touches."""

    page: Page
    lang: str = "en"

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=NAMES[self.lang].get(name, name), exact=True)

    @property
    def reply(self) -> Locator:
        return self.page.get_by_label(NAMES[self.lang]["reply"], exact=True)

    @property
    def conversation(self) -> Locator:
        return self.page.get_by_role("log")

    def answer(self) -> None:
        self.button("answer").click()
        expect(self.reply).to_be_enabled()

    def say(self, words: str) -> None:
        """Types and sends; returns when the server has taken it."""
        self.reply.fill(words)
        self.reply.press("Enter")
        expect(self.conversation.get_by_text(words, exact=True)).to_be_visible()
        expect(self.page.locator(".pending")).to_have_count(0)

    def speak_a_second(self) -> None:
        """Records until the phone has counted a second."""
        self.button("speak").click()
        expect(self.page.locator(".voice .left")).to_have_text(re.compile(r"^00:(?!00)"))
        self.button("done").click()

    def expect_words(self, words: str) -> None:
        expect(self.conversation).to_contain_text(words)

    def expect_over(self) -> None:
        expect(self.page.get_by_text(NAMES[self.lang]["over"], exact=True)).to_be_visible()


def open_double(double: Double, page: Page, name: str, **given: Any) -> Desk:
    """A call of the hand-written server, ringing on the page."""
    double.begin(name, **given)
    lang = given.get("lang", "en")
    page.goto(f"{double.url}/?call={name}&lang={lang}")
    return Desk(page, lang)
