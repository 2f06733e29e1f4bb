"""How well replies are understood: `python tests/bench/matching_bench.py [--encoder FOLDER] [--no-folds]`.

Agent replies: micro F1 over (reply, move). CLINC150 nodes: right move accepted, foreign ones refused, and their mean.
All with the default install and its one fixed setting; held-out figures refit the setting on three quarters of
the nodes and measure the fourth.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import matching_data
import matching_fit
from table import at_least, row

from trainer.matching.matcher import Matcher, warm_up

TARGETS = {"agent-zh": 0.77, "agent-en": 0.68, "clinc": 0.82}


class Tally:
    """Counts of (reply, move) pairs."""

    def __init__(self):
        self.hit = self.extra = self.missed = self.replies = 0

    def add(self, made, gold):
        self.replies += 1
        self.hit += len(made & gold)
        self.extra += len(made - gold)
        self.missed += len(gold - made)

    @property
    def f1(self):
        return 2 * self.hit / max(1, 2 * self.hit + self.extra + self.missed)

    def row(self, name):
        precision = self.hit / max(1, self.hit + self.extra)
        recall = self.hit / max(1, self.hit + self.missed)
        return f"{name:34} {self.replies:7} {precision:9.3f} {recall:7.3f} {self.f1:7.3f}"


def understand(nodes, similarity, *, heard=False):
    """The moves understood in each reply. `heard`: damaged replies are given as heard."""
    made = []
    for node in nodes:
        matcher = Matcher(node.scenario, lang=node.lang, similarity=similarity)
        for reply in node.replies:
            got = matcher.understand(reply.text, moves=node.moves, facts=node.facts, heard=heard and reply.damaged)
            made.append((node, reply, frozenset(got.moves) - reply.may))
    return made


def tally(made, wanted):
    counts = Tally()
    for node, reply, moves in made:
        if wanted(node, reply):
            counts.add(moves, reply.moves)
    return counts


def agent_table(made, heard, files=("agent-zh", "agent-en")):
    print(f"\n{'agent replies':34} {'replies':>7} {'precision':>9} {'recall':>7} {'F1':>7}")
    for file in files:
        total = tally(made, lambda n, _, f=file: n.file == f)
        print(total.row(file) + (f"   target {TARGETS[file]:.2f}" if file in TARGETS else ""))
        if file in TARGETS:
            at_least(f"{file}: F1 on agent replies", total.f1, TARGETS[file], printed=False)
        for kind in sorted({reply.kind for node, reply, _ in made if node.file == file}):
            counts = tally(made, lambda n, r, f=file, k=kind: n.file == f and r.kind == k)
            wrong = f"   {counts.extra} moves made of {counts.replies} replies" if kind.startswith("none") else ""
            print(counts.row(f"  {kind}") + wrong)
        print(tally(made, lambda n, r, f=file: n.file == f and not r.damaged).row("  undamaged"))
        print(tally(made, lambda n, r, f=file: n.file == f and r.damaged).row("  damaged, as typed"))
        print(tally(heard, lambda n, r, f=file: n.file == f and r.damaged).row("  damaged, as heard"))


def clinc(made):
    """In-scope accuracy and rejection."""
    rows = [(reply, moves) for node, reply, moves in made if node.file == "clinc"]
    inside = [bool(moves & reply.moves) for reply, moves in rows if reply.moves]
    outside = [not moves for reply, moves in rows if not reply.moves]
    return sum(inside) / len(inside), sum(outside) / len(outside)


def clinc_table(made):
    inside, outside = clinc(made)
    print(f"\n{'CLINC150 nodes':34} {'in scope':>9} {'rejected':>9} {'mean':>7}")
    print(f"{'clinc':34} {inside:9.3f} {outside:9.3f} {(inside + outside) / 2:7.3f}   target {TARGETS['clinc']:.2f}")
    at_least("CLINC150 nodes, mean", (inside + outside) / 2, TARGETS["clinc"], printed=False)


def critical_table(similarity):
    """How often a reply that does not hold a bad move is taken for one, with and without the stricter bar."""
    print(f"\n{'bad moves taken as critical':34} {'replies':>7} {'false':>7} {'rate':>8} {'found':>9}")
    for critical in (False, True):
        shared = [node for node in matching_data.nodes(critical=critical) if node.file != "clinc"]
        nodes = [*shared, *matching_data.own("dev", critical=critical), *matching_data.own("test", critical=critical)]
        false = found = there = replies = 0
        for node, reply, moves in understand(nodes, similarity):
            bad = {move for move in node.moves if move in matching_data.BAD_MOVES}
            if bad:
                replies += 1
                false += bool((moves - reply.moves) & bad)
                found += len(moves & reply.moves & bad)
                there += len(reply.moves & bad)
        name = "stricter bar for critical moves" if critical else "no stricter bar"
        row(f"false critical errors, {name}", f"{false} of {replies}", printed=False)
        print(f"{name:34} {replies:7} {false:7} {false / replies:8.4f} {found:4}/{there}")


def calls_table(similarity):
    """The calls of the starter content: how often somebody who said something good is told it wasn't understood."""
    print(f"\n{'calls of the starter content':34} {'replies':>7} {'precision':>9} {'recall':>7} {'F1':>7}")
    made = understand(matching_data.calls(), similarity)
    for name in sorted({node.file for node, _, _ in made}):
        print(tally(made, lambda n, _, f=name: n.file == f).row(f"  {name}"))
    total = tally(made, lambda *_: True)
    good = [bool(moves & reply.moves) for _, reply, moves in made if reply.moves]
    wrong = sum(any(node.scenario.moves[m].critical for m in moves - reply.moves) for node, reply, moves in made)
    print(f"{total.row('all')}   understood in part at least {sum(good)} of {len(good)}, wrong critical errors {wrong}")
    row("replies in calls understood in part at least", f"{sum(good)} of {len(good)}", printed=False)


