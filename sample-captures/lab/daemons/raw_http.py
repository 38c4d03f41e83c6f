"""A small HTTP/1.1 server over bare sockets, for what real ones do not let one set.

It writes header and body separately, answers any request, and never answers `Expect: 100-continue`.
"""

import argparse
import fcntl
import random
import socket
import ssl
import struct
import termios
import threading
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=8000)
parser.add_argument("--body", type=int, default=300, help="bytes of a response body")
parser.add_argument("--no-delay", action="store_true", help="TCP_NODELAY")
parser.add_argument("--send-buffer", type=int, help="most bytes in the kernel's send buffer, sent or not")
parser.add_argument("--backlog", type=int, default=128)
parser.add_argument("--accept-after", type=float, default=0, help="seconds after the start without accept()")
parser.add_argument("--reset-after", type=int, help="reset the connection after that many bytes of the body")
parser.add_argument("--certificate", help="speak TLS; certificate and key in one file")
parser.add_argument("--handshake-after", type=float, default=0, help="seconds before the ClientHello is read")
options = parser.parse_args()

BODY = random.Random(1).randbytes(options.body // 2).hex().encode()
HEAD = (f"HTTP/1.1 200 OK\r\nServer: workshop-raw\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n").encode()
PIECE = 4096  # written at a time, as servers do that read from a file


def unacknowledged(connection: socket.socket) -> int:
    """Bytes in the send buffer. Counted here because not every kernel holds a blocking writer to SO_SNDBUF."""
    return struct.unpack("i", fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4)))[0]


def serve(connection: socket.socket) -> None:
    if options.certificate:
        time.sleep(options.handshake_after)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        connection = context.wrap_socket(connection, server_side=True)
    with connection, connection.makefile("rb") as reader:
        while reader.readline():
            length = 0
            while (line := reader.readline().strip()):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            reader.read(length)
            connection.sendall(HEAD)
            if options.reset_after is not None:
                connection.sendall(BODY[:options.reset_after])
                time.sleep(0.3)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                reader.close()
                return
            for at in range(0, len(BODY), PIECE):
                while options.send_buffer and unacknowledged(connection) + PIECE > options.send_buffer:
                    time.sleep(0.0005)
                connection.sendall(BODY[at:at + PIECE])


with socket.socket() as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, options.no_delay)
    listener.bind(("", options.port))
    listener.listen(options.backlog)
    time.sleep(options.accept_after)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
