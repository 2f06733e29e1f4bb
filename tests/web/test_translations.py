"""Both catalogues are complete, and say nothing that the pages don't ask for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import trainer.web
from trainer.web.i18n import LANGUAGES, LOCALE

WEB = Path(trainer.web.__file__).parent
PLACE = re.compile(r"\{\w*\}")


def asked() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Every message in the sources, also inside f-strings, with its place."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                where = f"{path.relative_to(WEB)}:{node.lineno}"
                texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
                if node.func.id == "_":
                    assert isinstance(texts[0], str), f"{where}: the message must stand there as it is"
                    yield texts[0], where
                else:
                    assert isinstance(texts[0], str), where
                    assert isinstance(texts[1], str), where
                    yield (texts[0], texts[1]), where


def catalogue(lang: str) -> dict[str | tuple[str, ...], tuple[str, ...]]:
    with (LOCALE / lang / "messages.po").open("rb") as file:
        read = read_po(file, locale=lang)
    found = {}
    for message in read:
        if message.id:
            assert not message.fuzzy, message.id
            texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            found[message.id if isinstance(message.id, str) else tuple(message.id)] = texts
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_has_a_translation(lang):
    known = catalogue(lang)
    missing = [f"{where}: {message!r}" for message, where in asked() if not all(known.get(message) or ("",))]
    assert not missing, f"Add to trainer/web/locale/{lang}/messages.po:\n" + "\n".join(missing)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_left_over(lang):
    assert set(catalogue(lang)) <= {message for message, _where in asked()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_translations_have_the_same_places_to_fill_in(lang):
    for message, texts in catalogue(lang).items():
        wanted = set(PLACE.findall(message if isinstance(message, str) else message[1]))
        for text in texts:
            assert set(PLACE.findall(text)) <= wanted, message
        assert set(PLACE.findall(texts[-1])) == wanted, message


def test_chinese_uses_chinese_punctuation():
    for message, texts in catalogue("zh").items():
        for text in texts:
            assert not re.search(r"[\u4e00-\u9fff][,;!?]", text), message
            assert "..." not in text, message


def test_chinese_is_written_with_chinese_punctuation():
    wrong = [
        text
        for texts in catalogue("zh").values()
        for text in texts
        if re.search(
            r"[\u4e00-\u9fff] ?[,;:?!]|[\u4e00-\u9fff] +[，。？！：；、（）“”]|[，。？！：；、（“] |…[,。，] ", text
        )
    ]
    assert wrong == []
