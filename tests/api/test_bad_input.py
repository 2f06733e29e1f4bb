"""What a phone, or somebody who isn't one, may send, and the answer it gets."""

import asyncio

import pytest

from tests.conftest import wav
from trainer.errors import StoreFailed

pytestmark = pytest.mark.anyio
SECURITY = ("x-content-type-options", "content-security-policy", "referrer-policy", "x-frame-options")


async def started(browser, **wanted):
    await browser.sign_in("ann")
    call = await browser.begin(**wanted)
    await browser.turn(call, 1, "answer")
    return call


def refused(answer, status, code):
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    document = answer.json()
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code), answer.text
    assert document["detail"]
    assert all(name in answer.headers for name in SECURITY)
    return document


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"seq": 2, "type": "say", "text": "x" * 2001}, 422, "too_long"),
        ({"seq": 2, "type": "say", "text": ""}, 422, "bad_input"),
        ({"seq": 2, "type": "say"}, 422, "bad_input"),
        ({"seq": 2, "type": "dance"}, 422, "bad_input"),
        ({"seq": 2}, 422, "bad_input"),
        ({"seq": "two", "type": "hold"}, 422, "bad_input"),
        ({"seq": -1, "type": "hold"}, 422, "bad_input"),
        ({"seq": 2, "type": "silence", "seconds": -1}, 422, "bad_input"),
        ({"seq": 2, "type": "lookup", "record": "nothing"}, 404, "not_found"),
        ({"seq": 2, "type": "transfer", "target": "nobody"}, 404, "not_found"),
        ([], 422, "bad_input"),
        (None, 422, "bad_input"),
        ({"seq": 7, "type": "hold"}, 409, "out_of_order"),
    ],
)
async def test_a_turn_that_can_not_be_taken_says_why_and_changes_nothing(browser, body, status, code):
    call = await started(browser)
    refused(await browser.post(f"/calls/{call['id']}/turns", body), status, code)
    assert (await browser.get(f"/calls/{call['id']}")).json()["seq"] == 1


@pytest.mark.usefixtures("ann")
async def test_a_turn_out_of_order_is_told_where_the_call_stands(browser):
    call = await started(browser)
    document = refused(await browser.turn(call, 5, "say", text="hello"), 409, "out_of_order")
    now = (await browser.get(f"/calls/{call['id']}")).json()
    assert document["call"] == now | {"now": document["call"]["now"]}


@pytest.mark.usefixtures("ann")
async def test_a_turn_after_the_end_is_told_so(browser):
    call = await started(browser)
    last = await browser.turn(call, 2, "hang_up")
    assert (await browser.turn(call, 2, "hang_up")).content == last.content
    assert refused(await browser.turn(call, 3, "say", text="hello"), 409, "call_ended")["call"]["ended"] == "dropped"


@pytest.mark.usefixtures("ann")
async def test_markup_comes_back_as_the_text_it_was(browser):
    call = await started(browser)
    text = "<script>alert('x')</script> & <b>bold</b>"
    answer = await browser.turn(call, 2, "say", text=text)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await browser.get(f"/calls/{call['id']}")).json()["transcript"][0]["text"] == text


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        ({"scenario": "nothing"}, 404, "not_found"),
        ({"persona": "nobody"}, 404, "not_found"),
        ({"lang": "fr"}, 422, "bad_input"),
        ({"mode": "war"}, 422, "bad_input"),
        ({"seed": -1}, 422, "bad_input"),
        ({"scenario": "../../etc/passwd"}, 404, "not_found"),
        ({"surprise": 1}, 422, "bad_input"),
    ],
)
async def test_a_call_that_can_not_begin_says_why(browser, wanted, status, code):
    await browser.sign_in("ann")
    body = {"scenario": "late-parcel", "lang": "en"} | wanted
    refused(await browser.post("/calls", body), status, code)
    assert (await browser.get("/calls")).json() == []


@pytest.mark.usefixtures("ann", "bob")
async def test_somebody_elses_call_is_not_there(browser, other_browser):
    call = await started(browser)
    await other_browser.sign_in("bob")
    path = f"/calls/{call['id']}"
    for answer in (
        await other_browser.get(path),
        await other_browser.turn(call, 2, "say", text="hello"),
        await other_browser.post(f"{path}/wrap-up", {"fields": {}}),
        await other_browser.post(f"{path}/try-again", {"seq": 1}),
        await other_browser.get(f"{path}/scorecard"),
        await other_browser.get(f"{path}/debrief"),
        await other_browser.get(f"{path}/recording.wav"),
        await other_browser.get(f"{path}/audio/ivr-0.wav"),
        await other_browser.get("/calls/nothing"),
    ):
        refused(answer, 404, "not_found")
    assert (await other_browser.get("/calls")).json() == []
    refused(await other_browser.get("/calls?everybody=true"), 403, "not_allowed")


