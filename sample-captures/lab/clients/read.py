"""A GET over a bare socket, read the way an application reads: in its own time, into its own buffer."""

import argparse
import socket
import time
from urllib.parse import urlsplit

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--times", type=int, default=1, help="requests on the one connection")
parser.add_argument("--idle", type=float, default=0, help="seconds between the requests")
parser.add_argument("--receive-buffer", type=int, help="SO_RCVBUF")
parser.add_argument("--pause-after", type=int, help="bytes read before the pause")
parser.add_argument("--pause", type=float, default=0, help="seconds without reading")
parser.add_argument("--delayed-ack", action="store_true", help="no quick ACKs at the start of the connection")
parser.add_argument("--give-up", type=float, help="seconds without a byte")
options = parser.parse_args()

url = urlsplit(options.url)
sock = socket.socket()
if options.receive_buffer:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, options.receive_buffer)
sock.connect((url.hostname, url.port))
sock.settimeout(options.give_up)
for turn in range(options.times):
    time.sleep(options.idle if turn else 0)
    if options.delayed_ack:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
    sock.sendall(f"GET {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nUser-Agent: read\r\n\r\n".encode())
    data = b""
    expected = None
    while expected is None or len(data) < expected:
        chunk = sock.recv(65536)
        if not chunk:
            raise SystemExit("closed by the server")
        before = len(data)
        data += chunk
        if expected is None and b"\r\n\r\n" in data:
            head = data[:data.index(b"\r\n\r\n")].lower()
            expected = len(head) + 4 + int(head.split(b"content-length:")[1].split()[0])
        if options.pause_after and before < options.pause_after <= len(data):
            time.sleep(options.pause)
sock.close()
