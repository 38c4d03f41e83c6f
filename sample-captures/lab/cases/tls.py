"""Handshakes of TLS, requests inside it, and HTTP/2."""

from dataclasses import replace

from case import BASE, Case, Proof, Server, python
from impairments import Drop, Shaper
from packets import data_segment
from path import Path

from .nginx import certificate, http2, https
from .servers import raw

URL = "https://workshop.test/page/start"
CA = "{scratch}/ca.pem"
CURL = ("curl", "-s", "--cacert", CA, URL)
CLIENT_HELLO, SERVER_HELLO = "tls.handshake.type==1", "tls.handshake.type==2"
OPERATOR = "the operator of the server"
CALLS = [f"{BASE}/call/{name}" for name in ("stock", "prices", "delivery", "reviews", "offers", "related")]


def tls(name: str, what: str, who: str, find: tuple[str, ...], never: tuple[str, ...], proof: tuple[Proof, ...],
        servers: tuple[Server, ...], client: tuple[str, ...] = CURL, **more) -> Case:
    return Case(name, what, who, find, never, (client,), servers, proof=proof, **more)


def raw_tls(*more: object) -> Server:
    return replace(raw("--port", 443, "--certificate", "{scratch}/both.pem", *more), port=443,
                   before=(*certificate(), ("sh", "-c", "cat leaf.pem leaf.key > both.pem")))


def turns(*more: object) -> tuple[str, ...]:
    return python("clients/fetch.py", "https://workshop.test/page/start", "https://workshop.test/quick/orders",
                  "https://workshop.test/slow/orders", "https://workshop.test/page/bikes", *more)


def fan_out(*arguments: object) -> tuple[str, ...]:
    return python("clients/fan_out.py", *arguments, "--http2")