def large_table(nodes, similarity):
    """How nodes of many moves do, and how often small talk makes a move there."""
    print(f"\n{'nodes of many moves':34} {'replies':>7} {'precision':>9} {'recall':>7} {'F1':>7}")
    for lang in ("zh", "en"):
        for many in (2, 3):
            made = understand(matching_data.large(nodes, lang, many, half=1, step=3), similarity)
            counts = tally(made, lambda *_: True)
            talk = [bool(moves) for _, reply, moves in made if reply.kind in ("small talk", "none-other")]
            print(
                counts.row(f"{lang}, {6 * many} moves")
                + f"   small talk taken for a move {sum(talk)} of {len(talk)} ({sum(talk) / len(talk):.3f})"
            )


def speed(nodes):
    """Milliseconds a reply at a node, with every cache cold for its words."""
    times, first = [], []
    warm_up("zh"), warm_up("en")
    for node in nodes[:20]:
        began = time.process_time()
        matcher = Matcher(node.scenario, lang=node.lang)
        matcher.understand("well then, 那么", moves=node.moves, facts={})
        first.append((time.process_time() - began) * 1000)
        for reply in node.replies:
            began = time.process_time()
            matcher.understand(reply.text + " !", moves=node.moves, facts={})
            times.append((time.process_time() - began) * 1000)
    print(f"\nthe first reply at a node: median {statistics.median(first):.1f} ms, at most {max(first):.1f} ms")
    print(
        f"a reply: median {statistics.median(times):.2f} ms, 95% below {statistics.quantiles(times, n=20)[-1]:.2f} ms"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", metavar="FOLDER", help="a sentence-encoder model folder to compare with")
    parser.add_argument("--no-folds", action="store_true", help="leave out the held-out figures")
    arguments = parser.parse_args()
    if (sentence := matching_data.absent()) is not None:
        print(sentence)
        return
    nodes = matching_data.nodes()
    similarity = None
    if arguments.encoder:
        from trainer.matching.encoder import Encoder  # noqa: PLC0415 - an extra

        similarity = Encoder.load(Path(arguments.encoder))
    speed(nodes)
    made = understand(nodes, similarity)
    agent_table(made, understand([node for node in nodes if node.file != "clinc"], similarity, heard=True))
    clinc_table(made)
    critical_table(similarity)
    calls_table(similarity)
    for half in ("dev", "test"):
        own = matching_data.own(half)
        agent_table(understand(own, similarity), understand(own, similarity, heard=True), (f"{half}-zh", f"{half}-en"))
    large_table([*nodes, *matching_data.own("test")], similarity)
    if not arguments.no_folds and similarity is None:
        print("\nthe setting refitted on three quarters of the nodes and measured on the fourth")
        matching_fit.folds([*nodes, *matching_data.own("dev")])


if __name__ == "__main__":
    main()
