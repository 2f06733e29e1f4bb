"""Calls to listen to again: one turn, or the whole with both sides where they were said."""

from collections.abc import Iterator

from trainer.call.events import CustomerSaid
from trainer.call.inputs import Say
from trainer.errors import NotFound
from trainer.records.recordings import RecordingFiles
from trainer.services.call_views import spoken_line
from trainer.services.lines import CustomerVoice
from trainer.services.live import LiveCall
from trainer.speech import audio
from trainer.speech.audio import Recording

GAP = 0.3
"""Seconds between two lines that the customer says one after the other."""
LONGEST = 3600.0
"""A call left open for half a day is not joined second by second: an hour takes 115 MB."""


def one_turn(call: LiveCall, seq: int, files: RecordingFiles) -> bytes:
    """The wav of what the trainee said in a turn. Raises NotFound when it was typed, or no words at all."""
    if not 1 <= seq <= call.moment.seq:
        raise NotFound(f"The call has no turn {seq}.")
    done = call.moment.turns[seq - 1].entry.input
    if not isinstance(done, Say) or done.recording is None:
        raise NotFound(f"Nothing was recorded in turn {seq}.")
    recording = audio.read_flac(files.read(done.recording))
    return audio.write_wav(recording.samples, recording.rate)


def whole_call(call: LiveCall, files: RecordingFiles, speech: CustomerVoice) -> bytes:
    """One wav of the call. Raises NotFound before anything was said, StoreFailed, EngineFailed."""
    pieces = [piece for piece in _pieces(call, files, speech) if piece[0] < LONGEST]
    if not pieces:
        raise NotFound("Nothing has been said in this call.")
    return audio.join(pieces)


def _pieces(call: LiveCall, files: RecordingFiles, speech: CustomerVoice) -> Iterator[tuple[float, Recording]]:
    for turn in call.moment.turns:
        done = turn.entry.input
        if isinstance(done, Say) and done.recording is not None:
            recording = audio.read_flac(files.read(done.recording))
            yield max(0.0, done.at - recording.seconds), recording
        at = done.at
        for event in turn.entry.events:
            if isinstance(event, CustomerSaid):
                line = audio.read_wav(speech.wav(spoken_line(call, event)).read_bytes())
                yield at, line
                at += line.seconds + GAP
