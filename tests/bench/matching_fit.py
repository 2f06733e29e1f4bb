"""Fits the weights of `trainer/matching/lexical.py`: `python tests/bench/matching_fit.py`, prints what to paste there.

A logistic model over `evidence.SIGNS`. A reply makes a move if one of its stretches of words does, so the likeliest
stretch stands for the reply and is chosen again in each round. Moves that keywords decide are left out.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import matching_data

from trainer.matching.evidence import SIGNS, Evidence
from trainer.matching.keywords import Keyword, KeywordGroups, Said
from trainer.matching.sentences import sentences, stretches

NEVER_NEGATIVE = tuple(
    SIGNS.index(name)
    for name in SIGNS
    if name.split("_")[0] in ("surface", "sounds", "ideas", "acts", "cover") and name != "ideas_unknown"
)
"""Being closer must never count against a move."""
NEVER_POSITIVE = (SIGNS.index("denial"), SIGNS.index("refusal"))
FILES = {"zh": ("agent-zh", "dev-zh"), "en": ("agent-en", "dev-en")}
ROUNDS, STEPS = 5, 5
SHRINK = 2.0
LARGE, LARGE_TALK = 0.2, 5.0
"""What a reply at a node of many moves weighs against one at a node of few, and small talk there against the rest."""
CLINC, CLINC_OUT = 0.2, 4.0
"""What a CLINC150 utterance weighs against an agent's reply, and one that belongs to no move against one that does."""


@dataclass
class Packed:
    """A node's replies as arrays: signs by stretch, move and sign; which reply a stretch is of; what can't be made."""

    node: matching_data.Node
    signs: np.ndarray
    reply: np.ndarray
    barred: np.ndarray
    by_keyword: np.ndarray
    gold: np.ndarray


def pack(node):
    """Measures all replies of a node."""
    moves, lang = node.moves, node.lang
    written = node.scenario.moves
    evidence = Evidence({move: written[move].examples[lang] for move in moves}, lang)
    groups = {move: KeywordGroups.of(written[move].keywords[lang], lang) for move in moves}
    unless = {move: [Keyword(word, lang) for word in written[move].unless[lang]] for move in moves}
    signs, reply, barred = [], [], []
    by_keyword = np.zeros((len(node.replies), len(moves)), bool)
    gold = np.array([[move in reply.moves for move in moves] for reply in node.replies])
    for number, said in enumerate(node.replies):
        for sentence in sentences(said.text):
            prepared = Said(sentence, lang)
            out = [any(word.is_in(prepared) for word in unless[move]) for move in moves]
            by_keyword[number] |= [
                not no and groups[m].found_in(prepared) is not None for m, no in zip(moves, out, strict=True)
            ]
            for words in stretches(sentence):
                measured = evidence.measure(words)
                signs.append([measured[move].signs for move in moves])
                barred.append(
                    [no or measured[move].opposed or measured[move].thin for move, no in zip(moves, out, strict=True)]
                )
                reply.append(number)
    return Packed(node, np.array(signs), np.array(reply), np.array(barred), by_keyword, gold)


def fit(packed):
    """The weights that explain these nodes best."""
    weights = np.zeros(len(SIGNS))
    weights[0] = -4
    for name, value in (("surface_best", 4), ("surface_second", 3), ("ideas_best", 2), ("surface_share", 4)):
        weights[SIGNS.index(name)] = value
    for _ in range(ROUNDS):
        weights = _newton(*likeliest(packed, weights), weights)
    return weights


def likeliest(packed, weights):
    """The likeliest stretch of each reply for each move keywords do not decide: its signs, whether made, its worth."""
    rows, made, worth = [], [], []
    for node in packed:
        scores = np.where(node.barred, -1e9, node.signs @ weights)
        for number in np.unique(node.reply):
            own = np.flatnonzero(node.reply == number)
            best = own[scores[own].argmax(0)]
            moves = np.flatnonzero(~node.by_keyword[number] & (scores[own].max(0) > -1e8))
            rows.append(node.signs[best[moves], moves])
            made.append(node.gold[number, moves])
            worth.append(np.full(len(moves), _worth(node, number)))
    return np.concatenate(rows), np.concatenate(made).astype(float), np.concatenate(worth)


