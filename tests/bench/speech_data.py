"""What the speech benchmark has said to the recogniser: sentences and voices that its rules were not fitted to.

The rules were fitted to the six bundled personas saying CLINC150's examples and the three scenarios'. Here other voices
(British, Scottish, Caribbean and American variants that no persona uses) say the agent replies' examples, other replies,
and sentences that belong to no call. Voices and noise levels are crossed: every kind has each pair equally often.
"""

import random
from dataclasses import asdict, dataclass

import matching_data
import numpy as np

from trainer.speech import audio
from trainer.speech.process import Worker
from trainer.speech.voices.manner import PERSONAS, manner

NOISE_DB = (60, 20, 12)
OTHER_VOICES = (
    ("gmw/en+m5", 50, 150),
    ("gmw/en-GB-scotland+m7", 40, 140),
    ("gmw/en-029+f4", 55, 165),
    ("gmw/en-GB-x-rp+f5", 60, 155),
    ("gmw/en-US+m1", 35, 185),
    ("gmw/en-GB-x-gbcwmd+f1", 45, 170),
)
"""espeak-ng's voice and variant, pitch (0 to 100) and words a minute."""
DENIED = (
    ("can", "can't"), ("will", "won't"), ("is", "isn't"), ("are", "aren't"), ("I'll", "I won't"), ("I've", "I haven't"),
    ("would", "wouldn't"), ("do", "don't"), ("you'll", "you won't"), ("we'll", "we won't"), ("I'm", "I'm not"),
)  # fmt: skip
FOREIGN = {
    "roa/fr": """Bonjour, je voudrais réserver une table pour deux.
Il fait très beau aujourd'hui à Paris.
Où se trouve la gare, s'il vous plaît?
Mon frère travaille dans une banque.
Nous avons mangé du poisson hier soir.
Elle aime beaucoup lire des romans.""",
    "gmw/de": """Guten Tag, mein Name ist Schneider und ich brauche Ihre Hilfe.
Wir fahren morgen mit dem Zug nach Hamburg.
Das Wetter ist heute wirklich sehr schön.
Können Sie mir bitte den Weg zum Bahnhof zeigen?
Meine Schwester hat einen kleinen Hund.
Gestern haben wir im Garten gegessen.""",
    "sit/cmn": """请把窗户打开，不要开灯
我想办一张新的银行卡
孩子们在院子里踢足球
这本书是我爷爷送给我的
您的问题我已经记录下来了
明天下午我们去机场接他""",
}
UNRELATED = """The weather in the mountains was lovely last weekend.
My brother plays the violin in a small orchestra.
We had pasta with mushrooms and a green salad for dinner.
She painted the garden fence bright yellow in the spring.
The old castle has a secret tunnel under the kitchen.
Astronomers discovered another planet far beyond our galaxy.
Boil the rice for twelve minutes and then drain it.
Her grandmother knitted woollen socks for the whole village.
Seventeen elephants crossed the river at dawn.
A yellow helicopter landed on the football pitch.
Nobody remembered to bring the tent pegs.
The pirate ship sank slowly beneath the waves.
The professor explained the history of ancient Egypt.
I dreamed that I could fly over the ocean.
There is a spider in the bath again.
Did you watch the game on television last night?
The dog has chewed my best pair of shoes.
We should paint the bedroom before the baby comes.
My mother is coming to stay for Christmas.
The bus was full, so I walked to work.
He forgot his umbrella and got completely soaked.
Can you smell something burning in the oven?
They are building a new bridge across the harbour.
Let's go to the cinema after lunch.
I have never liked the taste of coffee.
The teacher read us a story about a fox.
Put the knives in the drawer next to the sink.
Her cousin got married on a beach in Spain.
The mountain path is closed because of the snow.
You could hear the owls calling all night long.
What a beautiful sunset we had yesterday!
I think the cat wants to go outside.
The band played three more songs at the end.
Grandpa fell asleep in front of the fire.
Somebody left the gate open and the sheep got out.
She ran the marathon in under four hours.
The soup needs more salt and a little pepper.
Lightning struck the tallest tree in the park.
We're meeting at the pub around eight.
His new haircut makes him look like a footballer.
The library has moved to the other side of town.
Do you want ketchup or mayonnaise with your chips?
The ferry leaves the island every two hours.
I learned to swim in a cold lake.
That chair is older than my father.
Tomorrow we will plant tomatoes behind the shed.
The king lived alone in a tower of glass.
Two squirrels were fighting over a single nut.
My knee hurts whenever it rains.
Turn the music down, the children are asleep.
Who ate the last piece of chocolate cake?
The painter mixed blue and yellow to get green.
Our team lost by one goal in the final minute.
The volcano has been quiet for a hundred years.
She speaks French, German and a bit of Polish.
He hung the washing out in the sunshine.
The new teacher wears very colourful ties.
A cold wind was blowing from the north.
We found an old map inside the clock.
I would love to see the northern lights one day.
The baby laughed at the funny green frog.
Bread rises better in a warm kitchen.
There were no seats left on the early train.
The farmer drove his tractor through the mud.
It was so foggy that we missed the turning.
The actors forgot their lines on the opening night.
Carrots are supposed to be good for your eyes.
The moon looked enormous above the rooftops.
Please pass me the newspaper when you have finished.
Nobody believed that the horse would win.""".splitlines()


