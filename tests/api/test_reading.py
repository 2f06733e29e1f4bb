"""Reading over HTTP: the place in a text, active time, pictures, lines that are heard."""

import pytest

from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade

pytestmark = pytest.mark.anyio
GREETING = "first-days/greeting"


@pytest.fixture
async def phone(browser, ann):
    await browser.sign_in("ann")
    return browser


def place(services, person, key=GREETING):
    return services.courses.module(person, key).state.reading


async def test_a_place_is_kept_for_every_device(phone, services, ann):
    answer = await phone.post("/learning/reading", {"module": GREETING, "anchor": "why-it-matters", "fraction": 0.4})
    assert answer.status_code == 200
    kept = place(services, ann)
    assert (kept.anchor, kept.fraction, kept.finished) == ("why-it-matters", 0.4, False)


async def test_going_back_in_a_text_loses_nothing_of_what_was_reached(phone, services, ann):
    for fraction in (0.99, 0.2):
        await phone.post("/learning/reading", {"module": GREETING, "fraction": fraction})
    kept = place(services, ann)
    assert (kept.fraction, kept.furthest, kept.finished) == (0.2, 0.99, True)


async def test_no_more_time_is_counted_than_has_passed(phone, clock):
    body = {"module": GREETING, "fraction": 0.1, "seconds": 15}
    assert (await phone.post("/learning/reading", body)).json() == {"counted": 15}
    clock.move(5)
    assert (await phone.post("/learning/reading", body)).json() == {"counted": 5}
    other = {"kind": "review", "ref": "", "seconds": 15}
    assert (await phone.post("/learning/activity", other)).json() == {"counted": 0}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"module": "first-days/gone", "fraction": 0.1}, 404),
        ({"module": GREETING, "fraction": 1.5}, 422),
        ({"module": GREETING, "fraction": "NaN"}, 422),
        ({"module": GREETING}, 422),
        ({"module": "x" * 300, "fraction": 0.1}, 422),
    ],
)
async def test_odd_places_are_refused(phone, body, status):
    assert (await phone.post("/learning/reading", body)).status_code == status


async def test_a_place_needs_the_header_and_a_person(phone, other_browser):
    phone.csrf = "wrong"
    assert (await phone.post("/learning/reading", {"module": GREETING, "fraction": 0})).status_code == 403
    await other_browser.meet()
    assert (await other_browser.post("/learning/reading", {"module": GREETING, "fraction": 0})).status_code == 401


async def test_what_a_locked_module_asks_for_first_cannot_be_got_round(phone, services, ann, clock):
    locked = "first-days/holding"
    for sent in ({"module": locked, "fraction": 1.0}, {"module": locked, "fraction": 1.0, "seconds": 15}):
        answer = await phone.post("/learning/reading", sent)
        assert answer.status_code == 409
    answer = await phone.post("/learning/activity", {"kind": "module", "ref": locked, "seconds": 15})
    assert answer.status_code == 409
    assert not place(services, ann, locked).finished
    assert services.courses.active(ann, clock.now().date()) == []


async def test_those_who_give_courses_may_read_what_is_locked_for_others(browser, services):
    trudy = services.people.add("trudy", "a long password", role="trainer")
    await browser.sign_in("trudy")
    answer = await browser.post("/learning/reading", {"module": "first-days/holding", "fraction": 1.0})
    assert answer.status_code == 200
    assert place(services, trudy, "first-days/holding").finished


async def test_time_is_counted_only_for_what_is_there_and_ones_own(phone, services, ann, clock):
    bob = services.people.add("bob", "a long password")
    theirs = services.calls.begin(bob, "late-parcel", "en").id
    own = services.calls.begin(ann, "late-parcel", "en").id
    refused = [
        ("module", "first-days/gone"),
        ("self_check", "gone"),
        ("call", theirs),
        ("call", "gone"),
        ("review", "x"),
    ]
    for kind, ref in refused:
        answer = await phone.post("/learning/activity", {"kind": kind, "ref": ref, "seconds": 5})
        assert answer.status_code == 404, (kind, ref)
    for kind, ref in (("module", GREETING), ("self_check", "first-words"), ("call", own), ("review", "stack")):
        answer = await phone.post("/learning/activity", {"kind": kind, "ref": ref, "seconds": 5})
        assert answer.status_code == 200, (kind, ref)


async def test_a_kind_of_activity_there_is_not_is_refused(phone):
    answer = await phone.post("/learning/activity", {"kind": "sleeping", "ref": "", "seconds": 1})
    assert answer.status_code == 422


async def test_a_picture_is_served_so_that_it_can_do_nothing(phone):
    answer = await phone.get("/learning/pictures/assets/desk.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["assets/gone.svg", "assets/../courses/competencies.yaml", "courses/competencies.yaml", "assets/%2e%2e/x.svg",
     "/etc/passwd", "assets/desk.svg%00.png", "assets/" + "x" * 300 + ".png"],
)  # fmt: skip
async def test_nothing_but_pictures_can_be_asked_for(phone, name):
    assert (await phone.get(f"/learning/pictures/{name}")).status_code == 404


async def test_pictures_are_for_those_who_signed_in(browser):
    assert (await browser.get("/learning/pictures/assets/desk.svg")).status_code == 401


async def test_a_line_of_a_self_check_is_heard(phone, services, ann):
    attempt = services.self_checks.begin(ann, "first-words", "en")
    answer = await phone.get(f"/learning/attempts/{attempt.id}/heard/which-greeting.wav")
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content[:4] == b"RIFF"


async def test_there_is_nothing_to_hear_where_a_question_is_read(phone, services, ann):
    attempt = services.self_checks.begin(ann, "first-words", "en")
    assert (await phone.get(f"/learning/attempts/{attempt.id}/heard/in-your-words.wav")).status_code == 404
    assert (await phone.get(f"/learning/attempts/{attempt.id}/heard/no-such.wav")).status_code == 404
    assert (await phone.get("/learning/attempts/gone/heard/which-greeting.wav")).status_code == 404


async def test_a_review_card_is_heard_by_its_owner_only(phone, other_browser, services, ann, bob):
    attempt = services.self_checks.begin(ann, "first-words", "en")
    services.self_checks.answer(ann, attempt.id, "which-greeting", Answer(chosen=(1,)))
    services.self_checks.answer(ann, attempt.id, "in-your-words", Answer(text="Sorry"))
    services.self_checks.rate(ann, attempt.id, "in-your-words", Grade.HARD)
    with services.store.reading() as rows:
        card = rows.exec_driver_sql("SELECT id FROM review_cards WHERE ref = 'first-words/which-greeting'").scalar()
    assert (await phone.get(f"/learning/cards/{card}/heard.wav?lang=en")).status_code == 200
    await other_browser.sign_in(bob.name)
    assert (await other_browser.get(f"/learning/cards/{card}/heard.wav?lang=en")).status_code == 404
