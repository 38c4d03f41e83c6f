"""HTTPS requests, each on a connection of its own, with Python's ssl module."""

import argparse
import socket
import ssl
import time
from urllib.parse import urlsplit

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--ca", required=True)
parser.add_argument("--times", type=int, default=1)
parser.add_argument("--resume", action="store_true", help="offer the session of the connection before")
parser.add_argument("--verify-for", type=float, default=0, help="seconds between the server's flight and the Finished")
options = parser.parse_args()

url = urlsplit(options.url)
request = f"GET {url.path} HTTP/1.1\r\nHost: {url.hostname}\r\nConnection: close\r\n\r\n".encode()
context = ssl.create_default_context(cafile=options.ca)
session = None


def handshake(sock: socket.socket, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, tls: ssl.SSLObject) -> None:
    """Step by step, so that there can be a pause before the server's certificate is looked at."""
    while True:
        try:
            tls.do_handshake()
            sock.sendall(outgoing.read())
            return
        except ssl.SSLWantReadError:
            sock.sendall(outgoing.read())
        incoming.write(sock.recv(65536))
        time.sleep(options.verify_for)


for _ in range(options.times):
    with socket.create_connection((url.hostname, url.port or 443)) as sock:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, server_hostname=url.hostname,
                               session=session if options.resume else None)
        handshake(sock, incoming, outgoing, tls)
        tls.write(request)
        sock.sendall(outgoing.read())
        while chunk := sock.recv(65536):
            incoming.write(chunk)
            try:
                while tls.read(65536):
                    pass
            except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
                pass
        session = tls.session
    time.sleep(0.2)
