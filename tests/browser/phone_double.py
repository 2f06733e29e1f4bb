"""A hand-written server that speaks the phone's JSON, for what a real one does only with effort.

Losing the network in the middle of a turn, refusing a sign-in, having no recogniser, leaving captions out.
`uvicorn phone_double:app` starts it.

Its customer is simple-minded: every reply gets the next line, "bye" ends the call.
"""

import hashlib
import io
import json
import math
import struct
import time
import wave
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from trainer.web import theme
from trainer.web.softphone.assets import routes

LINES = {
    "en": [
        ("My bill is forty yuan too high, and nobody told me why!", "upset"),
        ("It's one three eight, zero zero one two, three four five six.", "calm"),
        ("<b>Bold</b> claims! And what will you do about it?", "angry"),
        ("Fine. That sounds fair, thank you.", "relieved"),
    ],
    "zh": [
        ("我的账单多了四十块钱，也没人告诉我为什么！", "upset"),
        ("我的号码是一三八零零一二三四五六。", "calm"),
        ("那你们打算怎么解决？", "angry"),
        ("好吧，这样还算合理，谢谢。", "relieved"),
    ],
}
WORDS = {
    "en": {
        "title": "An unexplained charge",
        "briefing": "You answer for **Speedy Mobile**. Verify the number first.\n\n- Refunds up to 50 yuan are yours to give",
        "name": "Ms Wang",
        "customer": {"Plan": "Standard 5 GB", "Customer since": "2019", "City": "Chengdu"},
        "record": "Usage in October",
        "shows": {"Data used": "6.2 GB of 5 GB", "Charge": "40 yuan", "Notified": "no"},
        "article": "Refunds and credits",
        "markdown": "# Refunds and credits\n\nUp to **50 yuan** at once.\n\n| amount | who |\n|---|---|\n| to 50 | you |\n"
        "| more | supervisor |\n\n<script>alert(1)</script>",
        "targets": ["Supervisor", "Billing"],
        "fields": ["Reason", "Number", "Notes"],
        "options": ["Charge not explained", "Other"],
        "ivr": "For bills, press 2",
    },
    "zh": {
        "title": "不明扣费",
        "briefing": "您代表**极速通信**接听来电。透露任何信息之前先核实号码。\n\n- 50 元以内的退费可以当场办理",
        "name": "王女士",
        "customer": {"套餐": "标准 5 GB", "入网时间": "2019 年", "城市": "成都"},
        "record": "十月流量详单",
        "shows": {"已用流量": "5 GB 中的 6.2 GB", "费用": "40 元", "是否提醒": "否"},
        "article": "退费与补偿",
        "markdown": "# 退费与补偿\n\n**50 元**以内当场办理。\n\n| 金额 | 权限 |\n|---|---|\n"
        "| 50 元以内 | 客服代表 |\n| 以上 | 主管 |",
        "targets": ["主管", "账务组"],
        "fields": ["来电原因", "号码", "备注"],
        "options": ["费用未说明", "其他"],
        "ivr": "账单问题请按二",
    },
}


