"""How long `trainer check` takes for many scenarios, against PyYAML's C loader merely parsing the same files.

Run it with `python tests/bench/check_bench.py [NUMBER]`. It writes generated scenarios (no two alike), each with a plan,
into a temporary folder, and prints a table: the two times and their ratio (at most 8 is wanted), where the time goes,
and what a second, incremental check takes.
"""

import cProfile
import pstats
import random
import sys
import tempfile
import time
from pathlib import Path

import yaml
from table import row

from trainer.services.checking import check_folders

NODES, MOVES = 12, 12
WANTED = 8.0

TOPICS = {
    "zh": ["包裹", "账单", "流量", "燃气", "停水", "航班", "洗衣机", "银行卡", "快递员", "套餐", "发票", "积分"],
    "en": ["parcel", "bill", "data plan", "gas meter", "water supply", "flight", "washing machine", "bank card", "courier", "tariff", "invoice", "bonus points"],
}  # fmt: skip
VERBS = {
    "zh": ["查询", "核对", "登记", "转交", "更新", "取消", "恢复", "确认", "补寄", "退订", "安排", "解释"],
    "en": ["look up", "check", "register", "pass on", "update", "cancel", "restore", "confirm", "resend", "unsubscribe", "arrange", "explain"],
}  # fmt: skip

RUBRIC = """\
id: bench
title: {zh: 评分表, en: Rubric}
pass: 60
sections:
  - id: all
    weight: 1
    items:
      - {id: first, ask: {zh: 第一, en: First}, type: yesno, auto: {move: move_0}}
      - {id: second, ask: {zh: 第二, en: Second}, type: yesno, auto: {move: move_1, within: 3}}
      - {id: wrap, ask: {zh: 工单, en: Work order}, type: yesno, auto: {wrap_up: [account]}}
"""


