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
from trainer.speech.compatible_server import CompatibleServer

SAID = sounds.wav(sounds.babble(1))


def settings(tmp_path, **given):
    return Settings(data=tmp_path, **given)


class SpeechServer:
    """A small server with the OpenAI interface: answers what it is told, keeps what it was asked."""

    def __init__(self):
        self.asked, self.status, self.body, self.type = [], 200, b"{}", "application/json"
        self.drips, self.stopped = False, threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Content-Type", outer.type)
                if not outer.drips:
                    self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)
                while outer.drips and not outer.stopped.wait(0.05):
                    self.wfile.write(b" ")
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self):
        self.stopped.set()
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

    def model(folder):
        if (Path(folder) / "unreadable").exists():
            raise Exception("Failed to create a model")  # noqa: TRY002 - what vosk raises
        return folder

    module.Model = model

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


def test_a_folder_without_a_vosk_model_is_named(tmp_path, monkeypatch):
    fake_vosk(monkeypatch, {})
    (tmp_path / "unreadable").touch()
    chosen = settings(tmp_path, recogniser="vosk", options={"vosk_model_en": str(tmp_path)})
    with pytest.raises(EngineFailed, match=str(tmp_path)):
        engines.recogniser(chosen, "en").hear(SAID, lang="en")


def test_what_vosk_writes_for_no_word_it_knows_is_no_word(tmp_path, monkeypatch):
    options = {"vosk_model_en": str(tmp_path), "vosk_model_zh": str(tmp_path)}
    chosen = settings(tmp_path, recogniser="vosk", options=options)
    fake_vosk(monkeypatch, {"text": "i am [unk] sorry"})
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").text == "i am sorry"
    fake_vosk(monkeypatch, {"text": "您 <unk> 好"})
    assert engines.recogniser(chosen, "zh").hear(SAID, lang="zh").text == "您好"
    fake_vosk(monkeypatch, {"text": "[unk]"})
    assert engines.recogniser(chosen, "zh").hear(SAID, lang="zh").rejected


def test_vosk_whose_library_cannot_be_loaded_counts_as_not_installed(tmp_path, monkeypatch):
    (tmp_path / "vosk.py").write_text("raise OSError('libvosk.so: cannot open shared object file')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WrongUse, match="vosk isn't installed"):
        engines.recogniser(settings(tmp_path, recogniser="vosk", options={"vosk_model_en": str(tmp_path)}), "en")


def whisper_folder(tmp_path):
    for file in ("model.bin", "tokenizer.json"):
        (tmp_path / file).touch()
    return {"whisper_model": str(tmp_path)}


def fake_whisper(monkeypatch, segments, languages=("en", "zh")):
    module = types.ModuleType("faster_whisper")
    asked = {}

    class WhisperModel:
        def __init__(self, folder, **options):
            asked["folder"], asked["options"] = folder, options
            asked["loaded"] = asked.get("loaded", 0) + 1
            self.supported_languages = list(languages)

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
    chosen = settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path))
    heard = engines.recogniser(chosen, "en").hear(SAID, lang="en", expected=["I am sorry", "one moment"])
    assert (heard.text, heard.engine) == ("I am sorry.", "whisper")
    assert heard.confidence == pytest.approx(0.905, abs=0.01)
    assert asked["language"] == "en"
    assert asked["initial_prompt"] == "I am sorry one moment"
    assert asked["folder"] == str(tmp_path)
    assert asked["temperature"] == 0.0


def test_of_many_expected_phrases_whisper_is_told_those_it_can_remember_and_none_in_part(tmp_path, monkeypatch):
    asked = fake_whisper(monkeypatch, [])
    chosen = settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path))
    phrases = [f"第{n}句：请问您贵姓，有什么可以帮您的" for n in range(40)]
    engines.recogniser(chosen, "zh").hear(SAID, lang="zh", expected=phrases)
    told = asked["initial_prompt"].split()
    assert told == phrases[: len(told)]
    assert 3 < len(told) < 10


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json"])
def test_a_whisper_folder_without_a_file_is_refused_before_the_package_looks_for_it_elsewhere(
    tmp_path, monkeypatch, missing
):
    fake_whisper(monkeypatch, [])
    options = whisper_folder(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(WrongUse, match=f"{missing} is missing"):
        engines.recogniser(settings(tmp_path, recogniser="whisper", options=options), "en")


def test_a_whisper_model_for_english_only_does_not_hear_chinese_as_english(tmp_path, monkeypatch):
    fake_whisper(monkeypatch, [{"text": "knee how", "avg_logprob": -0.1}], languages=["en"])
    chosen = settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path))
    with pytest.raises(EngineFailed, match="doesn't know zh; set whisper_languages"):
        engines.recogniser(chosen, "zh").hear(SAID, lang="zh")