@pytest.mark.usefixtures("ann")
async def test_without_signing_in_there_is_nothing_but_the_door(browser):
    await browser.meet()
    for answer in (
        await browser.get("/calls"),
        await browser.get("/calls/x"),
        await browser.post("/calls", {"scenario": "late-parcel", "lang": "en"}),
        await browser.get("/calls/x/scorecard"),
        await browser.send("PUT", "/preferences", {"lang": "zh"}),
    ):
        refused(answer, 401, "not_signed_in")
    health = (await browser.get("/health")).json()
    assert (health["status"], health["hearing"]) == ("ok", {"zh": None, "en": "told"})


@pytest.mark.usefixtures("ann")
async def test_a_post_without_the_csrf_header_does_nothing(browser):
    call = await started(browser)
    right, browser.csrf = browser.csrf, "0" * 64
    for method, path, body in (
        ("POST", "/calls", {"scenario": "late-parcel", "lang": "en"}),
        ("POST", f"/calls/{call['id']}/turns", {"seq": 2, "type": "hang_up"}),
        ("POST", f"/calls/{call['id']}/wrap-up", {"fields": {}}),
        ("POST", f"/calls/{call['id']}/try-again", {"seq": 1}),
        ("POST", "/session", {"name": "ann", "password": "a long password"}),
        ("POST", "/owner", {"name": "eve", "password": "a long password"}),
        ("PUT", "/preferences", {"lang": "zh"}),
        ("DELETE", "/session", None),
    ):
        refused(await browser.send(method, path, body), 403, "csrf")
    browser.csrf = right
    assert (await browser.get(f"/calls/{call['id']}")).json()["seq"] == 1


@pytest.mark.usefixtures("ann")
async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser):
    answer = await browser.sign_in("ann")
    cookie = answer.headers["set-cookie"].lower()
    assert "trainer_session=" in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert (await browser.meet())["person"]["name"] == "ann"
    assert (await browser.send("DELETE", "/session")).status_code == 204
    assert not (await browser.meet())["signed_in"]


@pytest.mark.usefixtures("ann")
async def test_over_https_the_cookie_never_leaves_it(browser):
    browser.http.base_url = "https://localhost:8501"
    assert "secure" in (await browser.sign_in("ann")).headers["set-cookie"].lower()


@pytest.mark.usefixtures("ann")
async def test_twenty_wrong_passwords_meet_a_growing_wait(browser):
    answers = [await browser.sign_in("ann", "wrong") for _ in range(20)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429] * 15
    refused(answers[0], 403, "wrong_password")
    refused(answers[-1], 429, "throttled")
    assert int(answers[-1].headers["retry-after"]) >= 1
    refused(await browser.sign_in("ann"), 429, "throttled")


async def test_the_owners_account_from_elsewhere_needs_the_code(app):
    from tests.api.conftest import Browser  # noqa: PLC0415 - a second address

    far = Browser(app, address="192.168.7.7")
    assert (await far.meet())["needs_code"]
    refused(await far.post("/owner", {"name": "eve", "password": "a long password"}), 403, "not_allowed")


async def audio_turn(browser, call, seq, audio, **fields):
    return await browser.http.post(
        f"/api/calls/{call['id']}/turns",
        headers={"X-Trainer-CSRF": browser.csrf},
        data={"seq": str(seq), "type": "say", **fields},
        files={"audio": ("turn.wav", audio, "audio/wav")},
    )


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    ("audio", "status", "code"),
    [
        (b"", 422, "bad_audio"),
        (b"no audio", 422, "bad_audio"),
        (wav(61, rate=8000), 422, "bad_audio"),
        (wav(1)[:-100], 422, "bad_audio"),
        (b"RIFF" + bytes(10_000_010), 422, "bad_audio"),
        (b"RIFF" + bytes(11_000_000), 413, "bad_audio"),
    ],
    ids=["empty", "not audio", "61 s", "cut off", "over 10 MB", "far over 10 MB"],
)
async def test_a_recording_that_can_not_be_used_says_why(browser, audio, status, code):
    call = await started(browser)
    refused(await audio_turn(browser, call, 2, audio), status, code)
    assert (await browser.get(f"/calls/{call['id']}")).json()["seq"] == 1


@pytest.mark.usefixtures("ann")
async def test_a_spoken_turn_is_taken_and_can_be_heard_again(browser, recogniser):
    call = await started(browser)
    recogniser.hears = type(recogniser.hears)(text="hello good morning", confidence=0.9, engine="told")
    answer = await audio_turn(browser, call, 2, wav(1.5, level=9000), answer_delay="0.4")
    assert answer.json()["heard"]["text"] == "hello good morning"
    again = await audio_turn(browser, call, 2, wav(1.5, level=9000), answer_delay="0.9")
    assert again.content == answer.content
    heard = await browser.get(f"/calls/{call['id']}/recording/2.wav")
    assert heard.content[:4] == b"RIFF"
    refused(await browser.get(f"/calls/{call['id']}/recording/1.wav"), 404, "not_found")
    assert (await audio_turn(browser, call, 3, wav(1.5))).json()["heard"]["silent"]


