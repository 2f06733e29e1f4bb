"""The commands of whoever runs the server, as a terminal sees them."""

import hashlib
import io
import json
import os
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile

import pytest
from click.testing import CliRunner

from tests.conftest import SMALL_CONTENT, wav
from trainer import wiring
from trainer.cli import main, trainer
from trainer.errors import StoreFailed, WrongUse
from trainer.records import archive
from trainer.services.people import People
from trainer.services.turns import AnswerTurn, SayTurn, SpokenTurn
from trainer.serving import certificate
from trainer.serving.listening import PortTakenError, listen


@pytest.fixture
def run(settings, quick_hashes, monkeypatch, capsys):
    """Runs `trainer …` and gives what it printed; the exit code is asserted."""
    monkeypatch.setenv("TRAINER_DATA", str(settings.data))
    monkeypatch.setenv("TRAINER_CONTENT", str(SMALL_CONTENT))

    def run_it(*arguments, exits=0, stdin=""):
        monkeypatch.setattr(sys, "argv", ["trainer", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert (left.value.code or 0) == exits, said
        return said.out + said.err

    return run_it


@pytest.fixture
def serve(settings):
    """Runs a `trainer serve` that can't start, as a process of its own, and gives what it printed."""

    def serve_it(*arguments, exits):
        environ = {**os.environ, "TRAINER_DATA": str(settings.data), "TRAINER_CONTENT": str(SMALL_CONTENT)}
        command = [sys.executable, "-m", "trainer", "serve", *arguments]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == exits, done.stderr
        return done.stdout + done.stderr

    return serve_it


@pytest.fixture
def finished_call(services, ann):
    call = services.calls.begin(ann, "late-parcel", "zh", persona="wang", seed=1)
    services.calls.take_turn(ann, call.id, AnswerTurn(seq=1, type="answer"))
    kept = services.calls.take_turn(ann, call.id, SpokenTurn(seq=2, type="say", audio=wav(1.2, level=9000))).recording
    words = ["您好，很高兴为您服务", "抱歉，请报一下您的账号", "我马上给您加急处理"]
    for seq, text in enumerate(words, start=2):
        recording = kept if seq == 2 else None
        services.calls.take_turn(ann, call.id, SayTurn(seq=seq, type="say", text=text, recording=recording))
    services.calls.wrap_up(ann, call.id, {"reason": "late"})
    return call.id


def test_accounts_are_added_listed_and_disabled(run):
    assert "Added li (trainer)" in run("account", "add", "li", "--role", "trainer", stdin="a long password\n")
    assert "already" in run("account", "add", "LI", stdin="a long password\n", exits=2)
    assert "Password: " in run("account", "add", "chen", "--generate")
    run("account", "disable", "chen")
    listed = json.loads(run("account", "list", "--json"))
    assert [(each["name"], each["role"], each["disabled"]) for each in listed] == [
        ("chen", "trainee", True),
        ("li", "trainer", False),
    ]
    assert "8 characters" in run("account", "password", "li", stdin="short\n", exits=2)
    assert "no account called nobody" in run("account", "disable", "nobody", exits=2)


def test_an_import_reports_each_line_and_how_many_of_how_many(run, tmp_path):
    file = tmp_path / "class.csv"
    file.write_bytes("账号,姓名,角色\nlilei,李雷,学员\n,坏,学员\n".encode("gbk"))
    said = run("account", "import", str(file), "--dry-run", exits=1)
    assert "line 3" in said
    assert "1 of 2 would be imported" in said
    assert run("account", "list", "--json") == "[]\n"
    assert "1 of 2 imported" in run("account", "import", str(file), exits=1)
    report = json.loads(run("account", "import", str(file), "--json", exits=1))
    assert [row["outcome"] for row in report["rows"]] == ["unchanged", "problem"]


def test_an_import_that_is_stopped_has_told_the_passwords_it_made(run, tmp_path, monkeypatch):
    add = People.add

    def stopped(people, name, *args, **more):
        if name == "min":
            raise KeyboardInterrupt
        return add(people, name, *args, **more)

    monkeypatch.setattr(People, "add", stopped)
    (tmp_path / "class.csv").write_text("name\nlin\nmin\nyan\n")
    (tmp_path / "other.csv").write_text("name\nbo\nmin\n")
    said = run("account", "import", str(tmp_path / "class.csv"), exits=1)
    assert "lin: added (trainee), password: " in said
    assert "trainer: stopped." in said
    said = run("account", "import", str(tmp_path / "other.csv"), "--json", exits=1)
    assert [row["name"] for row in json.loads(said.splitlines()[0])["rows"]] == ["bo"]


def test_settings_are_printed_with_their_source_and_secrets_masked(monkeypatch, tmp_path):
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path))
    monkeypatch.setenv("TRAINER_SECRET_KEY", "very secret")
    monkeypatch.setenv("TRAINER_DATABASE_URL", "postgresql://ann:hidden@host/db")
    monkeypatch.setenv("TRAINER_OPTION_OPENAI_KEY", "hidden too")
    options = 'Vosk_Token = "hidden"\nmail_password = "hidden"\nasr_url = "https://ann:hidden@host/v1"\npace = "1.1"\n'
    (tmp_path / "trainer.toml").write_text(f'lang = "en"\n[options]\n{options}')
    said = CliRunner().invoke(trainer, ["settings"]).output
    assert "very secret" not in said
    assert "hidden" not in said
    assert "(TRAINER_SECRET_KEY)" in said
    assert "en  (trainer.toml)" in said
    assert "https://ann:********@host/v1" in said
    assert "1.1" in said
    rows = json.loads(CliRunner().invoke(trainer, ["settings", "--json"]).output)
    assert {"name": "TRAINER_VOICE", "value": "pyttsx3", "source": "default"} in rows