def _worth(node, number):
    if node.node.file == "clinc":
        return CLINC * (1 if node.gold[number].any() else CLINC_OUT)
    if node.node.file.startswith("large"):
        return LARGE * (LARGE_TALK if node.node.replies[number].kind in ("small talk", "none-other") else 1)
    return 1.0


def _newton(rows, made, worth, weights):
    """Newton's method; weights of the wrong sign are set to nothing one by one, the worst first."""
    shrink = SHRINK * rows.std(0) ** 2 + 1e-6
    shrink[0] = 1e-9
    free = np.ones(len(weights), bool)
    while True:
        for _ in range(STEPS):
            sure = 1 / (1 + np.exp(-rows @ weights))
            slope = rows.T @ (worth * (sure - made)) + shrink * weights
            bend = (rows * (worth * sure * (1 - sure))[:, None]).T @ rows + np.diag(shrink)
            weights = weights.copy()
            weights[free] -= np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        spread = rows.std(0)
        wrong = {s: -weights[s] * spread[s] for s in NEVER_NEGATIVE} | {
            s: weights[s] * spread[s] for s in NEVER_POSITIVE
        }
        worst = max(wrong, key=wrong.get)
        if wrong[worst] <= 0:
            return weights
        weights[worst], free[worst] = 0.0, False


def accepted(node, weights, threshold):
    """Which moves each reply makes."""
    sure = 1 / (1 + np.exp(-node.signs @ weights))
    best = sure.argmax(1)
    places = np.arange(len(best))
    good = (sure[places, best] >= threshold) & ~node.barred[places, best]
    made = node.by_keyword.copy()
    made[node.reply[good], best[good]] = True
    return made


def threshold(packed, weights):
    """The one threshold best for the mean of the three measures."""
    return max(np.arange(0.16, 0.56, 0.02), key=lambda bar: sum(measures(packed, weights, bar)))


def measures(packed, weights, bar):
    """F1 of the Chinese and of the English replies, and the mean of the CLINC150 nodes."""
    parts = []
    for lang in ("zh", "en"):
        pairs = [(accepted(n, weights, bar), n.gold) for n in packed if n.node.file in FILES[lang]]
        hit = sum((made & gold).sum() for made, gold in pairs)
        parts.append(2 * hit / max(1, sum(made.sum() + gold.sum() for made, gold in pairs)))
    inside, outside = [], []
    for n in packed:
        if n.node.file == "clinc":
            made, belongs = accepted(n, weights, bar), n.gold.any(1)
            inside += list((made & n.gold).any(1)[belongs])
            outside += list(~made.any(1)[~belongs])
    return (*parts, (np.mean(inside) + np.mean(outside)) / 2 if inside else 0.0)


def setting(packed):
    """Weights with the constant shifted so that 0.5 is the threshold."""
    weights = fit(packed)
    bar = threshold(packed, weights)
    weights[0] -= np.log(bar / (1 - bar))
    return weights


def setting_of(nodes):
    """The setting fitted on these nodes and on larger ones made of them."""
    big = [one for lang in FILES for many in (2, 3) for one in matching_data.large(nodes, lang, many, half=0, step=2)]
    return setting([pack(node) for node in (*nodes, *big)])


def folds(nodes, count=4):
    """Prints the measures on each quarter of the nodes with the setting fitted on the others."""
    scores = []
    for fold in range(count):
        weights = setting_of([node for node in nodes if node.number % count != fold])
        held = [pack(node) for node in nodes if node.number % count == fold]
        for name, files in (("shared", ("agent", "clinc")), ("own dev", ("dev",))):
            scores.append((name, measures([n for n in held if n.node.file.startswith(files)], weights, 0.5)))
    for name in ("shared", "own dev"):
        means = np.mean([score for other, score in scores if other == name], axis=0)
        print("held out, {}: zh {:.3f}, en {:.3f}, clinc {:.3f}".format(name, *means))


def main():
    """Prints the setting fitted on all nodes, and with --folds what it reaches on nodes it was not fitted on."""
    if (sentence := matching_data.absent()) is not None:
        sys.exit(sentence)
    nodes = [*matching_data.nodes(), *matching_data.own("dev")]
    if "--folds" in sys.argv:
        folds(nodes)
    weights = setting_of(nodes)
    print("WEIGHTS = (")
    for name, weight in zip(SIGNS, weights, strict=True):
        print(f"    {weight:.3f},  # {name}")
    print(")")


if __name__ == "__main__":
    main()
