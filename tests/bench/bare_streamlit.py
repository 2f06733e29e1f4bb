"""The least a Streamlit page can do, and how long its rerun takes over a real websocket."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SERVER = """
import sys, uvicorn, streamlit as st
from trainer.serving.listening import listen
app = st.App(sys.argv[1])
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listen("127.0.0.1", int(sys.argv[2]))])
"""


@contextlib.contextmanager
def page(folder: Path, port: int):
    """A function that reruns `st.write("hi")` once and returns the seconds it took."""
    # A folder of its own: Streamlit watches it, and would notice every write of the other server.
    folder = folder / "bare"
    folder.mkdir()
    script = folder / "hi.py"
    script.write_text('import streamlit as st\n\nst.write("hi")\n')
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(script), str(port)], cwd=folder)
    try:
        socket = _connected(port, process)
        with socket:
            _rerun(socket)
            yield lambda: _rerun(socket)
    finally:
        process.terminate()
        process.wait(20)


def _connected(port, process):
    for _ in range(600):
        try:
            return connect(
                f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://127.0.0.1:{port}",
                compression=None,
            )  # fmt: skip
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError("the bare Streamlit page did not start")


def _rerun(socket):
    message = BackMsg()
    message.rerun_script.query_string = ""
    began = time.perf_counter()
    socket.send(message.SerializeToString())
    while True:
        got = ForwardMsg()
        got.ParseFromString(socket.recv(timeout=20))
        if got.WhichOneof("type") == "script_finished":
            return time.perf_counter() - began
