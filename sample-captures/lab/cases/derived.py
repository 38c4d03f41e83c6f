"""Captures that are flawed themselves, made from sound ones."""

import random
from dataclasses import replace

from case import Case, Proof
from pcapng import Record

SERVER_ADDRESS = bytes((10, 77, 0, 2))
SOURCE_AT = 14 + 12  # of the IPv4 source address in an Ethernet frame
MILLISECOND = 1_000_000


def cut_to_96_bytes(records: list[Record]) -> list[Record]:
    """each packet cut to 96 bytes, as `tcpdump -s 96` does."""
    return [record.cut(96) for record in records]


def without_two_percent(records: list[Record]) -> list[Record]:
    """the handshake kept, 2 % of the other packets taken out at random, as by a capture that could not keep up."""
    dice = random.Random(2)
    return [record for number, record in enumerate(records) if number < 6 or dice.random() >= 0.02]


def server_side_only(records: list[Record]) -> list[Record]:
    """only the packets that the server sent."""
    return [record for record in records if record.data[SOURCE_AT:SOURCE_AT + 4] == SERVER_ADDRESS]


def each_twice(records: list[Record]) -> list[Record]:
    """each packet a second time 25 microseconds later, as a mirror port gives that copies both ports."""
    copies = [replace(record, time=record.time + 25_000) for record in records]
    return sorted(records + copies, key=lambda record: record.time)


def clock_set_back(records: list[Record]) -> list[Record]:
    """the clock set back by 400 ms in the middle."""
    middle = len(records) // 2
    return [replace(record, time=record.time - 400 * MILLISECOND * (number >= middle))
            for number, record in enumerate(records)]


def joined_late(records: list[Record]) -> list[Record]:
    """without its first twelve packets, handshake included."""
    return records[12:]


CASES = (
    Case("snaplen-truncated", "slow-server again, but of each packet only the first 96 bytes were kept: enough for the "
         "TCP header and the request line, not for contents.", "whoever captures (`tcpdump -s 0`)",
         ("capture-truncated-packets", "slow-server-response"), ("packet-loss", "capture-dropped-packets"),
         costs={"slow-server-response": 2400},
         derived_from="slow-server", derive=cut_to_96_bytes,
         proof=(Proof("frame.cap_len < frame.len", 8), Proof("frame.cap_len > 96", 0, 0))),
    Case("dropped-packets", "A healthy response of 280 kB, but the capture missed packets that were delivered: bytes are "
         "acknowledged that were never seen, and nothing is sent again.", "whoever captures (a larger buffer)",
         ("capture-dropped-packets",), ("packet-loss", "tail-loss", "retransmission-timeout"),
         also={"uncompressed-response": "the list of 300 kB is sent as it is"},
         derived_from="uncompressed", derive=without_two_percent,
         proof=(Proof("tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment", 2),
                Proof("tcp.analysis.retransmission", 0, 0))),
    Case("one-sided", "slow-server again, but only the server's packets were captured.",
         "whoever captures (both directions)", ("capture-one-sided",), ("packet-loss", "capture-dropped-packets"),
         derived_from="slow-server", derive=server_side_only,
         proof=(Proof("ip.src==10.77.0.1", 0, 0), Proof("ip.src==10.77.0.2", 8))),
    Case("duplicated", "keep-alive again, but each packet was captured twice.", "whoever captures (one port, one way)",
         ("capture-duplicate-packets",), ("packet-loss", "spurious-retransmission", "repeated-request"),
         derived_from="keep-alive", derive=each_twice, proof=(Proof("tcp.flags.syn==1 && tcp.flags.ack==0", 2, 2),)),
    Case("clock-step", "chatty again, but the clock of the capturing machine was set back by 400 ms half way through.",
         "whoever captures", ("capture-clock-step",), ("packet-loss", "slow-server-response"),
         derived_from="chatty", derive=clock_set_back, proof=(Proof("frame.time_delta < 0", 1, 1),)),
    Case("joined-late", "keep-alive again, but the capture began after the connection did: no handshake, so the scale of "
         "the windows is unknown, and the first exchange is cut in two.", "whoever captures", (),
         ("zero-window", "receive-window-limited", "no-keep-alive", "packet-loss"), derived_from="keep-alive",
         derive=joined_late, proof=(Proof("tcp.flags.syn==1", 0, 0), Proof("http.response.code==200", 10))),
)
