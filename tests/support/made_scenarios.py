"""Scenarios made up by hypothesis: any shape of nodes and rules that the checker would let pass."""

from hypothesis import strategies as st
from made_calls import lines, make_scenario, move, node

from trainer.content.scenario import Clarify, DeskRecord, Desktop, Hold, Persona, Rule, Silence

MOVES = ("greet", "ask", "rude", "offer")
CONDITIONS = (
    None,
    "mood <= -2",
    "turn > 4",
    "made('greet')",
    "count('ask') >= 2 and not did('lookup')",
    "offered > 1",
    "known('account') or persona.name == 'Ann'",
    "seconds > 100",
)
effects = st.dictionaries(st.sampled_from(["mood", "offered"]), st.integers(-3, 3).map(float), max_size=2)
variants = st.lists(
    st.sampled_from(["Well?", "Hm.", "It's {fact.account}.", "{fact.fee}, {persona.name}?", "{{"]),
    min_size=1,
    max_size=3,
).map(lambda said: lines(*said))
moves_of = st.lists(st.sampled_from(MOVES), max_size=2, unique=True).map(tuple)


@st.composite
def rules(draw, targets):
    """A rule with conditions that goes to one of the targets, ends the call or stays."""
    on, did = (
        draw(moves_of),
        draw(st.sampled_from([None, "lookup", "lookup.parcel", "transfer.boss", "search", "hold"])),
    )
    go = draw(st.none() | st.sampled_from(targets))
    return Rule(
        on=on if did is None else (),
        did=did,
        condition=draw(st.sampled_from(CONDITIONS)) if on or did else draw(st.sampled_from(CONDITIONS[1:])),
        effect=draw(effects),
        say=draw(st.none() | variants),
        go=go,
        end=draw(st.none() | st.just("lost")) if go is None else None,
    )


@st.composite
def scenarios(draw):
    """A scenario whose fallbacks and silences always lead further, so that whoever is never understood gets out."""
    names = [f"n{place}" for place in range(draw(st.integers(1, 4)))]
    nodes = []
    for place, name in enumerate(names):
        further = st.sampled_from([*names[place + 1 :], "done", "bad"])
        spoken_rules = draw(st.lists(rules([*names, "done", "bad"]), max_size=3))
        # Whoever says nothing that is understood must not be kept by a rule without words or actions.
        kept = tuple(one for one in spoken_rules if one.on or one.did or one.go in names[place + 1 :] or one.end)
        nodes.append(
            node(
                name,
                *draw(variants)["en"],
                expect=draw(moves_of),
                then=kept,
                press=draw(st.none() | variants),
                clarify=Clarify(times=draw(st.integers(0, 3))),
                fallback=Rule(effect=draw(effects), go=draw(further)),
                silence=draw(
                    st.none()
                    | st.builds(
                        Silence,
                        after=st.floats(0.5, 30),
                        say=st.none() | variants,
                        effect=effects,
                        times=st.integers(0, 3),
                        go=st.none() | further,
                    )
                ),
                barge_in=draw(st.sampled_from(["allow", "penalise", "ignore"])),
            )
        )
    return make_scenario(
        *nodes,
        moves=[move(name, effect=draw(effects), critical="customer" if name == "rude" else None) for name in MOVES],
        always=draw(moves_of),
        opens=draw(st.sampled_from(["agent", "customer"])),
        vars={"offered": 0.0},
        personas={
            name: Persona(
                id=name, name={"en": name.title()}, voice="f1", mood=draw(st.integers(-3, 3)), keys={"account": "60412"}
            )
            for name in ("ann", "bob")
        },
        desktop=Desktop(
            records={"parcel": DeskRecord(id="parcel", label={"en": "Parcel"}, requires=("account",))},
            transfer_to={"boss": {"en": "Boss"}},
        ),
        hold=draw(st.none() | st.builds(Hold, announce=st.just("greet"), limit=st.floats(1, 100), effect=effects)),
    )
