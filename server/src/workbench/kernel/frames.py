"""Frames between the processes of a workbench: four bytes of length, one of kind, then the content.

J  JSON.
D  JSON: the end of a run, for which the supervisor first empties the output pipes.
B  four bytes with the id of a transfer, then bytes of a file; none at all end it.
"""

import json
import struct

HEADER = struct.Struct(">IB")
TRANSFER = struct.Struct(">I")
LARGEST_OUT = 1024 * 1024
PIECE = 256 * 1024


def encode(kind, content):
    """One frame."""
    return HEADER.pack(len(content) + 1, ord(kind)) + content


def encode_json(message, kind="J"):
    """One frame of JSON. Raises ValueError when the host would refuse its size."""
    content = json.dumps(message, ensure_ascii=False, default=str).encode("utf-8", "replace")
    if len(content) > LARGEST_OUT:
        raise ValueError(f"the message has {len(content)} bytes; at most {LARGEST_OUT}")
    return encode(kind, content)


class Reader:
    """Collects bytes and gives whole frames."""

    def __init__(self, longest=None):
        self.buffer, self.longest = bytearray(), longest

    def feed(self, data):
        """Whole frames as (kind, content, raw), after these bytes have come. Raises ValueError for one too long."""
        self.buffer += data
        frames = []
        start = 0
        while len(self.buffer) - start >= HEADER.size:
            length, kind = HEADER.unpack_from(self.buffer, start)
            if self.longest is not None and length > self.longest:
                raise ValueError(f"a frame of {length} bytes")
            end = start + 4 + length
            if len(self.buffer) < end:
                break
            raw = bytes(self.buffer[start:end])
            frames.append((chr(kind), raw[HEADER.size:], raw))
            start = end
        del self.buffer[:start]
        return frames