def test_calls_are_scored_again_and_nothing_is_overwritten(run, finished_call, services, ann):
    services.close()
    said = run("rescore", "--all", "--rubric", "current")
    assert f"{finished_call}: " in said
    assert "1 of 1 scored again" in said
    run("rescore", finished_call)
    assert "no call nothing" in run("rescore", "nothing", exits=1)
    run("rescore", exits=2)
    assert len(services.calls.scorecards(ann, finished_call)) == 3


def test_a_backup_taken_while_the_application_runs_comes_back_whole(
    run, finished_call, services, ann, tmp_path, monkeypatch
):
    file = tmp_path / "backup.zip"
    assert "1 recordings" in run("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "exists already" in run("backup", str(file), exits=2)
    record = services.calls.record(ann, finished_call)
    secret = (services.settings.data / "secret.key").read_text()
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "back"))
    assert "Restored the backup" in run("restore", str(file))
    assert (tmp_path / "back" / "secret.key").read_text() == secret
    assert len(list((tmp_path / "back" / "recordings").glob("*/*.flac"))) == 1
    assert "1 of 1" in run("rescore", "--all")
    assert "not empty" in run("restore", str(file), exits=2)
    assert services.calls.record(ann, finished_call) == record


def test_a_file_older_than_any_zip_is_backed_up_too(run, services, tmp_path):
    assert services
    os.utime(services.settings.data / "secret.key", (0, 0))
    assert "Wrote" in run("backup", str(tmp_path / "backup.zip"))


def test_a_backup_that_is_broken_off_leaves_nothing_behind(finished_call, services, tmp_path, monkeypatch):
    def stop(*_args, **_named):
        raise KeyboardInterrupt

    data = services.settings.data
    monkeypatch.setattr(archive.json, "dumps", stop)
    (tmp_path / "backups").mkdir()
    with pytest.raises(KeyboardInterrupt):
        archive.write(
            data, data / "trainer.db", tmp_path / "backups" / "backup.zip", now=services.clock.now(), program="0"
        )
    assert list((tmp_path / "backups").iterdir()) == []


def test_an_empty_folder_that_is_there_is_filled_and_not_replaced(run, finished_call, tmp_path, monkeypatch):
    file, back = tmp_path / "backup.zip", tmp_path / "back"
    run("backup", str(file))
    back.mkdir()
    monkeypatch.setenv("TRAINER_DATA", str(back))
    before = back.stat().st_ino
    run("restore", str(file))
    assert back.stat().st_ino == before
    assert sorted(child.name for child in back.iterdir()) == ["recordings", "secret.key", "trainer.db"]
    assert "1 of 1" in run("rescore", "--all")