@dataclass(frozen=True)
class Said:
    """One recording: what was said at which node, by whom, with noise how many dB below; `moves` it really makes."""

    kind: str
    text: str
    node: matching_data.Node
    moves: frozenset[str]
    voice: str
    below: int
    wav: bytes

    @property
    def expected(self) -> tuple[str, ...]:
        return tuple(e for move in self.node.scenario.moves.values() for e in move.examples["en"])


def sentences(count: int) -> list[tuple[str, str, matching_data.Node, frozenset[str]]]:
    """Kind, words, node and moves; at most `count` of a kind, each node alike."""
    nodes = [node for node in matching_data.nodes() if node.file == "agent-en"]
    chosen = random.Random(11)
    made: dict[str, list] = {kind: [] for kind in ("expected", "nearly", "own words", "unrelated")}
    for place, node in enumerate(nodes):
        examples = [(e, move.id) for move in node.scenario.moves.values() for e in move.examples["en"]]
        chosen.shuffle(examples)
        made["expected"].append([(e, frozenset({move})) for e, move in examples])
        made["nearly"].append([(d, frozenset()) for e, _ in examples if (d := denied(e)) != e])
        replies = [r for r in node.replies if not r.damaged and r.moves and len(r.text.split()) < 20]
        made["own words"].append([(r.text, r.moves) for r in chosen.sample(replies, len(replies))])
        made["unrelated"].append([(text, frozenset()) for text in UNRELATED[place :: len(nodes)]])
    return [
        (kind, text, node, moves)
        for kind, rows in made.items()
        for text, node, moves in [
            (text, nodes[place], moves) for row in zip(*rows, strict=False) for place, (text, moves) in enumerate(row)
        ][:count]
    ]


def denied(text: str) -> str:
    """The sentence with its first verb denied; as it was when none of the common ones is there."""
    words = text.split()
    for place, word in enumerate(words):
        for plain, other in DENIED:
            if word.lower() == plain.lower() and words[place + 1 : place + 2] != ["not"]:
                return " ".join([*words[:place], other, *words[place + 1 :]])
    return text


def recordings(count: int, *, personas: bool) -> list[Said]:
    """All kinds, spoken by the bundled personas or by the other voices."""
    worker = Worker("bench", "trainer.speech.voices.worker", "espeak")
    spoken = []
    numbers: dict[str, int] = {}
    for kind, text, node, moves in sentences(count):
        number = numbers[kind] = numbers.get(kind, -1) + 1
        voice, request = _voice(number % 6, personas=personas)
        spoken.append(_say(worker, kind, text, node, moves, voice, request, NOISE_DB[number // 6 % 3], number))
    nodes = [node for node in matching_data.nodes() if node.file == "agent-en"]
    for voice, lines in FOREIGN.items() if not personas else ():
        for number, text in enumerate(lines.splitlines()):
            request = _request(f"{voice}+{('m5', 'f4', 'm7')[number % 3]}", (40, 60, 50)[number % 3], 160)
            node = nodes[number % len(nodes)]
            below = NOISE_DB[number // 3 % 3]
            spoken.append(_say(worker, "other language", text, node, frozenset(), voice, request, below, number))
    worker.close()
    return spoken


def _voice(number, *, personas):
    if personas:
        return PERSONAS[number], asdict(manner(lang="en", persona=PERSONAS[number], tone="calm"))
    name, pitch, rate = OTHER_VOICES[number]
    return name, _request(name, pitch, rate)


def _request(voice, pitch, rate):
    return asdict(manner(lang="en", persona="m1", tone="calm")) | {
        "voice": voice, "pitch": pitch, "rate": rate, "volume": 0.7,
    }  # fmt: skip


def _say(worker, kind, text, node, moves, voice, request, below, number):
    samples = audio.read_wav(worker.ask(request | {"text": text}, seconds=30)[1]).at_16k()
    noise = np.random.default_rng(number).normal(0, np.sqrt(np.mean(samples**2)) / 10 ** (below / 20), len(samples))
    wav = audio.write_wav((samples + noise).astype(np.float32))
    return Said(kind, text, node, moves, voice, below, wav)
