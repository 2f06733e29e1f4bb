"""A small content folder with a course, quizzes, knowledge and a call, written for one test."""

import shutil
from pathlib import Path

SMALL = Path(__file__).parents[1] / "content_small"

COURSE = """\
id: first-steps
title: {zh: 第一步, en: First steps}
track: agent
languages: [zh, en]
modules:
  - id: refunds
    title: {zh: 退款与投诉, en: Refunds and complaints}
    minutes: 3
    body: 01-refunds
    quiz: refunds
  - id: holding
    title: {zh: 保持电话, en: Holding a call}
    minutes: 2
    body: 02-holding
    requires: [refunds]
"""
REFUNDS_ZH = """\
# 退款与投诉

## 先听完

客户来投诉，先听完，再查订单。

## 再退款

七天之内可以**退款**，流量包不退。
"""
REFUNDS_EN = """\
# Refunds and complaints

## Listen first

A customer who complains wants to be heard. Don't interrupt.

## Then pay back

Money goes back within seven days. Data packs aren't refunded.
"""
HOLDING_ZH = "# 保持电话\n\n## 先说一声\n\n保持之前先征得同意，最多九十秒。\n"
HOLDING_EN = "# Holding a call\n\n## Ask first\n\nAsk before you put anybody on hold, for ninety seconds at most.\n"
QUIZ = """\
id: refunds
title: {zh: 退款自检, en: About refunds}
languages: [zh, en]
questions:
  - id: how-long
    type: single
    competency: complaint-handling
    ask: {zh: 几天之内可以退货, en: How long may goods be sent back}
    listen: {zh: 听不见的悄悄话, en: whispered secretly}
    options:
      - {text: {zh: 七日以内, en: a week}, correct: true, feedback: {zh: 对极了, en: exactly so}}
      - {text: {zh: 随便哪天, en: whenever}, feedback: {zh: 错啦, en: mistaken}}
    explain: {zh: 法律规定如此, en: the statute demands it}
  - id: own-words
    type: open
    competency: complaint-handling
    ask: {zh: 客户喊退钱，怎么说, en: The customer shouts for money. What do you say}
    model: {zh: 实在抱歉给您添麻烦, en: apologies for the inconvenience}
    explain: {zh: 先认心情, en: feelings come first}
"""


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def content(folder: Path, **changed: str) -> Path:
    """The folder, filled: the small content and one course of two modules, the second of which needs the first."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    files = {
        "courses/first-steps/course.yaml": COURSE,
        "courses/first-steps/01-refunds.zh.md": REFUNDS_ZH,
        "courses/first-steps/01-refunds.en.md": REFUNDS_EN,
        "courses/first-steps/02-holding.zh.md": HOLDING_ZH,
        "courses/first-steps/02-holding.en.md": HOLDING_EN,
        "quizzes/refunds.yaml": QUIZ,
        "courses/competencies.yaml": "complaint-handling: {zh: 投诉处理, en: Handling complaints}\n",
    }
    write(folder, files | changed)
    return folder
