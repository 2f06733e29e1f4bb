"""How long loading many courses takes at the start: the first time, and from what was kept of them.

Run it with `python tests/bench/courses_bench.py [NUMBER]`. It writes generated courses in both languages, each with
8 modules to read and a quiz of 8 questions, into a temporary folder.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from table import at_most, head, row

from trainer.content.library import load
from trainer.services import content_cache
from trainer.services.content_cache import ContentCache
from trainer.services.edits import Edits

MODULES, QUESTIONS = 8, 8
WANTED = 3.0
STARTS = 5
WORDS = {
    "zh": ["坐席", "客户", "通话", "工单", "核对", "保持", "转接", "情绪", "先说结果", "再说原因", "一次解决", "服务水平", "投诉", "回访", "安抚", "确认", "记录", "班组", "排班", "质检"],
    "en": ["agent", "customer", "call", "order", "check", "hold", "transfer", "mood", "outcome", "reason", "first", "contact", "service", "level", "complaint", "callback", "calm", "confirm", "note", "team", "shift", "quality"],
}  # fmt: skip


def prose(draw: random.Random, lang: str, words: int) -> str:
    """Sections of invented sentences, a table and a case."""
    join, stop = ("", "。") if lang == "zh" else (" ", ". ")
    parts = [f"# {join.join(draw.choices(WORDS[lang], k=3))}", ""]
    for section in range(5):
        parts += [f"## {section + 1} {join.join(draw.choices(WORDS[lang], k=4))}", ""]
        for _ in range(4):
            sentence = [join.join(draw.choices(WORDS[lang], k=words // 60)) + stop for _ in range(3)]
            parts += ["".join(sentence), ""]
    parts += ["| a | b |", "| --- | --- |", "| 1 | 2 |", "", "> **A:** x", ""]
    return "\n".join(parts)


def quiz(draw: random.Random, name: str) -> str:
    """Eight questions with four options each, every one with feedback."""

    def text(count: int) -> str:
        zh, en = ("".join(draw.choices(WORDS["zh"], k=count)), " ".join(draw.choices(WORDS["en"], k=count)))
        return f"{{zh: {zh}, en: {en}}}"

    lines = [f"id: {name}", f"title: {text(2)}", "languages: [zh, en]", "questions:"]
    for number in range(QUESTIONS):
        lines += [
            f"  - id: question-{number}",
            "    type: single",
            "    competency: empathy",
            f"    ask: {text(12)}",
            f"    explain: {text(12)}",
            "    options:",
        ]
        for option in range(4):
            right = ", correct: true" if option == number % 4 else ""
            lines.append(f"      - {{text: {{zh: 选项{option}, en: option {option}}}, feedback: {text(8)}{right}}}")
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> int:
    """Writes the content folder; how many files it has."""
    (folder / "quizzes").mkdir(parents=True)
    (folder / "courses").mkdir()
    (folder / "courses" / "competencies.yaml").write_text("empathy: {zh: 共情, en: Empathy}\n", "utf-8")
    for number in range(count):
        draw = random.Random(number)
        name = f"course-{number:04}"
        (folder / "quizzes" / f"{name}.yaml").write_text(quiz(draw, name), "utf-8")
        course = folder / "courses" / name
        course.mkdir()
        lines = [
            f"id: {name}",
            f"title: {{zh: 课程{number}, en: Course {number}}}",
            "track: agent",
            "languages: [zh, en]",
            "modules:",
        ]
        for module in range(MODULES):
            lines += [
                f"  - id: module-{module}",
                f"    title: {{zh: 单元{module}, en: Module {module}}}",
                f"    body: {module:02}-text",
                "    minutes: 5",
                f"    quiz: {name}",
                *([f"    requires: [module-{module - 1}]"] if module else []),
            ]
            for lang, words in (("zh", 900), ("en", 700)):
                (course / f"{module:02}-text.{lang}.md").write_text(prose(draw, lang, words), "utf-8")
        (course / "course.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return sum(1 for path in folder.rglob("*") if path.is_file())


def timed(act):
    """What it gives, and the seconds of the clock and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    result = act()
    return result, time.perf_counter() - began, time.process_time() - worked


def main() -> None:
    """Generates, measures, prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder, kept = Path(name) / "content", Path(name) / "cache"
        files = write(folder, count)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{count} courses of {MODULES} modules, {files} files, {size / 1e6:.0f} MB")
        time.sleep(content_cache.SETTLED)
        library, first, first_cpu = timed(lambda: load([folder], kept=ContentCache(kept, [folder])))
        assert len(library.courses) == len(library.quizzes) == count, library.problems[:5]
        starts = []
        for _ in range(STARTS):
            cache = ContentCache(kept, [folder])
            again, clock, processor = timed(lambda cache=cache: load([folder], kept=cache))
            starts.append((clock, processor))
        start, start_cpu = (statistics.median(column) for column in zip(*starts, strict=True))
        assert again.courses == library.courses
        assert again.quizzes == library.quizzes
        stored = sum(path.stat().st_size for path in kept.iterdir())
        edited = folder / "courses" / "course-0000" / "00-text.en.md"
        edited.write_text("# Another text\n\nThis one is new.\n", "utf-8")
        changed, edit, edit_cpu = timed(lambda: load([folder], kept=cache))
        assert changed.courses["course-0000"].modules[0].bodies["en"].startswith("# Another")
        edits = Edits((folder,))
        _, look, look_cpu = timed(edits.happened)
    print(f"kept: {stored / 1e6:.0f} MB; looking for edits: {look * 1000:.0f} ms (processor: {look_cpu * 1000:.0f} ms)")
    print(f"processor: first {first_cpu:.2f} s, from the cache {start_cpu:.2f} s, after an edit {edit_cpu:.2f} s")
    head()
    row(f"first start with {count} courses, nothing kept", f"{first:.2f} s")
    at_most(f"start with {count} courses, nothing changed", start, WANTED, "s")
    row("the same, time of the processor alone", f"{start_cpu:.2f} s")
    row(f"reading {count} courses again after an edit", f"{edit:.2f} s")
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
