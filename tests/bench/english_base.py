"""Makes trainer/speech/recognisers/english.json: common English out of the language model in pocketsphinx's wheel.

Run it again only when that model changes: `python tests/bench/english_base.py`. The model (CMU Sphinx, US English)
has a BSD licence, kept beside the file in english.LICENSE.txt.

What is kept: its commonest words with their probabilities, and for each the words that follow most often.
"""

import json
import os
import re
from pathlib import Path

import pocketsphinx

WORDS, FOLLOWERS, LEAST = 2000, 15, 0.003
TARGET = Path(__file__).resolve().parents[2] / "trainer" / "speech" / "recognisers" / "english.json"


def main() -> None:
    decoder = pocketsphinx.Decoder(pocketsphinx.Config(logfn=os.devnull))
    model, logmath = decoder.get_lm(decoder.current_search()), decoder.logmath
    lines = Path(pocketsphinx.get_model_path(), "en-us", "cmudict-en-us.dict").read_text("utf-8").splitlines()
    words = [word for line in lines if re.fullmatch(r"[a-z][a-z']*", word := line.split()[0])]
    unknown = model.prob(["zzzzz"])
    chance = {word: logmath.exp(score) for word in words if (score := model.prob([word])) > unknown}
    letters = {word for word in chance if len(word) == 1 and word not in "aio"}
    top = sorted(chance.keys() - letters, key=lambda word: -chance[word])[:WORDS]
    place = {word: number for number, word in enumerate([*top, "</s>"])}
    follow = {}
    for before in [*top, "<s>"]:
        scored = sorted(((model.prob([word, before]), word) for word in place), reverse=True)[:FOLLOWERS]
        follow[before] = [
            [place[word], chance_] for score, word in scored if (chance_ := round(logmath.exp(score), 4)) >= LEAST
        ]
    content = {
        "words": top,
        "chances": [float(f"{chance[word]:.3g}") for word in top],
        "end": round(logmath.exp(model.prob(["</s>"])), 4),
        "follow": follow,
    }
    TARGET.write_text(json.dumps(content, separators=(",", ":")), "utf-8")
    print(f"{len(top)} words, {sum(map(len, follow.values()))} pairs, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
