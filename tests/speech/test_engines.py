"""Which engines the settings choose, and the extras with hand-written stand-ins at their ports."""

import http.server
import json
import subprocess
import sys
import threading
import types
from pathlib import Path

import numpy as np
import pytest
import speech_sounds as sounds

from trainer.errors import EngineFailed, WrongUse
from trainer.settings import Settings
from trainer.speech import engines

SAID = sounds.wav(sounds.babble(1))


def settings(tmp_path, **given):
    return Settings(data=tmp_path, **given)


class SpeechServer:
    """A small server with the OpenAI interface: answers what it is told, keeps what it was asked."""

    def __init__(self):
        self.asked, self.status, self.body, self.type = [], 200, b"{}", "application/json"
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Content-Type", outer.type)
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def server():
    serving = SpeechServer()
    yield serving
    serving.close()


def test_the_default_hears_english_and_says_that_nobody_hears_chinese(tmp_path):
    assert engines.recogniser(settings(tmp_path), "en").name == "pocketsphinx"
    assert engines.recogniser(settings(tmp_path), "zh") is None
    found = engines.available(settings(tmp_path))
    assert found.voice == {"zh": "pyttsx3", "en": "pyttsx3"}
    assert found.recogniser == {"zh": None, "en": "pocketsphinx"}


def test_none_turns_an_engine_off(tmp_path):
    assert engines.recogniser(settings(tmp_path, recogniser="none"), "en") is None
    silent = engines.voice(settings(tmp_path, voice="none"))
    assert silent.languages() == ()
    with pytest.raises(EngineFailed, match="no voice for en"):
        silent.speak("hello", lang="en", persona="f1", tone="calm")


@pytest.mark.parametrize("given", [{"voice": "siri"}, {"recogniser": "pocketsphinx, siri"}])
def test_an_unknown_engine_is_named_with_those_there_are(tmp_path, given):
    with pytest.raises(WrongUse, match=r"'siri'; there are: p"):
        engines.available(settings(tmp_path, **given))


@pytest.mark.parametrize("name", ["vosk", "whisper", "openai"])
def test_an_engine_without_its_model_or_address_says_which_option_is_missing(tmp_path, name):
    with pytest.raises(WrongUse, match=f"option {name}_"):
        engines.recogniser(settings(tmp_path, recogniser=name), "en")


@pytest.mark.parametrize(("name", "option"), [("vosk", "vosk_model_en"), ("whisper", "whisper_model")])
def test_a_model_folder_that_is_not_there_is_named(tmp_path, name, option):
    with pytest.raises(WrongUse, match="no folder"):
        engines.recogniser(settings(tmp_path, recogniser=name, options={option: str(tmp_path / "gone")}), "en")


@pytest.mark.parametrize(
    ("name", "option", "package"),
    [
        ("vosk", "vosk_model_en", "vosk"),
        ("whisper", "whisper_model", "faster_whisper"),
        ("openai", "openai_url", "httpx"),
    ],
)
def test_a_missing_package_is_named_with_the_command_that_installs_it(tmp_path, monkeypatch, name, option, package):
    monkeypatch.setitem(sys.modules, package, None)
    value = "http://localhost/v1" if name == "openai" else str(tmp_path)
    with pytest.raises(WrongUse, match=rf"pip install 'call-trainer\[{name}\]'"):
        engines.recogniser(settings(tmp_path, recogniser=name, options={option: value}), "en")


