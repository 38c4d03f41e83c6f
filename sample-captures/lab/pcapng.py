"""Reads and writes pcapng, as far as the lab needs it: one section, one interface, enhanced packet blocks.

Captures are written again so that they say nothing about the machine they were made on, and so that a case can be
derived from another one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from pathlib import Path

SECTION, INTERFACE, PACKET, SECRETS = 0x0A0D0D0A, 1, 6, 10
KEY_LOG = 0x544C534B
IF_NAME, IF_TSRESOL, SHB_USERAPPL, COMMENT = 2, 9, 4, 1


@dataclass(frozen=True)
class Record:
    """A captured packet; the time is in nanoseconds since 1970."""

    time: int
    data: bytes
    size: int

    def cut(self, snaplen: int) -> "Record":
        return replace(self, data=self.data[:snaplen])


@dataclass(frozen=True)
class Capture:
    link_type: int
    snaplen: int
    records: tuple[Record, ...]


def read(file: Path) -> Capture:
    blocks = file.read_bytes()
    link_type = snaplen = 0
    tick = 1000  # nanoseconds
    records = []
    at = 0
    while at < len(blocks):
        kind, length = struct.unpack_from("<II", blocks, at)
        if kind == INTERFACE:
            link_type, snaplen = struct.unpack_from("<HxxI", blocks, at + 8)
            tick = _tick(blocks[at + 16:at + length - 4])
        elif kind == PACKET:
            high, low, captured, size = struct.unpack_from("<4xIIII", blocks, at + 8)
            records.append(Record((high << 32 | low) * tick, blocks[at + 28:at + 28 + captured], size))
        at += length
    return Capture(link_type, snaplen, tuple(records))


def _tick(options: bytes) -> int:
    at = 0
    while at + 4 <= len(options):
        code, length = struct.unpack_from("<HH", options, at)
        if code == IF_TSRESOL:
            return 10 ** (9 - options[at + 4])
        at += 4 + length + -length % 4
    return 1000


def write(file: Path, capture: Capture, comment: str = "", keys: bytes = b"") -> None:
    """Writes a capture; an NSS key log stands in it before the packets that it decrypts."""
    section = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)
    section += _option(COMMENT, comment.encode()) if comment else b""
    section += _option(SHB_USERAPPL, b"stallscope lab") + _option(0)
    interface = struct.pack("<HxxI", capture.link_type, capture.snaplen)
    interface += _option(IF_NAME, b"uplink") + _option(IF_TSRESOL, b"\x09") + _option(0)
    with file.open("wb") as out:
        out.write(_block(SECTION, section) + _block(INTERFACE, interface))
        if keys:
            out.write(_block(SECRETS, struct.pack("<II", KEY_LOG, len(keys)) + keys + bytes(-len(keys) % 4)))
        for record in capture.records:
            head = struct.pack("<IIIII", 0, record.time >> 32, record.time & 0xFFFFFFFF, len(record.data), record.size)
            out.write(_block(PACKET, head + record.data + bytes(-len(record.data) % 4)))


def _option(code: int, value: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def _block(kind: int, body: bytes) -> bytes:
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length
