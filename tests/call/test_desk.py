"""Look-ups, search, reading and transfer."""

from made_calls import Caller, lines, make_scenario, node, text

from trainer.content.scenario import Clarify, DeskRecord, Desktop, Rule

DESK = Desktop(
    records={
        "parcel": DeskRecord(id="parcel", label=text("Parcel"), requires=("account",)),
        "plan": DeskRecord(id="plan", label=text("Plan")),
    },
    knowledge=("refunds",),
    transfer_to={"boss": text("Supervisor"), "claims": text("Claims")},
)


def at_desk(*rules, said="Hello.", fallback=None):
    return Caller(
        make_scenario(
            node("open", said, then=rules, clarify=Clarify(times=0), fallback=fallback or Rule(go="bad")), desktop=DESK
        )
    ).answer()


def test_a_record_is_refused_until_all_it_requires_is_known():
    call = at_desk(Rule(did="lookup", go="done")).look_up("parcel")
    assert [(event.type, event.missing) for event in call.events] == [("lookup_refused", ("account",))]
    assert call.state.actions == {}
    assert call.state.node == "open"


def test_a_record_is_shown_once_the_customer_has_said_what_it_requires():
    call = at_desk(said="It's {fact.account}.").look_up("parcel")
    assert call.kinds == ["looked_up"]
    assert call.state.actions == {"lookup": 1, "lookup.parcel": 1}


def test_a_record_is_shown_once_the_agent_has_stated_what_it_requires():
    call = at_desk(Rule(condition="not known('account')"), fallback=Rule())
    assert call.say(states=["account"]).look_up("parcel").kinds == ["looked_up"]


def test_a_rule_can_wait_for_one_action():
    call = at_desk(Rule(did="lookup.plan", go="done"))
    assert call.search().state.node == "open"
    assert call.look_up("plan").state.node == "done"


def test_a_rule_can_wait_for_any_action_of_a_kind():
    assert at_desk(Rule(did="read", go="done")).read("refunds").state.node == "done"


def test_an_action_without_a_rule_changes_nothing_in_the_talk():
    call = at_desk()
    for step in (lambda: call.look_up("plan"), call.search, lambda: call.read("refunds")):
        step()
        assert (call.heard, call.state.node, call.state.clarified, call.state.pressed) == ([], "open", 0, 0)


def test_a_rule_about_words_is_not_taken_on_an_action():
    assert at_desk(Rule(on=("a",), go="done")).look_up("plan").state.node == "open"


def test_a_search_is_kept_with_its_words():
    call = at_desk().search("refund")
    assert (call.events[0].words, call.state.actions) == ("refund", {"search": 1})


def test_unknown_records_articles_and_targets_are_ignored():
    call = at_desk()
    assert call.look_up("nothing").events[0].reason == "unknown_record"
    assert call.read("nothing").events[0].reason == "unknown_article"
    assert call.transfer("nobody").events[0].reason == "unknown_target"
    assert call.state.actions == {}


def test_a_transfer_without_a_rule_ends_the_call_as_escalated():
    call = at_desk().transfer("boss", states=["fee"])
    assert call.events[0].handed_over == ("fee",)
    assert call.state.ending == "escalated"


def test_a_transfer_follows_its_rule():
    call = at_desk(Rule(did="transfer.boss", go="done"))
    assert call.transfer("boss").state.ending == "resolved"


def test_a_customer_can_refuse_a_transfer():
    call = at_desk(Rule(did="transfer.claims", say=lines("No, you help me.")))
    assert call.transfer("claims").heard == ["No, you help me."]
    assert call.state.phase == "talking"


def test_a_rule_for_another_target_or_for_anything_is_none_for_a_transfer():
    call = at_desk(Rule(did="transfer.boss", go="done"), Rule(go="bad"))
    assert call.transfer("claims").state.ending == "escalated"


def test_what_is_told_to_a_colleague_is_not_known_to_the_customer():
    call = at_desk(Rule(did="transfer.boss", say=lines("Why?"))).transfer("boss", states=["fee"])
    assert call.state.known == frozenset()
