"""Measures the default voice and recogniser: `python tests/bench/speech_bench.py [--count N] [--personas]`.

What is said, and by whom, stands in speech_data.py. `expected`: an example of the node; `nearly`: an example with its
verb denied, which is none; `own words`: an agent's reply in words of their own; `unrelated`: no move of any node.
"Believed" is a confidence from a half on, below it the call takes the words as doubtful, and rejected words count for
nothing. The moves are those trainer.matching finds in what was heard.
"""

import argparse
import os
import statistics
import time
from collections import defaultdict
from pathlib import Path

import matching_data
import speech_data
from table import at_most

from trainer.matching.matcher import DOUBTFUL, Matcher
from trainer.speech import audio
from trainer.speech.recognisers.language_model import words_of
from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser
from trainer.speech.voices.espeak import EspeakVoice
from trainer.speech.voices.manner import PERSONAS, TONES


def word_errors(said: str, heard: str) -> tuple[int, int]:
    truth, found = words_of(said), words_of(heard)
    row = list(range(len(found) + 1))
    for number, word in enumerate(truth, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(found, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1], len(truth)


def voice_bench(voice: EspeakVoice) -> None:
    for lang, text in (("en", "My parcel has not moved for {} days!"), ("zh", "我的包裹{}天没动了，怎么回事？")):
        took = []
        for number in range(30):
            began = time.perf_counter()
            voice.speak(text.format(number), lang=lang, persona=PERSONAS[number % 6], tone=TONES[number % 5])
            took.append(time.perf_counter() - began)
        median = statistics.median(took) * 1000
        at_most(f"voice line not in the cache ({lang}), median", median, 150, "ms", digits=0, printed=False)
        print(f"a line not in the cache ({lang}): median {statistics.median(took) * 1000:.0f} ms (goal: under 150)")


class Tally:
    """Figures of one kind of sentences."""

    def __init__(self) -> None:
        self.wrong = self.words = self.count = 0
        self.outcomes: defaultdict[str, int] = defaultdict(int)

    def add(self, said: speech_data.Said, heard, moves: set[str], typed: set[str]) -> None:
        self.count += 1
        wrong, words = word_errors(said.text, heard.text)
        self.wrong += wrong
        self.words += words
        sure = not heard.rejected and heard.confidence >= DOUBTFUL
        self.outcomes["rejected"] += heard.rejected
        self.outcomes["believed"] += sure
        self.outcomes["doubtful"] += not heard.rejected and not sure
        phrases = {tuple(words_of(phrase)) for phrase in said.expected}
        other = tuple(words_of(heard.text)) != tuple(words_of(said.text)) and tuple(words_of(heard.text)) in phrases
        self.outcomes["wrong phrase, believed"] += sure and other
        self.outcomes["right move"] += bool(moves & said.moves)
        self.outcomes["wrong move"] += bool(moves - said.moves)
        self.outcomes["wrong move, believed"] += sure and bool(moves - said.moves)
        self.outcomes["right move when typed"] += bool(typed & said.moves)
        self.outcomes["wrong move when typed"] += bool(typed - said.moves)

    def __str__(self) -> str:
        rates = ", ".join(f"{name} {count / self.count:.2f}" for name, count in self.outcomes.items())
        return f"{self.count} said, word error {self.wrong / max(1, self.words):.2f}, {rates}"


def recogniser_bench(count: int, *, personas: bool) -> None:
    absent = matching_data.absent()
    if absent:
        print(absent)
        return
    recogniser = PocketsphinxRecogniser()
    matchers: dict[int, Matcher] = {}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    belief: defaultdict[int, list[bool]] = defaultdict(list)
    ratios, spent, seconds = [], 0.0, 0.0
    for said in speech_data.recordings(count, personas=personas):
        matcher = matchers.setdefault(said.node.number, Matcher(said.node.scenario, lang="en"))
        began, cpu = time.perf_counter(), cpu_seconds(recogniser.worker_id)
        heard = recogniser.hear(said.wav, lang="en", expected=said.expected)
        length = (len(said.wav) - 44) / 2 / audio.RATE
        ratios.append((time.perf_counter() - began) / length)
        if cpu is not None:
            spent += cpu_seconds(recogniser.worker_id) - cpu
            seconds += length
        moves = understood(matcher, said, heard.text, hearing=heard.confidence)
        typed = understood(matcher, said, said.text, hearing=None)
        for key in (said.kind, f"{said.kind}, {said.below} dB", f"{said.kind}, {said.voice}"):
            tallies[key].add(said, heard, moves, typed)
        wrong, words = word_errors(said.text, heard.text)
        belief[min(4, int(heard.confidence * 5))].append(not heard.rejected and wrong <= words / 3)
    for key, tally in sorted(tallies.items(), key=lambda item: ("," in item[0], item[0])):
        print(f"{key}: {tally}" if "," not in key else f"   {key}: word error {tally.wrong / max(1, tally.words):.2f}")
    for step, right in sorted(belief.items()):
        print(f"confidence {step / 5:.1f}-{step / 5 + 0.2:.1f}: two words in three right: {sum(right)} of {len(right)}")
    print(f"time: {statistics.median(ratios):.2f} s by the clock for a second of speech, on a machine as busy as it is")
    if seconds:
        print(f"processor time: {spent / seconds:.2f} s for a second of speech (goal: 0.4)")
    person(recogniser)
    recogniser.close()


def understood(matcher: Matcher, said: speech_data.Said, text: str, *, hearing: float | None) -> set[str]:
    found = matcher.understand(text, moves=said.node.moves, facts={}, heard=hearing is not None, hearing=hearing)
    return set(found.moves)


def cpu_seconds(process: int | None) -> float | None:
    """What a process has used; None where the system doesn't tell as Linux does."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def person(recogniser: PocketsphinxRecogniser) -> None:
    """The one recording of a person there is: "one two three"."""
    recording = matching_data.FOLDER / "english.wav"
    if not recording.is_file():
        return
    wav = audio.write_wav(audio.read_wav(recording.read_bytes()).at_16k())
    for expected in ((), ("one two three", "let me check"), ("let me check your account", "I am sorry")):
        print(f"a person, expecting {expected}: {recogniser.hear(wav, lang='en', expected=expected)}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=72, help="the most sentences of a kind")
    asked.add_argument("--personas", action="store_true", help="in the bundled personas' voices, which the rules know")
    given = asked.parse_known_args()[0]
    voice = EspeakVoice()
    voice_bench(voice)
    voice.close()
    recogniser_bench(given.count, personas=given.personas)


if __name__ == "__main__":
    main()