@pytest.mark.usefixtures("ann")
async def test_a_form_without_audio_and_other_kinds_of_body_are_refused(browser):
    call = await started(browser)
    path, headers = f"/api/calls/{call['id']}/turns", {"X-Trainer-CSRF": browser.csrf}
    post = browser.http.post
    refused(
        await post(path, headers=headers, files={"other": b"x"}, data={"seq": "2", "type": "say"}), 422, "bad_audio"
    )
    broken = {**headers, "Content-Type": "multipart/form-data"}
    refused(await post(path, headers=broken, content=b"x"), 400, "bad_input")
    refused(await post(path, headers={**headers, "Content-Type": "text/plain"}, content=b"x"), 415, "bad_input")
    refused(await post(path, headers={**headers, "Content-Type": "application/json"}, content=b"{"), 422, "bad_input")
    refused(
        await post(path, headers={**headers, "Content-Type": "application/json"}, content=b"\xff"), 422, "bad_input"
    )


@pytest.mark.usefixtures("ann")
async def test_the_size_of_a_recording_is_allowed_however_the_header_is_written(browser):
    call = await started(browser)
    headers = {"X-Trainer-CSRF": browser.csrf, "Content-Type": "Multipart/Form-Data; boundary=b"}
    fields = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % each
        for each in ((b"seq", b"2"), (b"type", b"say"))
    )
    audio = (
        b'--b\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n' + wav(20) + b"\r\n--b--\r\n"
    )
    answer = await browser.http.post(f"/api/calls/{call['id']}/turns", headers=headers, content=fields + audio)
    assert answer.json()["heard"]["silent"]


@pytest.mark.usefixtures("ann")
async def test_a_body_that_stops_coming_is_not_waited_for(browser, monkeypatch):
    monkeypatch.setattr("trainer.api.limits.LONGEST_PAUSE", 0.05)
    call = await started(browser)

    async def stopping():
        yield b'{"seq": 2,'
        await asyncio.Event().wait()

    headers = {"X-Trainer-CSRF": browser.csrf, "Content-Type": "application/json"}
    for path in ("/api/calls", f"/api/calls/{call['id']}/turns"):
        refused(await browser.http.post(path, headers=headers, content=stopping()), 408, "too_slow")
    assert (await browser.get(f"/calls/{call['id']}")).json()["seq"] == 1


@pytest.mark.usefixtures("ann")
async def test_what_was_sent_does_not_come_back_whole_in_the_error(browser):
    call = await started(browser)
    await browser.turn(call, 2, "hang_up")
    answer = await browser.post(f"/calls/{call['id']}/wrap-up", {"fields": {"x" * 100_000: ""}})
    assert answer.status_code == 422
    assert len(answer.content) < 5000


@pytest.mark.usefixtures("ann")
async def test_a_body_over_the_limit_is_refused_before_it_is_read_whole(browser):
    await browser.sign_in("ann")
    read = 0

    async def endless():
        nonlocal read
        for _ in range(1000):
            read += 65_536
            yield b" " * 65_536

    headers = {"X-Trainer-CSRF": browser.csrf, "Content-Type": "application/json"}
    refused(await browser.http.post("/api/calls", headers=headers, content=endless()), 413, "too_long")
    assert read < 1_000_000


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("PATCH", "/calls", 405), ("GET", "/", 404)]
)
async def test_the_frameworks_own_errors_are_problem_documents_too(browser, method, path, status):
    answer = await browser.http.request(method, f"/api{path}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code == status


@pytest.mark.usefixtures("ann")
async def test_a_store_that_fails_says_so_and_keeps_the_last_state(browser, services, monkeypatch, caplog):
    call = await started(browser)

    def full(*_args, **_named):
        raise StoreFailed("/srv/data is full.")

    with monkeypatch.context() as broken:
        broken.setattr(services.store, "writing", full)
        document = refused(await browser.turn(call, 2, "say", text="hello"), 503, "store_failed")
    assert "/srv" not in document["detail"]
    assert "/srv/data is full." in caplog.text
    assert (await browser.get(f"/calls/{call['id']}")).json()["seq"] == 1
    assert (await browser.turn(call, 2, "say", text="hello")).status_code == 200


@pytest.mark.usefixtures("ann")
async def test_preferences_are_kept_and_odd_ones_refused(browser):
    await browser.sign_in("ann")
    assert (await browser.send("PUT", "/preferences", {"lang": "zh"})).json() == {"lang": "zh", "theme": None}
    refused(await browser.send("PUT", "/preferences", {"theme": "pink"}), 422, "bad_input")
    assert (await browser.meet())["lang"] == "zh"
