"""Fits the weights of `trainer/matching/encoder.py`: `python tests/bench/encoder_fit.py FOLDER`, prints what to paste.

Fitted on the English nodes of even number with a model of English, measured on those of odd number; then on all.
The words' own measure keeps its weight: a model that can't be trusted at a node changes nothing there.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import matching_data
import matching_fit

from trainer.matching.encoder import Encoder
from trainer.matching.keywords import Keyword, KeywordGroups, Said
from trainer.matching.lexical import Lexical
from trainer.matching.sentences import sentences, stretches

START = np.array([1.0, 0.5, -2.0, 2.0, 1.0])
"""The words' own measure, which stays; what trust takes off it; a constant; nearness; lead."""
SHRINK = 0.5
ROUNDS, STEPS = 4, 6


def pack(node, encoder):
    """Measures all replies of a node."""
    moves, lang, written = node.moves, node.lang, node.scenario.moves
    examples = {move: written[move].examples[lang] for move in moves if written[move].examples[lang]}
    lexical, comparison = Lexical().comparison(examples, lang), encoder.comparison(examples, lang)
    groups = {move: KeywordGroups.of(written[move].keywords[lang], lang) for move in moves}
    unless = {move: [Keyword(word, lang) for word in written[move].unless[lang]] for move in moves}
    signs, reply, barred = [], [], []
    by_keyword = np.zeros((len(node.replies), len(moves)), bool)
    for number, said in enumerate(node.replies):
        for sentence in sentences(said.text):
            prepared = Said(sentence, lang)
            out = [any(word.is_in(prepared) for word in unless[move]) for move in moves]
            by_keyword[number] |= [
                not no and groups[m].found_in(prepared) is not None for m, no in zip(moves, out, strict=True)
            ]
            for words in stretches(sentence):
                by_words = lexical.closeness([words])[0]
                found, trust = comparison.signs(words, by_words), comparison.trust
                signs.append(
                    [
                        (own, -trust * own, trust, trust * near, trust * lead)
                        for own, near, lead, _ in (found[m] for m in moves)
                    ]
                )
                barred.append([no or by_words[m].opposed for m, no in zip(moves, out, strict=True)])
                reply.append(number)
    gold = np.array([[move in said.moves for move in moves] for said in node.replies])
    return matching_fit.Packed(node, np.array(signs), np.array(reply), np.array(barred), by_keyword, gold)


def setting(packed):
    """The weights that explain these nodes best, the constant shifted so that 0.5 is the threshold."""
    weights = START.copy()
    for _ in range(ROUNDS):
        rows, made, worth = matching_fit.likeliest(packed, weights)
        for _ in range(STEPS):
            sure = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
            slope = rows.T @ (worth * (sure - made)) + SHRINK * (weights - START)
            bend = (rows * (worth * sure * (1 - sure))[:, None]).T @ rows + SHRINK * np.eye(len(weights))
            weights[1:] -= np.linalg.solve(bend[1:, 1:], slope[1:])
    bar = matching_fit.threshold(packed, weights)
    weights[2] -= np.log(bar / (1 - bar))
    return weights


def main():
    """Prints what the weights reach on nodes they were not fitted on, and the weights fitted on all."""
    if (sentence := matching_data.absent()) is not None or len(sys.argv) < 2:
        sys.exit(sentence or __doc__)
    encoder = Encoder.load(Path(sys.argv[1]))
    packed = [pack(n, encoder) for n in (*matching_data.nodes(), *matching_data.own("dev")) if n.lang == "en"]
    even, odd = ([p for p in packed if p.node.number % 2 == rest] for rest in (0, 1))
    for name, fitted, held in (("odd", even, odd), ("even", odd, even)):
        _, english, clinc = matching_fit.measures(held, setting(fitted), 0.5)
        print(f"held out, {name} nodes: en {english:.3f}, clinc {clinc:.3f}")
    print("WEIGHTS =", tuple(round(float(weight), 3) for weight in setting(packed)[1:]))


if __name__ == "__main__":
    main()
