"""`trainer transcribe`: the recogniser alone."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.errors import NotFound, StoreFailed, WrongUse
from trainer.settings import Settings, read_settings

if TYPE_CHECKING:
    from trainer.speech.audio import Recording


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), required=True, help="The language spoken.")
@click.option("--scenario", help="Expect what this scenario's moves give as examples.")
@click.option("--node", help="Of them, only the moves heard at this node.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(file: Path, lang: str, scenario: str | None, node: str | None, *, as_json: bool) -> None:
    r"""Recognise FILE, a wav of 16-bit mono at 8 to 48 kHz.

    Silence is told by energy, before any engine hears it. Speech that the engine can't make out is rejected.

    \b
    Example:
      trainer transcribe reply.wav --lang en --scenario data-usage-charge --node open --json
    """
    from trainer.speech import audio, delivery, engines  # noqa: PLC0415 - numpy is imported only when it listens

    settings = read_settings()
    expected = _expected(settings, scenario, node, lang)
    recording = _read(file)
    samples = recording.at_16k()
    answer: dict[str, object] = {"seconds": round(recording.seconds, 2), "silent": audio.is_silent(samples)}
    if not answer["silent"]:
        recogniser = engines.recogniser(settings, lang)
        if recogniser is None:
            raise WrongUse(
                f"No recogniser in TRAINER_RECOGNISER ({settings.recogniser}) hears {lang}. See docs/speech.md."
            )
        try:
            heard = recogniser.hear(audio.write_wav(samples), lang=lang, expected=expected)
        finally:
            close = getattr(recogniser, "close", None)
            if close is not None:
                close()
        answer |= asdict(heard)
        answer["delivery"] = asdict(delivery.measure(samples, audio.RATE, heard.text, lang))
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _plain(answer))


def _plain(answer: dict[str, object]) -> str:
    if answer["silent"]:
        return "(silence)"
    sure = "" if answer["confidence"] is None else f", confidence {answer['confidence']:.2f}"
    return f"{'(not understood)' if answer['rejected'] else answer['text']}  [{answer['engine']}{sure}]"


def _read(file: Path) -> "Recording":
    from trainer.speech.audio import MOST_BYTES, read_wav  # noqa: PLC0415 - likewise

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise WrongUse(f"There is no file {file}.") from error
    except OSError as error:
        raise StoreFailed(f"{file} can't be read: {error.strerror}.") from error
    return read_wav(content)


def _expected(settings: Settings, scenario: str | None, node: str | None, lang: str) -> tuple[str, ...]:
    """The examples of the moves heard at the node; of all moves without one; none without a scenario."""
    if scenario is None:
        if node is not None:
            raise WrongUse("--node needs --scenario.")
        return ()
    from trainer.content.folders import content_of  # noqa: PLC0415 - only when a scenario is named
    from trainer.content.library import load  # noqa: PLC0415 - likewise
    from trainer.services.inputs import expected_phrases  # noqa: PLC0415 - likewise

    library = load(content_of(settings))
    if scenario not in library.scenarios:
        raise NotFound(f"There is no scenario {scenario!r}, or it has errors; `trainer check` tells.")
    found = library.scenarios[scenario]
    if node is None:
        return expected_phrases(found, tuple(found.moves), lang)
    if node not in found.nodes:
        raise NotFound(f"{scenario} has no node {node!r}; there are: {', '.join(found.nodes)}.")
    place = found.nodes[node]
    heard = (*place.expect, *(move for rule in place.then for move in rule.on), *found.always)
    return expected_phrases(found, tuple(dict.fromkeys(move for move in heard if move in found.moves)), lang)
