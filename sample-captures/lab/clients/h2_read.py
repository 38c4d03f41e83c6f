"""A GET with HTTP/2 (prior knowledge) and the windows that HTTP/2 starts with: 65535 bytes."""

import socket
import sys
from urllib.parse import urlsplit

import h2.config
import h2.connection
import h2.events

url = urlsplit(sys.argv[1])
connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
with socket.create_connection((url.hostname, url.port)) as sock:
    connection.initiate_connection()
    connection.send_headers(1, [(":method", "GET"), (":scheme", "http"), (":authority", url.netloc), (":path", url.path)],
                            end_stream=True)
    ended = False
    while not ended:
        sock.sendall(connection.data_to_send())
        for event in connection.receive_data(sock.recv(65536)):
            if isinstance(event, h2.events.DataReceived):
                connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            ended |= isinstance(event, h2.events.StreamEnded)
