"""The same words give the same result, in every process."""

import os
import subprocess
import sys

SCRIPT = """
from trainer.content.library import load
from trainer.matching.evidence import Evidence
from trainer.settings import STARTER_CONTENT

scenario = load([STARTER_CONTENT]).scenarios["over-quota-complaint"]
for lang in ("zh", "en"):
    examples = {move.id: move.examples.get(lang, ()) for move in scenario.moves.values() if move.examples.get(lang)}
    evidence = Evidence(examples, lang)
    said = [example for texts in examples.values() for example in texts]
    for first, second in zip(said, said[7:]):
        for move, measure in evidence.measure(first + " " + second).items():
            print(move, measure.signs)
"""


def understood(seed: int) -> str:
    environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_no_result_depends_on_the_order_of_a_set():
    first, *others = (understood(seed) for seed in (1, 2, 3))
    assert first.count("\n") > 40
    assert others == [first, first]