class Call:
    """One call, in memory."""

    def __init__(self, name: str, lang: str, **given: object) -> None:
        self.id, self.lang, self.given = name, lang, given
        self.began: float | None = None  # on the first look at it: until then a slow machine was opening the page
        self.phase, self.ended, self.ended_at, self.hold = "ringing", None, None, None
        self.transcript: list[dict] = []
        self.answers: dict[int, tuple[str, dict]] = {}
        self.taken: list[dict] = []
        self.lines: list[dict] = []
        self.looked_up = self.wrapped_up = False
        self.next_line = 0
        self.work_order: dict | None = None

    @property
    def now(self) -> float:
        if self.began is None:
            self.began = time.monotonic()
        return round(time.monotonic() - self.began, 3)

    def allowed(self) -> list[str]:
        talking = ["say", "hold", "lookup", "search", "read", "transfer", "silence", "hang_up"]
        return {
            "ringing": ["answer", "hang_up"],
            "on_hold": ["resume", "lookup", "search", "read", "hang_up"],
            "ended": [],
        }.get(self.phase, talking)

    def say(self, seq: int) -> list[dict]:
        text, tone = LINES[self.lang][min(self.next_line, 3)]
        self.next_line += 1
        line = {"id": f"{seq}-0", "audio": f"/api/calls/{self.id}/audio/{seq}-0.wav", "tone": tone, "why": "line"}
        if not self.given.get("exam"):
            line["text"] = text
        self.transcript.append(
            {"seq": seq, "who": "customer", "text": line.get("text"), "at": self.now, "line": line["id"], "tone": tone}
        )
        return [line]

    def common(self) -> dict:
        talking = self.phase in ("opening", "talking")
        limit = self.given.get("silence")
        return {
            "phase": self.phase, "allowed": self.allowed(), "ended": self.ended, "hold": self.hold,
            "silence_after": limit if talking else None, "desktop": self.desktop(), "wrap_up": self.wrap_up(),
        }  # fmt: skip

    def desktop(self) -> dict:
        words = WORDS[self.lang]
        return {
            "customer": words["customer"],
            "records": [
                {
                    "id": "usage",
                    "label": words["record"],
                    "requires": ["number"],
                    "shows": words["shows"] if self.looked_up else None,
                }
            ],
            "knowledge": [{"id": "refunds", "title": words["article"]}],
            "transfer_to": [{"id": f"t{n}", "label": label} for n, label in enumerate(words["targets"])],
        }

    def wrap_up(self) -> dict | None:
        if self.phase == "ringing":
            return None
        words = WORDS[self.lang]
        reason, number, notes = words["fields"]
        options = [{"id": f"o{n}", "label": label} for n, label in enumerate(words["options"])]
        return {"limit": 90, "fields": [
            {"id": "reason", "label": reason, "type": "choice", "options": options},
            {"id": "number", "label": number, "type": "digits", "options": []},
            {"id": "notes", "label": notes, "type": "text", "options": []},
        ]}  # fmt: skip

    def view(self) -> dict:
        words = WORDS[self.lang]
        engine = None if self.given.get("deaf") else "double"
        exam = bool(self.given.get("exam"))
        return {
            "id": self.id, "scenario": "double", "title": words["title"], "briefing": words["briefing"], "lang": self.lang,
            "mode": "exam" if exam else "practice", "direction": self.given.get("direction", "inbound"), "opens": "agent",
            "seq": len(self.taken), "now": self.now, "persona": {"id": "wang", "name": words["name"]},
            "ringing": {"wait": 25, "ivr": [{"say": words["ivr"], "press": "2", "audio": f"/api/calls/{self.id}/audio/ivr-0.wav"}]},
            "mood": -1, "line": self.lines[-1] if self.lines else None, "lines": self.lines, "transcript": self.transcript,
            "ended_at": self.ended_at, "wrapped_up": self.wrapped_up, "rules": {"captions": not exam, "browser_speech": not exam},
            "hearing": {"engine": engine, "lang": self.lang}, **self.common(),
        }  # fmt: skip

    def take(self, turn: dict) -> dict:  # noqa: C901, PLR0912 - one branch for each type of turn
        seq, kind = turn["seq"], turn["type"]
        answer: dict = {"seq": seq, "events": [], "lines": []}
        at = self.now
        if kind == "answer":
            self.phase = "opening"
        elif kind == "say":
            if "audio" in turn:
                turn["text"] = "heard words"
                answer["heard"] = {
                    "text": turn["text"],
                    "confidence": 0.4,
                    "doubtful": True,
                    "engine": "double",
                    "rejected": False,
                    "silent": False,
                }
            self.transcript.append({"seq": seq, "who": "agent", "text": turn["text"], "at": at})
            self.phase = "talking"
            if "bye" in turn["text"] or "再见" in turn["text"]:
                self.finish("resolved")
            else:
                answer["lines"] = self.say(seq)
        elif kind == "silence":
            self.phase = "talking"
            answer["lines"] = self.say(seq)
        elif kind == "hold":
            self.phase, self.hold = "on_hold", {"began": at, "limit": 60}
        elif kind == "resume":
            self.phase, self.hold = "talking", None
        elif kind == "lookup":
            if self.next_line > 1:
                self.looked_up = True
            else:
                answer["events"] = [{"type": "lookup_refused", "record": "usage", "missing": ["phone_number"]}]
        elif kind == "search":
            words = WORDS[self.lang]
            hit = turn["words"] in words["markdown"]
            answer["found"] = (
                [{"id": "refunds", "title": words["article"], "extract": words["markdown"][30:70]}] if hit else []
            )
        elif kind == "read":
            answer["article"] = {
                "id": "refunds",
                "title": WORDS[self.lang]["article"],
                "markdown": WORDS[self.lang]["markdown"],
            }
        elif kind == "transfer":
            self.finish("escalated")
        elif kind == "hang_up":
            self.finish("dropped")
        if kind in ("hold", "resume", "transfer", "lookup", "search", "read"):
            text = turn.get("record") or turn.get("words") or turn.get("article") or turn.get("target")
            self.transcript.append({"seq": seq, "who": "event", "type": kind, "text": text, "at": at})
        self.lines = answer["lines"]
        self.taken.append(turn)
        return answer | self.common() | {"line": self.lines[-1] if self.lines else None}

    def finish(self, ending: str) -> None:
        self.phase, self.ended, self.ended_at, self.hold = "ended", ending, self.now, None


CALLS: dict[str, Call] = {}
FAULTS: list[str] = []
"""What happens to the next turns: `lost_before`, `lost_after` (taken, but the answer is lost), `signed_out`, `disk_full`, `deaf_turn`, `silent_turn`."""