CASES = (
    tls("tls12-full", "A full handshake of TLS 1.2: two round trips of 40 ms before the request.", OPERATOR + " (TLS 1.3)",
        ("tls-two-round-trips",), ("tls-slow-server", "tls-no-resumption"),
        (Proof(f"{SERVER_HELLO} && !tls.handshake.extensions.supported_version", 1, 1),
         Proof("tls.handshake.type==14", 1, 1)), https("ssl_protocols TLSv1.2;"), costs={"tls-two-round-trips": 40}),
    tls("tls13-full", "The same page with TLS 1.3: one round trip.", "nobody", (), ("tls-two-round-trips",),
        (Proof("tls.handshake.extensions.supported_version==0x0304 && tls.handshake.type==2", 1, 1),),
        https("ssl_protocols TLSv1.2 TLSv1.3;")),
    tls("tls-no-resumption", "Four connections to the same server within two seconds, each with a full handshake: the "
        "client offers no session.", "the client's developer (keep the connection, or the session)",
        ("tls-no-resumption",), ("tls-slow-server",),
        (Proof(CLIENT_HELLO, 4, 4), Proof("tls.handshake.type==11", 4, 4)),
        https("ssl_protocols TLSv1.2;"), python("clients/tls.py", URL, "--ca", CA, "--times", 4),
        also={"tls-two-round-trips": "TLS 1.2 makes each of them one round trip longer"}),
    tls("tls-resumption", "The same four connections; each but the first resumes the session of the one before, which "
        "saves the certificate and a round trip.", "nobody (better still: keep the connection)", (),
        ("tls-no-resumption",), (Proof(CLIENT_HELLO, 4, 4), Proof("tls.handshake.type==11", 1, 1)),
        https("ssl_protocols TLSv1.2;"), python("clients/tls.py", URL, "--ca", CA, "--times", 4, "--resume"),
        also={"tls-two-round-trips": "TLS 1.2 makes the first one round trip longer"}),
    tls("tls13-resumption", "Four connections with TLS 1.3; each but the first offers the ticket of the one before, and "
        "the server takes it.", "nobody", (), ("tls-no-resumption", "tls-two-round-trips"),
        (Proof(CLIENT_HELLO, 4, 4), Proof(f"{SERVER_HELLO} && tls.handshake.extension.type==41", 3, 3)),
        https(), python("clients/tls.py", URL, "--ca", CA, "--times", 4, "--resume")),
    tls("tls-hello-retry", "The client sends a key share for X25519; the server only takes P-384 and asks again: one round "
        "trip more.", OPERATOR + " (`ssl_ecdh_curve X25519:...`)", ("tls-hello-retry",), ("tls-slow-server",),
        (Proof(CLIENT_HELLO, 2, 2), Proof(SERVER_HELLO, 2, 2)), https("ssl_protocols TLSv1.3; ssl_ecdh_curve secp384r1;"),
        costs={"tls-hello-retry": 40}),
    tls("tls-certificate-flight", "The certificate names 800 hosts and is over 17 kB long: the server's flight does not "
        "fit into ten segments, and the rest waits for the client's ACK, one round trip.", OPERATOR +
        " (a shorter certificate)", ("tls-certificate-flight",), ("tls-slow-server", "packet-loss"),
        (Proof("tcp.srcport==443 && tcp.len==1448", 11),), https(names=tuple(f"shop{n}.workshop.test" for n in range(800))),
        costs={"tls-certificate-flight": 40}),
    tls("tls-slow-server", "The server answers the ClientHello 500 ms late.", OPERATOR, ("tls-slow-server",),
        ("slow-server-response", "tail-loss"), (Proof(f"{SERVER_HELLO} && tcp.time_delta > 0.4", 1, 1),),
        (raw_tls("--handshake-after", 0.5),), costs={"tls-slow-server": 500}),
    tls("tls-slow-client", "The client takes 400 ms to look at the server's certificate before it sends its Finished.",
        "the client's developer", ("tls-slow-client",), ("tls-slow-server", "slow-server-response"),
        (Proof("tcp.dstport==443 && tcp.len>0 && tcp.time_delta > 0.35", 1, 1),), https("ssl_protocols TLSv1.3;"),
        python("clients/tls.py", URL, "--ca", CA, "--verify-for", 0.4), costs={"tls-slow-client": 400}),
    tls("tls-handshake-failure", "The client speaks at most TLS 1.2, the server only TLS 1.3: the server's alert "
        "(protocol_version) ends the handshake.", "the client's operator", ("tls-handshake-failure",), ("connection-reset",),
        (Proof("tls.alert_message.desc==70", 1, 1),), https("ssl_protocols TLSv1.3;"),
        ("curl", "-s", "--tls-max", "1.2", "--cacert", CA, URL)),
    tls("tls-unknown-authority", "The client does not know the authority that signed the certificate; its alert "
        "(unknown_ca) ends the handshake of TLS 1.2.", "the operator of the client", ("tls-handshake-failure",), (),
        (Proof("tls.alert_message.desc==48", 1, 1),), https("ssl_protocols TLSv1.2;"),
        ("curl", "-s", URL)),
    tls("https-turns", "Four requests on one TLS 1.3 connection, without keys: 40 ms, 40 ms, 640 ms (the handler blocks "
        "for 600 ms) and 40 ms. Only the turns of the records show it.", "the server's developer (`/slow/orders`)",
        ("slow-server-response",), ("tls-two-round-trips", "no-keep-alive"),
        (Proof("tls.record.opaque_type==23", 8), Proof("http", 0, 0),
         Proof("tcp.srcport==443 && tcp.len>0 && tcp.time_delta > 0.5", 1, 1)), https(), turns(),
        costs={"slow-server-response": 600}),
    tls("https-with-keys", "The same four requests, with the keys of the client in keys.log.",
        "the server's developer (`/slow/orders`)", ("slow-server-response",), ("tls-two-round-trips", "no-keep-alive"),
        (Proof("tls.record.opaque_type==23", 8),), https(), turns(), costs={"slow-server-response": 600}, keys=True),
    tls("https-http2-with-keys", "Six calls of 150 ms at once over one TLS connection with HTTP/2, the keys in keys.log.",
        "nobody", (), ("sequential-calls", "queued-in-pool", "http1-connection-limit"),
        (Proof("tls.record.opaque_type==23", 8), Proof("tcp.flags.syn==1 && tcp.flags.ack==0", 1, 1)),
        https(http2=True), fan_out(*(url.replace(BASE, "https://workshop.test") for url in CALLS), "--at-once", "--warm",
                                   "--ca", CA), keys=True),
    tls("tls12-with-keys-inside", "TLS 1.2, the keys in the capture itself: a full handshake, then one that resumes its "
        "session and saves a round trip and the certificate.", OPERATOR + " (TLS 1.3)", ("tls-two-round-trips",),
        ("tls-no-resumption", "tls-slow-server"), (Proof(CLIENT_HELLO, 2, 2), Proof("tls.handshake.type==11", 1, 1),
                                                   Proof("http.request", 2, 2)),
        https("ssl_protocols TLSv1.2;"), python("clients/tls.py", URL, "--ca", CA, "--times", 2, "--resume"),
        costs={"tls-two-round-trips": 40}, keys_inside=True),
    tls("tls13-with-keys-inside", "The same with TLS 1.3: one round trip each, and the second handshake has no certificate.",
        "nobody", (), ("tls-two-round-trips", "tls-no-resumption", "tls-slow-server"),
        (Proof(CLIENT_HELLO, 2, 2), Proof("tls.handshake.type==8", 2, 2), Proof("tls.handshake.type==11", 1, 1),
         Proof("http.request", 2, 2)),
        https("ssl_protocols TLSv1.3;"), python("clients/tls.py", URL, "--ca", CA, "--times", 2, "--resume"),
        keys_inside=True),
    tls("tls13-certificate-flight", "A certificate that names 800 hosts again, with the keys in the capture itself: what "
        "does not fit into ten segments is seen to be the certificate.", OPERATOR + " (a shorter certificate)",
        ("tls-certificate-flight",), ("tls-slow-server", "packet-loss"),
        (Proof("tls.handshake.type==11 && tls.handshake.certificates_length > 16000", 1, 1), Proof("http.request", 1, 1)),
        https("ssl_protocols TLSv1.3;", names=tuple(f"shop{n}.workshop.test" for n in range(800))),
        costs={"tls-certificate-flight": 40}, keys_inside=True),
    tls("http2-concurrent-calls", "Six calls of 150 ms at once over one connection with HTTP/2: about 0.2 s after the "
        "first request.", "nobody", (), ("sequential-calls", "queued-in-pool", "http2-stream-limit"),
        (Proof("http2.headers.status==200", 6), Proof("tcp.flags.syn==1 && tcp.flags.ack==0", 1, 1)),
        http2(), fan_out(*CALLS, "--at-once", "--warm")),
    tls("http2-stream-limit", "Twelve calls of 150 ms at once over one connection, but the server allows two streams at a "
        "time: six waves.", OPERATOR + " (`http2_max_concurrent_streams`)", ("http2-stream-limit",), ("packet-loss",),
        (Proof("http2.settings.max_concurrent_streams==2", 1), Proof("http2.headers.status==200", 12),
         Proof("frame.time_relative > 1", 1)),
        http2("http2_max_concurrent_streams 2;"), fan_out(*CALLS, *CALLS, "--at-once", "--warm", "--streams", 2),
        also={"repeated-request": "the same six calls are made twice"}),
    tls("http2-flow-control", "The client gives a stream a window of 64 kB and takes 400 kB: on a path of 100 ms the "
        "stream waits for WINDOW_UPDATE again and again.", "the client's developer (SETTINGS_INITIAL_WINDOW_SIZE)",
        ("http2-flow-control",), ("zero-window", "packet-loss", "response-trickle"),
        (Proof("http2.type==8 && tcp.dstport==8000", 5), Proof("frame.time_relative > 0.8", 1)), http2(),
        python("clients/h2_read.py", f"{BASE}/bytes/400000"),
        path=Path(rtt_ms=100)),
    tls("http2-head-of-line", "Four responses of 60 kB share one connection; one TCP segment is lost, and all four wait "
        "until it is sent again.", "the operator of the path (HTTP/3 does not have this)", ("http2-head-of-line",),
        ("tail-loss", "http2-flow-control"), (Proof("tcp.analysis.duplicate_ack", 3),), http2(),
        fan_out(f"{BASE}/status", *(f"{BASE}/bytes/{60_000 + n}" for n in range(4)), "--at-once", "--warm"),
        path=Path(to_client=(Shaper(20e6, 400_000), Drop(data_segment(40))))),
)
