"""What the relay needs to know of a passing packet: addresses, TCP numbers and the payload."""

from __future__ import annotations

import struct
from collections.abc import Callable

TCP, UDP = 6, 17
FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
A, AAAA = 1, 28


class Packet:
    """One IP packet, read in place. `at` is the offset of the IP header in the frame."""

    def __init__(self, frame: bytes, at: int):
        self.frame = frame
        self.size = len(frame) - at
        self.version = frame[at] >> 4 if self.size >= 20 else 0
        self.protocol = 0
        self.payload = b""
        self.flags = self.seq = 0
        self.flow: tuple = ()
        if self.version == 4:
            self.protocol = frame[at + 9]
            layer4 = at + (frame[at] & 15) * 4
            end = at + struct.unpack_from("!H", frame, at + 2)[0]
            addresses = frame[at + 12:at + 20]
        elif self.version == 6:
            self.protocol = frame[at + 6]
            layer4 = at + 40
            end = layer4 + struct.unpack_from("!H", frame, at + 4)[0]
            addresses = frame[at + 8:at + 40]
        else:
            return
        if self.protocol == TCP:
            source, target, self.seq = struct.unpack_from("!HHI", frame, layer4)
            self.flags = frame[layer4 + 13]
            self.payload = frame[layer4 + (frame[layer4 + 12] >> 4) * 4:end]
        elif self.protocol == UDP:
            source, target = struct.unpack_from("!HH", frame, layer4)
            self.payload = frame[layer4 + 8:end]
        else:
            return
        self.flow = (addresses, source, target)

    @property
    def is_data(self) -> bool:
        return self.protocol == TCP and len(self.payload) > 0

    @property
    def is_dns(self) -> bool:
        return self.protocol == UDP and 53 in self.flow[1:]

    def query_type(self) -> int:
        """The type asked for in the first question of a DNS message."""
        at = 12
        while self.payload[at]:
            at += 1 + self.payload[at]
        return struct.unpack_from("!H", self.payload, at + 1)[0]


class Match:
    """A named question about a packet; the name ends up in NOTES.md."""

    def __init__(self, words: str, test: Callable[[Packet], bool]):
        self.words = words
        self.test = test

    def __call__(self, packet: Packet) -> bool:
        return self.test(packet)

    def __str__(self) -> str:
        return self.words


SYNS = Match("SYN", lambda p: p.protocol == TCP and p.flags & (SYN | ACK) == SYN)
DNS_MESSAGES = Match("DNS message", lambda p: p.is_dns)
AAAA_MESSAGES = Match("DNS message for AAAA", lambda p: p.is_dns and p.query_type() == AAAA)
IPV6_TCP = Match("IPv6 TCP segment", lambda p: p.version == 6 and p.protocol == TCP)


def containing(marker: bytes) -> Match:
    return Match(f"segment with the text {marker.decode()!r}", lambda p: p.is_data and marker in p.payload)


def larger_than(size: int) -> Match:
    return Match(f"packet of more than {size} bytes", lambda p: p.size > size)


def large(size: int, *numbers: int) -> Match:
    """The n-th packets above a size, of all connections together, whatever they carry: for TCP and QUIC alike."""
    count = 0

    def test(packet: Packet) -> bool:
        nonlocal count
        count += packet.size > size
        return packet.size > size and count in numbers
    return Match(f"packet numbered {', '.join(map(str, numbers))} of those above {size} bytes", test)


def nth_ack(n: int) -> Match:
    """The n-th segment without data."""
    count = 0

    def test(packet: Packet) -> bool:
        nonlocal count
        count += packet.protocol == TCP and not packet.payload
        return count == n
    return Match(f"ACK number {n}", test)


def every(n: int) -> Match:
    """Every n-th data segment, retransmissions counted too."""
    count = 0

    def test(packet: Packet) -> bool:
        nonlocal count
        count += packet.is_data
        return packet.is_data and count % n == 0
    return Match(f"data segment number {n}, {2 * n}, {3 * n}, ...", test)


def data_segment(*numbers: int) -> Match:
    """The n-th data segments of a connection, retransmissions neither counted nor matched."""
    highest: dict[tuple, int] = {}
    counts: dict[tuple, int] = {}

    def test(packet: Packet) -> bool:
        flow = packet.flow
        if not packet.is_data or flow in highest and (packet.seq - highest[flow]) % 2**32 >= 2**31:
            return False
        highest[flow] = (packet.seq + len(packet.payload)) % 2**32
        counts[flow] = counts.get(flow, 0) + 1
        return counts[flow] in numbers
    words = ", ".join(map(str, numbers))
    return Match(f"data segment{'s' if len(numbers) > 1 else ''} {words}", test)