def scenario(number: int) -> tuple[str, str]:
    """A scenario and its plan, both different for every number."""
    draw = random.Random(number)
    lines = [
        f"id: call-{number:04}",
        f"title: {{zh: 通话{number}, en: Call {number}}}",
        "languages: [zh, en]",
        "rubric: bench",
        f'briefing: {{zh: 您是{draw.choice(TOPICS["zh"])}热线的坐席。先核对再办理。, en: "You answer the {draw.choice(TOPICS["en"])} line."}}',
        "personas:",
        f'  - {{id: wang, name: {{zh: 王女士, en: Ms Wang}}, voice: f1, mood: -1, account: "{draw.randrange(10**5, 10**6)}"}}',
        f'  - {{id: li, name: {{zh: 李先生, en: Mr Li}}, voice: m1, mood: 0, account: "{draw.randrange(10**5, 10**6)}"}}',
        "vars: {offered: 0}",
        "facts:",
        '  account: {kind: digits, value: "{persona.account}"}',
        f"  fee: {{kind: money, value: {draw.randrange(10, 500)}}}",
        "  eta: {kind: date, value: tomorrow}",
        "desktop:",
        "  customer: {zh: {套餐: 标准}, en: {Plan: standard}}",
        "  records:",
        "    file: {label: {zh: 档案, en: File}, requires: [account], shows: {zh: {状态: 正常}, en: {Status: active}}}",
        "  transfer_to: {supervisor: {zh: 主管, en: Supervisor}}",
        "moves:",
    ]
    said = []
    for move in range(MOVES):
        zh_topic, zh_verb = TOPICS["zh"][(move + number) % 12], VERBS["zh"][(move * 5 + number // 12) % 12]
        en_topic, en_verb = TOPICS["en"][(move + number) % 12], VERBS["en"][(move * 5 + number // 12) % 12]
        said.append(f"我马上为您{zh_verb}{zh_topic}的情况")
        lines += [
            f"  move_{move}:",
            f"    label: {{zh: {zh_verb}{zh_topic}, en: {en_verb} the {en_topic}}}",
            f"    keywords: {{zh: [[{zh_topic}], [{zh_verb}]], en: [[{en_topic}], [{en_verb}]]}}",
            "    examples:",
            f"      zh: [我马上为您{zh_verb}{zh_topic}的情况, 我这就{zh_verb}一下您的{zh_topic}, 请让我先{zh_verb}{zh_topic}]",
            f"      en: [let me {en_verb} the {en_topic} for you, I will {en_verb} your {en_topic} now, may I {en_verb} the {en_topic} first]",
            f"    effect: {{mood: +{move % 2}}}",
        ]
    lines += ["always: [move_0]", "start: node_0", "nodes:"]
    for node in range(NODES - 1):
        onward = f"node_{node + 1}"
        lines += [
            f"  node_{node}:",
            f'    say: {{zh: [我的{draw.choice(TOPICS["zh"])}{node}天了还没好, 都{node}天了怎么还没好], en: "It has been {node} days and nothing happened."}}',
            "    tone: worried",
            f"    expect: [move_{(node + 1) % MOVES}, move_{(node + 2) % MOVES}]",
            "    then:",
            f"      - {{if: \"mood <= -3 and not made('move_{node}')\", end: lost}}",
            f"      - {{on: [move_{(node + 1) % MOVES}, move_{(node + 2) % MOVES}], effect: {{mood: +1}}, go: {onward}}}",
            f"      - {{on: move_{(node + 1) % MOVES}, go: {onward}}}",
            '    press: {zh: 然后呢？, en: "And then?"}',
            f"    fallback: {{effect: {{mood: -1}}, go: {onward}}}",
            '    silence: {after: 6, say: {zh: 喂？, en: "Hello?"}, times: 2, go: node_11}',
        ]
    lines += ["  node_11: {say: {zh: 那就好, en: Good}, end: resolved}"]
    lines += [
        "wrap_up:",
        "  limit: 90",
        "  fields:",
        '    account: {label: {zh: 号码, en: Number}, type: digits, answer: "{fact.account}"}',
    ]
    turns = [
        "      - answer: 2",
        f"      - say: {said[0]}",
        *(f"      - say: {said[node]}" for node in range(1, NODES)),
    ]
    plan = ["plans:", "  - name: straight through", "    lang: zh", "    turns:", *turns, "    ends: resolved"]
    return "\n".join(lines) + "\n", "\n".join(plan) + "\n"


def write(folder: Path, count: int) -> list[Path]:
    """Writes the content folder; the files in it."""
    (folder / "scenarios" / "rubrics").mkdir(parents=True)
    (folder / "scenarios" / "rubrics" / "bench.yaml").write_text(RUBRIC, "utf-8")
    for number in range(count):
        text, plan = scenario(number)
        (folder / "scenarios" / f"call-{number:04}.yaml").write_text(text, "utf-8")
        (folder / "scenarios" / f"call-{number:04}.plan.yaml").write_text(plan, "utf-8")
    return sorted(folder.rglob("*.yaml"))


def main() -> None:
    """Generates, measures, prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "content"
        files = write(folder, count)
        size = sum(path.stat().st_size for path in files)
        start = time.process_time()
        for path in files:
            yaml.load(path.read_bytes(), yaml.CSafeLoader)
        parsing = time.process_time() - start
        cache = Path(name) / "cache"
        profile = cProfile.Profile() if "--profile" in sys.argv else None
        start = time.process_time()
        if profile:
            profile.enable()
        checked = check_folders([folder], cache=cache)
        if profile:
            profile.disable()
        checking = time.process_time() - start
        start = time.process_time()
        again = check_folders([folder], cache=cache)
        second = time.process_time() - start
    assert again.problems == checked.problems
    codes = sorted({problem.code for problem in checked.problems})
    print(
        f"{count} scenarios of {MOVES} moves and {NODES} nodes, a plan each; {size / 1e6:.1f} MB; codes found: {codes}"
    )
    print(f"{'what':40}{'seconds':>10}{'ratio':>8}")
    print(f"{'PyYAML C loader, parsing only':40}{parsing:10.2f}{1:8.1f}")
    print(f"{'trainer check, plans played':40}{checking:10.2f}{checking / parsing:8.1f}   (wanted: at most {WANTED:g})")
    print(f"{'second check, nothing changed':40}{second:10.2f}{second / parsing:8.1f}   ({again.unchanged} unchanged)")
    row(f"trainer check of {count} scenarios / PyYAML's C loader", f"{checking / parsing:.2f}", f"<= {WANTED:g}",
        ratio=checking / parsing / WANTED, held=checking / parsing <= WANTED, printed=False)  # fmt: skip
    row("second check, nothing changed / PyYAML's C loader", f"{second / parsing:.2f}", printed=False)
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
