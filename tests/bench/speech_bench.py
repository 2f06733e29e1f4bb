"""Measures the default voice and recogniser: `python tests/bench/speech_bench.py [--every N]`.

The sentences are synthesised by the bundled voice (six personas, calm and otherwise, with white noise at 60, 20 and
12 dB below the speech), so the figures compare settings; people sound different. `../shared/data` gives the nodes: its
examples are the expected phrases, its replies an agent's own words. Other sentences have nothing to do with any node.
"""

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from trainer.speech import audio
from trainer.speech.recognisers.language_model import words_of
from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser
from trainer.speech.voices.espeak import EspeakVoice
from trainer.speech.voices.manner import PERSONAS, TONES

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NOISE_DB = (60, 20, 12)
OTHER = """The weather in the mountains was lovely last weekend.
My brother plays the violin in a small orchestra.
We had pasta with mushrooms and a green salad for dinner.
The train to Edinburgh leaves from platform seven.
She painted the garden fence bright yellow in the spring.
The old castle has a secret tunnel under the kitchen.
Astronomers discovered another planet far beyond our galaxy.
The children built a huge snowman behind the school.
Boil the rice for twelve minutes and then drain it.
Her grandmother knitted woollen socks for the whole village.
The museum opens at ten and closes before sunset.
Seventeen elephants crossed the river at dawn.
A yellow helicopter landed on the football pitch.
Nobody remembered to bring the tent pegs.
The pirate ship sank slowly beneath the waves.
Turn left at the church and walk past the bakery.
The professor explained the history of ancient Egypt.
I dreamed that I could fly over the ocean.""".splitlines()


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
        print(f"a line not in the cache ({lang}): median {statistics.median(took) * 1000:.0f} ms (goal: under 150)")


def sentences(every: int) -> list[tuple[str, str, tuple[str, ...]]]:
    if not (DATA / "agent-replies-en.json").is_file():
        print("../shared/data is absent: expected phrases and own words are not measured.")
        return []
    nodes = json.loads((DATA / "agent-replies-en.json").read_text("utf-8"))["nodes"]
    chosen = random.Random(7)
    made = []
    for number, node in enumerate(nodes):
        examples = tuple(example for move in node["moves"].values() for example in move["examples"])
        replies = [
            r["text"] for r in node["replies"] if not r["damaged"] and r["moves"] and len(r["text"].split()) < 20
        ]
        made += [("expected", text, examples) for text in chosen.sample(examples, 6)]
        made += [("own words", text, examples) for text in chosen.sample(replies, 4)]
        made += [("other", text, examples) for text in OTHER[number::10]]
    return made[::every]


def recogniser_bench(voice: EspeakVoice, every: int) -> None:
    recogniser = PocketsphinxRecogniser()
    everything = PocketsphinxRecogniser(least_confidence=0.0)
    errors: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    taken: defaultdict[str, list[bool]] = defaultdict(list)
    belief: defaultdict[int, list[bool]] = defaultdict(list)
    ratios = []
    for number, (kind, text, expected) in enumerate(sentences(every)):
        persona, tone = PERSONAS[number % 6], TONES[number // 6 % 5] if number % 2 else "calm"
        spoken = audio.read_wav(voice.speak(text, lang="en", persona=persona, tone=tone)).at_16k()
        below = NOISE_DB[number // 6 % 3]
        noise = (
            np.random.default_rng(number).normal(0, 1, len(spoken)) * np.sqrt(np.mean(spoken**2)) / 10 ** (below / 20)
        )
        wav = audio.write_wav((spoken + noise).astype(np.float32))
        began = time.perf_counter()
        heard = everything.hear(wav, lang="en", expected=expected)
        ratios.append((time.perf_counter() - began) / (len(spoken) / audio.RATE))
        wrong, count = word_errors(text, heard.text)
        for key in (kind, f"{kind}, {below} dB", f"{kind}, {persona}"):
            errors[key][0] += wrong
            errors[key][1] += count
        sure = heard.confidence or 0.0
        taken[kind].append(sure >= recogniser._least)
        belief[min(4, int(sure * 5))].append(wrong <= count / 3)
    for kind, answers in taken.items():
        wrong, count = errors[kind]
        print(f"{kind}: {len(answers)} sentences, word error {wrong / count:.2f}, accepted {np.mean(answers):.2f}")
    for key, (wrong, count) in sorted(errors.items()):
        if "," in key and not key.startswith("other"):
            print(f"   {key}: word error {wrong / count:.2f}")
    for step, right in sorted(belief.items()):
        print(f"confidence {step / 5:.1f}-{step / 5 + 0.2:.1f}: 2/3 right in {np.mean(right):.2f} of {len(right)}")
    if ratios:
        print(f"time: {statistics.median(ratios):.2f} s for a second of speech (goal: 0.4)")
    person = DATA / "english.wav"
    if person.is_file():
        wav = audio.write_wav(audio.read_wav(person.read_bytes()).at_16k())
        for expected in ((), ("one two three", "let me check"), ("let me check your account", "I am sorry")):
            print(f"a person, expecting {expected}: {recogniser.hear(wav, lang='en', expected=expected)}")
    recogniser.close()
    everything.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=int, default=1, help="only every Nth sentence")
    every = asked.parse_args().every
    voice = EspeakVoice()
    voice_bench(voice)
    recogniser_bench(voice, every)
    voice.close()


if __name__ == "__main__":
    main()