def test_a_backup_is_not_restored_beside_the_database_in_use(run, finished_call, services, tmp_path, monkeypatch):
    file = tmp_path / "backup.zip"
    run("backup", str(file))
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "back"))
    monkeypatch.setenv("TRAINER_DATABASE_URL", services.settings.database_url)
    assert "Unset it first" in run("restore", str(file), exits=2)
    assert not (tmp_path / "back").exists()


def test_a_restored_setting_that_names_another_database_is_told(run, finished_call, services, tmp_path, monkeypatch):
    (services.settings.data / "trainer.toml").write_text(f'database_url = "{services.settings.database_url}"\n')
    file = tmp_path / "backup.zip"
    run("backup", str(file))
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "back"))
    said = run("restore", str(file), exits=2)
    assert "Restored the backup" in said
    assert "trainer.toml names" in said


def test_a_database_whose_address_has_options_is_backed_up(run, finished_call, services, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINER_DATABASE_URL", services.settings.database_url + "?timeout=5")
    assert "1 recordings" in run("backup", str(tmp_path / "backup.zip"))


def test_a_data_folder_that_no_address_can_name_is_refused(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "what?"))
    assert "rename it" in run("account", "list", exits=2)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_that_another_process_is_about_to_write_is_waited_for(tmp_path):
    path = tmp_path / "secret.key"
    path.touch()
    writing = threading.Timer(0.1, path.write_text, ["kept"])
    writing.start()
    try:
        assert wiring.kept_secret(path) == b"kept"
    finally:
        writing.join()


def test_a_damaged_or_foreign_archive_changes_nothing(run, finished_call, tmp_path, monkeypatch):
    assert finished_call
    file = tmp_path / "backup.zip"
    run("backup", str(file))
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "back"))
    content = file.read_bytes()
    for damaged in (content[:-200], content[:200] + b"\x00" * 300 + content[500:], b"no archive"):
        file.write_bytes(damaged)
        run("restore", str(file), exits=3)
        assert not (tmp_path / "back").exists()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "hello")
    assert "no backup" in run("restore", str(tmp_path / "other.zip"), exits=2)


def test_an_archive_can_not_write_outside_the_data_folder(tmp_path):
    file = tmp_path / "evil.zip"
    with zipfile.ZipFile(file, "w") as evil:
        evil.writestr("../outside", "x")
        files = {"trainer.db": "", "../outside": ""}
        evil.writestr("trainer.db", "")
        evil.writestr("manifest.json", json.dumps({"format": 1, "made_at": "", "files": dict(reversed(files.items()))}))
    with pytest.raises((WrongUse, StoreFailed)):
        archive.restore(file, tmp_path / "back")
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    "manifest",
    ['{"format": 1, "files": {"trainer.db": ""}}', "[" * 100_000, '{"format": 1, "files": [], "made_at": "x"}', "\xff"],
    ids=["no date", "deep", "no files", "no text"],
)
def test_an_odd_manifest_is_no_backup_and_changes_nothing(tmp_path, manifest):
    file = tmp_path / "odd.zip"
    with zipfile.ZipFile(file, "w") as odd:
        odd.writestr("trainer.db", "")
        odd.writestr("manifest.json", manifest.encode("latin-1"))
    with pytest.raises(WrongUse):
        archive.restore(file, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_backup_with_an_unsound_database_says_so_in_its_own_words(tmp_path):
    content = b"no database, " * 500
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        bad.writestr("trainer.db", content)
        files = {"trainer.db": hashlib.sha256(content).hexdigest()}
        bad.writestr("manifest.json", json.dumps({"format": 1, "made_at": "x", "files": files}))
    with pytest.raises(StoreFailed, match="backup is damaged"):
        archive.restore(tmp_path / "bad.zip", tmp_path / "back")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreFailed, match="not restored"):
        archive.restore(tmp_path / "bad.zip", tmp_path / "file" / "back")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--nope"], ["check", "--nope"], ["graph"], ["speak", "hi", "--lang", "xx"], ["serve", "--port", "x"],
     ["speak", "x" * 3000, "--lang", "en"], ["check", __file__]],
)  # fmt: skip
def test_wrong_use_is_one_line(run, arguments):
    said = run(*arguments, exits=2)
    assert said.startswith("trainer: ")
    assert said.count("\n") == 1