def test_one_model_hears_all_its_languages(tmp_path, monkeypatch):
    asked = fake_whisper(monkeypatch, [])
    recognisers = engines.Recognisers(settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path)))
    for lang in ("zh", "en"):
        recognisers.hearing(lang).hear(SAID, lang=lang)
    assert asked["loaded"] == 1


def test_a_phrase_that_whisper_writes_over_and_over_was_not_said(tmp_path, monkeypatch):
    chosen = settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path))
    fake_whisper(monkeypatch, [{"text": "Thank you. " * 40, "avg_logprob": -0.1, "compression_ratio": 22.0}])
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").rejected


def test_what_whisper_itself_takes_for_no_speech_is_rejected(tmp_path, monkeypatch):
    chosen = settings(tmp_path, recogniser="whisper", options=whisper_folder(tmp_path))
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
        (200, b"[" * 100_000, "isn't a transcript"),
        (200, b"\xff\xfe{}", "isn't a transcript"),
        (200, b'{"text": null}', "has no text in it"),
        (200, b'{"error": {"message": "no such model"}}', "isn't a transcript"),
        (301, b"", "answered 301"),
        (401, b'{"error": {"message":\r\n"Incorrect API key: secret-key"}}', "answered 401: .*Incorrect API key: …"),
        (429, b"slow down", "answered 429: slow down"),
        (200, b'{"text": "' + b"x" * (33 << 20) + b'"}', "sent more than 32 MB"),
    ],
)
def test_a_server_that_fails_is_an_error_and_never_silence(tmp_path, server, status, body, words):
    server.status, server.body = status, body
    with pytest.raises(EngineFailed, match=words) as caught:
        engines.recogniser(openai(tmp_path, server), "en").hear(SAID, lang="en")
    assert "secret-key" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_sends_its_answer_drop_by_drop_is_given_up(server):
    server.drips = True
    slow = CompatibleServer(url=server.url, seconds=0.3)
    with pytest.raises(EngineFailed, match="didn't answer within"):
        slow.post("/audio/transcriptions", data={})


def test_figures_a_server_does_not_have_are_left_out(tmp_path, server):
    chosen = openai(tmp_path, server, openai_format="verbose_json")
    for figure, confidence in (("null", None), ("NaN", None), ("1e9", 1.0)):
        server.body = b'{"text": "hello", "segments": [{"text": "hello", "avg_logprob": %s}]}' % figure.encode()
        heard = engines.recogniser(chosen, "en").hear(SAID, lang="en")
        assert (heard.text, heard.confidence) == ("hello", confidence)


def test_what_the_servers_model_takes_for_no_speech_is_left_out(tmp_path, server):
    said = {"text": " One moment.", "avg_logprob": -0.1, "no_speech_prob": 0.01}
    made_up = {"text": " Thanks for watching!", "avg_logprob": -0.2, "no_speech_prob": 0.9}
    chosen = openai(tmp_path, server, openai_format="verbose_json")
    server.body = json.dumps({"text": "One moment. Thanks for watching!", "segments": [said, made_up]}).encode()
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").text == "One moment."
    server.body = json.dumps({"text": "Thanks for watching!", "segments": [made_up]}).encode()
    assert engines.recogniser(chosen, "en").hear(SAID, lang="en").rejected


def test_a_format_that_is_no_json_is_refused(tmp_path, server):
    with pytest.raises(WrongUse, match="openai_format is 'srt'; it can be: json, verbose_json"):
        engines.recogniser(openai(tmp_path, server, openai_format="srt"), "en")


def test_sound_of_a_length_not_known_beforehand_is_read_to_its_end(tmp_path, server):
    whole = sounds.wav(np.zeros(4800), rate=24_000)
    server.body = whole[:4] + b"\xff" * 4 + whole[8:40] + b"\xff" * 4 + whole[44:]
    speaking = engines.voice(openai(tmp_path, server))
    spoken = speaking.speak("hello", lang="en", persona="m1", tone="calm")
    assert len(sounds.samples_of(spoken)[0]) == 4800


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
