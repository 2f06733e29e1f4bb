"""`trainer speak`: the voice alone."""

import sys
from pathlib import Path

import click

from trainer.errors import StoreFailed, WrongUse
from trainer.settings import read_settings

TEXT_LIMIT = 2000
"""Characters; far more than a customer says in one breath."""


@click.command()
@click.argument("text")
@click.option("--lang", type=click.Choice(["zh", "en"]), required=True, help="The language of the text.")
@click.option("--voice", "persona", default="f1", show_default=True, help="f1, f2, f3, m1, m2 or m3.")
@click.option("--tone", default="calm", show_default=True, help="calm, worried, upset, angry or relieved.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The wav to write; else standard output.")
def command(text: str, lang: str, persona: str, tone: str, out: Path | None) -> None:
    r"""Speak TEXT as a customer would, into a wav file.

    \b
    Example:
      trainer speak "My parcel hasn't moved for three days!" --lang en --voice m1 --tone upset --out line.wav
    """
    from trainer.speech import engines  # noqa: PLC0415 - numpy is imported only when it speaks
    from trainer.speech.voices.manner import PERSONAS, TONES  # noqa: PLC0415 - likewise

    if persona not in PERSONAS:
        raise WrongUse(f"There is no voice {persona!r}; there are: {', '.join(PERSONAS)}.")
    if tone not in TONES:
        raise WrongUse(f"There is no tone {tone!r}; there are: {', '.join(TONES)}.")
    if not text.strip():
        raise WrongUse("There is nothing to speak: TEXT is empty.")
    if len(text) > TEXT_LIMIT:
        raise WrongUse(f"TEXT is {len(text):,} characters long; a line may have {TEXT_LIMIT:,}.")
    if out is None and sys.stdout.isatty():
        raise WrongUse("Where to? Give --out FILE.wav, or send standard output somewhere.")
    voice = engines.voice(read_settings())
    try:
        wav = voice.speak(text, lang=lang, persona=persona, tone=tone)
    finally:
        close = getattr(voice, "close", None)
        if close is not None:
            close()
    if out is None:
        sys.stdout.buffer.write(wav)
        return
    try:
        out.write_bytes(wav)
    except OSError as error:
        raise StoreFailed(f"{out} can't be written: {error.strerror}.") from error
    click.echo(f"{out}: {len(wav):,} bytes")