def test_a_password_that_is_no_text_is_refused(run):
    assert "UTF-8" in run("account", "add", "odd", exits=2, stdin="\udcff" * 9)


def test_a_certificate_that_is_none_is_wrong_use(run, tmp_path):
    (tmp_path / "no.pem").write_bytes(os.urandom(500))
    file = str(tmp_path / "no.pem")
    assert "PEM" in run("serve", "--port", "1", "--cert", file, "--key", file, exits=2)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize(
    ("how", "exits", "lines"),
    [("settings >/dev/full", 3, 1), ("--help >&-", 0, 0), ("play late-parcel --lang en <&-", 0, 0),
     ("settings <&- >&- 2>&-", 0, 0)],
)  # fmt: skip
def test_closed_and_full_streams_are_no_traceback(settings, how, exits, lines):
    environ = {**os.environ, "TRAINER_DATA": str(settings.data), "TRAINER_CONTENT": str(SMALL_CONTENT)}
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m trainer {how}'], env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (exits, lines), done.stderr


def test_every_line_is_made_ahead_once(run):
    assert "42 of 42 lines are ready" in run("prepare")
    assert "no scenario called nothing" in run("prepare", "nothing", exits=2)


def test_a_damaged_database_stops_the_start_with_the_command_that_helps(serve, settings):
    settings.data.mkdir()
    (settings.data / "trainer.db").write_bytes(b"not a database at all, " * 100)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = serve("--port", str(port), exits=3)
    assert "trainer restore" in said
    assert len(said.strip().splitlines()) == 1


def test_a_port_in_use_is_one_clear_line(serve):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError):
            listen("127.0.0.1", port)
        said = serve("--port", str(port), exits=3)
    assert said.count("\n") == 1
    assert f"--port {port + 1}" in said


def test_a_certificate_without_its_key_is_wrong_use(run, tmp_path):
    (tmp_path / "cert.pem").write_text("")
    assert "belong together" in run("serve", "--cert", str(tmp_path / "cert.pem"), exits=2)


def test_the_listening_socket_is_made_for_tcp_so_that_small_answers_do_not_wait():
    with listen("127.0.0.1", 0) as made:
        assert made.proto == socket.IPPROTO_TCP
        assert made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_classrooms_certificate_holds_its_addresses_and_is_kept(tmp_path):
    cert, key = certificate.made(tmp_path, ["192.168.1.20", "fd00::1"])
    assert {"192.168.1.20", "fd00::1", "localhost", "127.0.0.1"} <= certificate.names_in(cert)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = cert.read_bytes(), key.read_bytes()
    certificate.made(tmp_path, ["192.168.1.20"])
    assert (cert.read_bytes(), key.read_bytes()) == before
    certificate.made(tmp_path, ["10.1.2.3"])
    assert "10.1.2.3" in certificate.names_in(cert)
    assert key.read_bytes() == before[1]


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(services, settings):
    path = settings.data / "secret.key"
    assert services
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text()) == 64
    with sqlite3.connect(settings.data / "trainer.db") as rows:
        assert rows.execute("SELECT count(*) FROM people").fetchone() == (0,)
    rows.close()


def test_results_are_written_to_a_file_in_the_format_its_name_says(run, finished_call, services, tmp_path):
    said = run("export", "--out", str(tmp_path / "all.db"))
    assert "1 people" in said
    assert "1 calls" in said
    with sqlite3.connect(tmp_path / "all.db") as made:
        assert made.execute("select call from calls").fetchone() == (finished_call,)
    made.close()
    assert "--force" in run("export", "--out", str(tmp_path / "all.db"), exits=2)
    run("export", "--out", str(tmp_path / "all.db"), "--force")
    assert "personal data" in run("export", "--out", str(tmp_path / "all.xlsx"), "--names", "--since", "2026-11-21")
    assert "no format" in run("export", "--out", str(tmp_path / "all.pdf"), exits=2)
    assert "since" in run("export", "--out", str(tmp_path / "all.csv"), "--since", "yesterday", exits=2)


def test_nothing_is_made_where_there_is_nothing_to_export(run, settings, tmp_path):
    assert "nothing to export" in run("export", "--out", str(tmp_path / "all.db"), exits=2)
    assert not settings.data.exists()