def problem(status: int, code: str, **more: object) -> JSONResponse:
    return JSONResponse(
        {"type": "about:blank", "title": code, "status": status, "detail": f"double: {code}", "code": code, **more},
        status,
    )


async def session(request: Request) -> Response:
    if request.method == "POST":
        FAULTS[:] = [fault for fault in FAULTS if fault != "signed_out"]
    return JSONResponse(
        {
            "signed_in": True,
            "needs_owner": False,
            "needs_code": False,
            "csrf": "token",
            "lang": "en",
            "person": {"id": "1", "name": "mei", "display_name": "Mei", "role": "trainee"},
        }
    )


def found(request: Request) -> Call | None:
    return CALLS.get(request.path_params["id"])


async def view(request: Request) -> Response:
    call = found(request)
    return JSONResponse(call.view()) if call else problem(404, "not_found")


async def turns(request: Request) -> Response:  # noqa: C901, PLR0911, PLR0912 - one way out for each fault
    call = found(request)
    if request.headers.get("x-trainer-csrf") != "token":
        return problem(403, "csrf")
    if call is None:
        return problem(404, "not_found")
    if request.headers["content-type"].startswith("multipart"):
        async with request.form() as form:
            turn = {key: value for key, value in form.items() if isinstance(value, str)} | {
                "seq": int(str(form["seq"]))
            }
            body = await form["audio"].read()
            with wave.open(io.BytesIO(body)) as wav:
                turn["audio"] = {
                    "seconds": wav.getnframes() / wav.getframerate(),
                    "rate": wav.getframerate(),
                    "channels": wav.getnchannels(),
                }
    else:
        turn = await request.json()
    fault = FAULTS[0] if FAULTS else None
    if fault == "signed_out":
        return problem(401, "not_signed_in")
    if fault:
        FAULTS.pop(0)
    if fault == "lost_before":
        return Response(status_code=502)
    if fault == "disk_full":
        return problem(503, "store_failed")
    if fault == "silent_turn":
        return JSONResponse(
            {"seq": len(call.taken), "events": [], "lines": [], "heard": {"text": "", "silent": True, "engine": None}}
            | call.common()
        )
    if fault == "deaf_turn":
        digest = hashlib.sha256(b"audio").hexdigest()
        heard = {"text": "", "engine": None, "silent": False}
        return JSONResponse(
            {
                "seq": len(call.taken),
                "events": [],
                "lines": [],
                "heard": heard,
                "code": "no_recogniser",
                "recording": digest,
            }
            | call.common()
        )
    mark = json.dumps(turn, sort_keys=True)
    if turn["seq"] in call.answers and call.answers[turn["seq"]][0] == mark:
        return JSONResponse(call.answers[turn["seq"]][1])
    if call.phase == "ended":
        return problem(409, "call_ended", call=call.view())
    if turn["seq"] != len(call.taken) + 1:
        return problem(409, "out_of_order", call=call.view())
    answer = call.take(turn)
    call.answers[turn["seq"]] = (mark, answer)
    return Response(status_code=502) if fault == "lost_after" else JSONResponse(answer)


async def wrap_up(request: Request) -> Response:
    call = found(request)
    call.work_order, call.wrapped_up = (await request.json())["fields"], True
    return JSONResponse({"percent": 90})


async def audio(request: Request) -> Response:
    seconds = float(found(request).given.get("line_seconds", 0.6))
    frames = b"".join(struct.pack("<h", int(6000 * math.sin(n / 12))) for n in range(int(16000 * seconds)))
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(16000)
        wav.writeframes(frames)
    found(request).given.setdefault("heard", []).append(request.path_params["line"])
    return Response(file.getvalue(), media_type="audio/wav")


async def begin(request: Request) -> Response:
    """The test's own door: a new call with what it should be like."""
    given = await request.json()
    CALLS[given["name"]] = Call(**given)
    return JSONResponse({})


async def faults(request: Request) -> Response:
    FAULTS[:] = await request.json()
    return JSONResponse({})


async def told(request: Request) -> Response:
    """What the server knows of a call."""
    call = found(request)
    return JSONResponse(
        {"taken": call.taken, "work_order": call.work_order, "heard": call.given.get("heard", []), "view": call.view()}
    )


theme.apply()
app = st.App(
    Path(__file__).with_name("phone_double_page.py"),
    routes=[
        *routes(),
        Route("/api/session", session, methods=["GET", "POST"]),
        Route("/api/calls/{id}", view),
        Route("/api/calls/{id}/turns", turns, methods=["POST"]),
        Route("/api/calls/{id}/wrap-up", wrap_up, methods=["POST"]),
        Route("/api/calls/{id}/audio/{line}.wav", audio),
        Route("/double/begin", begin, methods=["POST"]),
        Route("/double/faults", faults, methods=["POST"]),
        Route("/double/told/{id}", told),
    ],
)