def test_choosing_engines_imports_none_of_the_others():
    told = "import sys, trainer.speech.engines; print([m for m in sys.modules if m.split('.')[0] in %r])"
    heavy = ("pocketsphinx", "speech_recognition", "pyttsx3", "vosk", "faster_whisper", "httpx")
    run = subprocess.run([sys.executable, "-c", told % (heavy,)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def fake_vosk(monkeypatch, answer):
    module = types.ModuleType("vosk")
    module.SetLogLevel = lambda _level: None
    module.Model = lambda folder: folder

    class KaldiRecognizer:
        def __init__(self, model, rate):
            assert Path(model).is_dir()
            assert rate == 16_000

        def SetWords(self, _on):  # noqa: N802 - vosk's name
            pass

        def AcceptWaveform(self, samples):  # noqa: N802 - vosk's name
            assert len(samples) == 32_000

        def FinalResult(self):  # noqa: N802 - vosk's name
            if isinstance(answer, Exception):
                raise answer
            return json.dumps(answer)

    module.KaldiRecognizer = KaldiRecognizer
    monkeypatch.setitem(sys.modules, "vosk", module)


def test_vosk_hears_chinese_and_pocketsphinx_english_when_both_are_named(tmp_path, monkeypatch):
    fake_vosk(monkeypatch, {"text": "您 好", "result": [{"conf": 0.9}, {"conf": 0.7}]})
    chosen = settings(tmp_path, recogniser="vosk,pocketsphinx", options={"vosk_model_zh": str(tmp_path)})
    heard = engines.recogniser(chosen, "zh").hear(SAID, lang="zh", expected=["您好"])
    assert (heard.text, heard.confidence, heard.engine, heard.rejected) == ("您好", 0.8, "vosk", False)
    assert engines.recogniser(chosen, "en").name == "pocketsphinx"


def test_words_vosk_cannot_make_out_are_rejected_and_its_failure_is_an_error(tmp_path, monkeypatch):
    chosen = settings(tmp_path, recogniser="vosk", options={"vosk_model_en": str(tmp_path)})
    fake_vosk(monkeypatch, {"text": ""})
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").rejected
    fake_vosk(monkeypatch, RuntimeError("model is broken"))
    with pytest.raises(EngineFailed, match="vosk: model is broken"):
        engines.recogniser(chosen, "en").hear(SAID, lang="en")


def fake_whisper(monkeypatch, segments):
    module = types.ModuleType("faster_whisper")
    asked = {}

    class WhisperModel:
        def __init__(self, folder, **options):
            asked["folder"], asked["options"] = folder, options

        def transcribe(self, samples, **options):
            asked.update(options, length=len(samples))
            if isinstance(segments, Exception):
                raise segments
            return iter([types.SimpleNamespace(**part) for part in segments]), types.SimpleNamespace(language="en")

    module.WhisperModel = WhisperModel
    monkeypatch.setitem(sys.modules, "faster_whisper", module)
    return asked


def test_whisper_is_told_the_language_and_the_expected_phrases(tmp_path, monkeypatch):
    asked = fake_whisper(monkeypatch, [{"text": " I am sorry.", "avg_logprob": -0.1, "no_speech_prob": 0.01}])
    chosen = settings(tmp_path, recogniser="whisper", options={"whisper_model": str(tmp_path)})
    heard = engines.recogniser(chosen, "en").hear(SAID, lang="en", expected=["I am sorry", "one moment"])
    assert (heard.text, heard.engine) == ("I am sorry.", "whisper")
    assert heard.confidence == pytest.approx(0.905, abs=0.01)
    assert asked["language"] == "en"
    assert asked["initial_prompt"] == "I am sorry one moment"
    assert asked["folder"] == str(tmp_path)


def test_what_whisper_itself_takes_for_no_speech_is_rejected(tmp_path, monkeypatch):
    chosen = settings(tmp_path, recogniser="whisper", options={"whisper_model": str(tmp_path)})
    fake_whisper(monkeypatch, [{"text": "Thanks for watching!", "avg_logprob": -0.9, "no_speech_prob": 0.9}])
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").rejected
    fake_whisper(monkeypatch, MemoryError())
    with pytest.raises(EngineFailed, match="whisper: MemoryError"):
        engines.recogniser(chosen, "en").hear(SAID, lang="en")


def openai(tmp_path, server, **options):
    told = {"openai_url": server.url, "openai_key": "secret-key", **options}
    return settings(tmp_path, recogniser="openai", voice="openai", options=told)


def test_a_compatible_server_is_sent_the_recording_and_gives_the_words(tmp_path, server):
    server.body = json.dumps({"text": " 您好 ", "segments": [{"avg_logprob": -0.2}]}).encode()
    chosen = openai(tmp_path, server, openai_model="large", openai_format="verbose_json")
    heard = engines.recogniser(chosen, "zh").hear(SAID, lang="zh", expected=["您好，请讲"])
    assert (heard.text, heard.engine, heard.rejected) == ("您好", "openai", False)
    assert heard.confidence == pytest.approx(0.819, abs=0.01)
    path, headers, body = server.asked[0]
    assert path == "/v1/audio/transcriptions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert b"RIFF" in body
    assert "您好，请讲".encode() in body


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"overloaded", "answered 500: overloaded"),
        (200, b"<html>", "isn't a transcript"),
        (200, b"[]", "isn't a transcript"),
    ],
)
def test_a_server_that_fails_is_an_error_and_never_silence(tmp_path, server, status, body, words):
    server.status, server.body = status, body
    with pytest.raises(EngineFailed, match=words) as caught:
        engines.recogniser(openai(tmp_path, server), "en").hear(SAID, lang="en")
    assert "secret-key" not in str(caught.value)


def test_a_server_that_is_not_there_is_an_error(tmp_path, server):
    chosen = openai(tmp_path, server, openai_url="http://127.0.0.1:9/v1")
    with pytest.raises(EngineFailed, match="can't be reached"):
        engines.recogniser(chosen, "en").hear(SAID, lang="en")


def test_a_servers_voice_is_asked_for_the_persona_and_its_sound_becomes_a_wav(tmp_path, server):
    server.body, server.type = sounds.wav(np.zeros(4800), rate=24_000), "audio/wav"
    speaking = engines.voice(openai(tmp_path, server, openai_voices="f1=aria, m1=bob"))
    samples, rate = sounds.samples_of(speaking.speak("hello", lang="en", persona="m1", tone="angry"))
    assert (len(samples), rate) == (4800, 24_000)
    asked = json.loads(server.asked[0][2])
    assert (asked["voice"], asked["input"], asked["speed"]) == ("bob", "hello", 1.15)
    server.body = b"no sound"
    with pytest.raises(EngineFailed, match="isn't audio"):
        speaking.speak("hello", lang="en", persona="m1", tone="angry")


def test_a_list_of_voices_speaks_each_language_with_the_first_that_knows_it(tmp_path, server):
    server.body = sounds.wav(np.zeros(10), rate=8000)
    chosen = openai(tmp_path, server, openai_voice_languages="zh")
    both = engines.voice(Settings(data=tmp_path, voice="openai pyttsx3", options=chosen.options))
    try:
        assert sounds.samples_of(both.speak("您好", lang="zh", persona="f1", tone="calm"))[1] == 8000
        assert sounds.samples_of(both.speak("hello", lang="en", persona="f1", tone="calm"))[1] == 22_050
        assert set(both.languages()) == {"zh", "en"}
    finally:
        both.close()
