"""A DNS server that does exactly what it is told to.

The zone is a JSON object: name -> {"A": [...], "AAAA": [...], "CNAME": name, "rcode": n, "wait": seconds, "ttl": n,
"truncate": true}. A name that is not there does not exist; "wait" is a time, or a list of times used one by one.
"""

import ipaddress
import json
import socket
import struct
import sys
import threading
import time

TYPES = {1: "A", 28: "AAAA", 5: "CNAME"}
NO_ERROR, NAME_ERROR = 0, 3
RESPONSE, TRUNCATED = 0x8580, 0x0200  # authoritative answer, recursion desired and available

zone = json.loads(sys.argv[1])


def name_bytes(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def question(query: bytes) -> tuple[str, int, int]:
    """Name, type, and where the question ends."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    return ".".join(labels).lower(), struct.unpack_from("!H", query, at + 1)[0], at + 5


def records(name: str, kind: int) -> list[bytes]:
    entry = zone.get(name, {})
    head = struct.pack("!H", 1) + struct.pack("!I", entry.get("ttl", 300))
    if "CNAME" in entry:
        target = name_bytes(entry["CNAME"])
        alias = name_bytes(name) + struct.pack("!H", 5) + head + struct.pack("!H", len(target)) + target
        return [alias, *records(entry["CNAME"], kind)]
    values = [ipaddress.ip_address(value).packed for value in entry.get(TYPES.get(kind, ""), [])]
    return [name_bytes(name) + struct.pack("!H", kind) + head + struct.pack("!H", len(value)) + value
            for value in values]


def answer(query: bytes, over_tcp: bool) -> bytes:
    name, kind, end = question(query)
    entry = zone.get(name)
    wait = (entry or {}).get("wait", 0)
    time.sleep((wait.pop(0) if len(wait) > 1 else wait[0]) if isinstance(wait, list) else wait)
    found = records(name, kind)
    code = NAME_ERROR if entry is None else entry.get("rcode", NO_ERROR)
    flags = RESPONSE | code
    if entry and entry.get("truncate") and not over_tcp and found:
        found, flags = [], flags | TRUNCATED
    return query[:2] + struct.pack("!HHHHH", flags, 1, len(found), 0, 0) + query[12:end] + b"".join(found)


def serve_tcp(listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as reader:
            while head := reader.read(2):
                reply = answer(reader.read(struct.unpack("!H", head)[0]), True)
                connection.sendall(struct.pack("!H", len(reply)) + reply)


listener = socket.create_server(("", 53))
threading.Thread(target=serve_tcp, args=(listener,), daemon=True).start()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.bind(("", 53))
    while True:
        message, client = udp.recvfrom(4096)

        def reply(message=message, client=client):
            udp.sendto(answer(message, False), client)
        threading.Thread(target=reply, daemon=True).start()
