"""The simulated path: a device in each of two namespaces and a relay between them."""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import itertools
import os
import select
import struct
import time
from dataclasses import dataclass

from impairments import Delay
from packets import Packet

TUNSETIFF, TUNSETOFFLOAD = 0x400454CA, 0x400454D0
IFF_TUN, IFF_TAP, IFF_NO_PI, IFF_VNET_HDR = 0x0001, 0x0002, 0x1000, 0x4000
OFFLOAD_CHECKSUM_AND_TSO4 = 0x01 | 0x02
CLONE_NEWNET = 0x40000000
ETHERNET, VNET_HEADER = 14, 10

DEVICE = "uplink"


@dataclass(frozen=True)
class Path:
    """Settings of a path. Stages are in the order in which a packet meets them; the delay comes last.

    link: "tap" shows Ethernet frames in a capture, "tun" bare IP packets.
    offload: the devices take segments larger than the MSS, as a network card with TSO does.
    """

    rtt_ms: float = 40
    to_server: tuple = ()
    to_client: tuple = ()
    link: str = "tap"
    mtu: int = 1500
    offload: bool = False

    def __str__(self) -> str:
        words = [f"round trip {self.rtt_ms:g} ms", f"MTU {self.mtu}"]
        words += [f"towards the server {stage}" for stage in self.to_server]
        words += [f"towards the client {stage}" for stage in self.to_client]
        return "; ".join(words) + ("; segmentation offload" if self.offload else "")


def open_device(namespace: str, path: Path) -> int:
    """Makes the device inside the namespace. The descriptor goes on working from outside."""
    with open(f"/run/netns/{namespace}") as inside, open("/proc/self/ns/net") as home:
        _enter(inside.fileno())
        try:
            device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            flags = (IFF_TUN if path.link == "tun" else IFF_TAP) | IFF_NO_PI
            if path.offload:
                flags |= IFF_VNET_HDR
            fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", DEVICE.encode(), flags))
            if path.offload:
                fcntl.ioctl(device, TUNSETOFFLOAD, OFFLOAD_CHECKSUM_AND_TSO4)
            return device
        finally:
            _enter(home.fileno())


def _enter(namespace: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def relay(client: int, server: int, path: Path) -> None:
    """Passes packets on for ever. Runs in a process of its own."""
    ip_at = (ETHERNET if path.link == "tap" else 0) + (VNET_HEADER if path.offload else 0)
    one_way = Delay(path.rtt_ms / 2000)
    ways = {client: (server, (*path.to_server, one_way)), server: (client, (*path.to_client, one_way))}
    order = itertools.count()
    flying: list[tuple[float, int, int, bytes]] = []
    while True:
        wait = max(0.0, flying[0][0] - time.monotonic()) if flying else None
        for source in select.select([client, server], [], [], wait)[0]:
            target, stages = ways[source]
            for frame in _frames(source):
                for leave in _leaving(Packet(frame, ip_at), stages):
                    heapq.heappush(flying, (leave, next(order), target, frame))
        while flying and flying[0][0] <= time.monotonic():
            _, _, target, frame = heapq.heappop(flying)
            os.write(target, frame)


def _frames(device: int):
    """What waits at the device, but not so much that packets due elsewhere become late."""
    for _ in range(32):
        try:
            yield os.read(device, 70_000)
        except BlockingIOError:
            return


def _leaving(packet: Packet, stages: tuple) -> list[float]:
    times = [time.monotonic()]
    for stage in stages:
        times = [leave for when in times for leave in stage(packet, when)]
    return times
