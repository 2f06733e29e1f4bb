"""How long a rerun of a page takes over a real websocket, and how much it draws."""

import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


@dataclass
class Drawn:
    """What a rerun sent: the seconds it took, its elements and the blocks they stand in, and the bytes."""

    seconds: float
    elements: int
    blocks: int
    size: int


def connected(port, cookies=()):
    """A browser's connection to an application."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in dict(cookies).items())}
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://127.0.0.1:{port}",
        compression=None, additional_headers=headers, max_size=None,
    )  # fmt: skip


def rerun(socket, *, page="", query="", kept=None):
    """Reruns the page at an address once. `kept`, a set, holds what the browser has of earlier reruns, as browsers do."""
    message = BackMsg()
    message.rerun_script.cached_message_hashes.extend(kept or ())
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    got, elements, blocks, size = ForwardMsg(), 0, 0, 0
    began = time.perf_counter()
    socket.send(message.SerializeToString())
    while True:
        body = socket.recv(timeout=60)
        size += len(body)
        got.ParseFromString(body)
        kind = got.WhichOneof("type")
        if kept is not None and got.hash and got.metadata.cacheable:
            kept.add(got.hash)
        if kind == "delta":
            elements += got.delta.WhichOneof("type") == "new_element"
            blocks += got.delta.WhichOneof("type") == "add_block"
        elif kind == "ref_hash":
            elements += 1
        elif kind == "script_finished":
            return Drawn(time.perf_counter() - began, elements, blocks, size)
