"""One clock for the phone, the debrief and the history: it starts when the call is picked up."""


def test_the_debrief_tells_times_from_when_the_call_was_picked_up(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann)).text  # picked up after 6 s, then a turn every 6 s
    assert 'data-listen="12.00" aria-label="Listen from 0:06"' in text
    assert "0:36" in text


def test_the_history_tells_how_long_was_talked(opened, ann, taken):
    taken(ann)
    assert "0:36" in opened(ann, "history").text
