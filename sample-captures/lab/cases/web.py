"""Troubles of the server, the client and HTTP between them; after each the fixed version."""

from dataclasses import replace

from case import BASE, Case, Proof, python
from impairments import Shaper
from path import Path

from .servers import UVICORN, gunicorn, raw, uvicorn

SYN = "tcp.flags.syn==1 && tcp.flags.ack==0"
OK = "http.response.code==200"
SERVER, CLIENT = "the server's developer", "the client's developer"
WITH_BODY = replace(raw(), files=(("body", "part=" + "x" * 20_000),))
MBIT_20 = Path(to_client=(Shaper(20e6, 300_000),))


def fetch(*arguments: object) -> tuple[str, ...]:
    return python("clients/fetch.py", *arguments)


def fan_out(*arguments: object) -> tuple[str, ...]:
    return python("clients/fan_out.py", *arguments)


def web(name: str, what: str, who: str, client: tuple[str, ...], proof: tuple[Proof, ...], find: tuple[str, ...] = (),
        never: tuple[str, ...] = (), server=UVICORN, **more) -> Case:
    return Case(name, what, who, find, never, (client,), (server,), proof=proof, **more)


CALLS = [f"{BASE}/call/{name}" for name in ("stock", "prices", "delivery", "reviews", "offers", "related")]

CASES = (
    web("slow-server", "Four requests; in each the handler blocks for 600 ms before it answers. The server's kernel "
        "acknowledges the request at once.", SERVER + " (the handler of `/slow/orders`)",
        fetch(f"{BASE}/slow/orders", "--times", 4, "--pause", 0.2), find=("slow-server-response",),
        never=("retransmission-timeout", "response-trickle"), costs={"slow-server-response": 2400},
        also={"repeated-request": "the same answer comes four times"},
        proof=(Proof(OK, 4, 4), Proof("http.time > 0.6 && http.time < 0.75", 4, 4))),
    web("slow-server-fixed", "The same four requests, and the handler answers at once.", "nobody",
        fetch(f"{BASE}/quick/orders", "--times", 4, "--pause", 0.2), never=("slow-server-response",),
        proof=(Proof(OK, 4, 4), Proof("http.time > 0.1", 0, 0))),
    web("slow-server-gunicorn", "The handler sleeps 600 ms behind one synchronous gunicorn worker; three requests come "
        "at once, so the second waits for the first and the third for both: 600, 1200 and 1800 ms. Gunicorn's "
        "synchronous worker also closes each connection after its response. Captured on the server.",
        SERVER + " (the handler, and the number of workers)",
        fan_out(f"{BASE}/slow/orders", "--times", 3, "--at-once"), find=("slow-server-response",),
        never=("retransmission-timeout",), server=gunicorn("--workers", "1"), capture="server",
        costs={"slow-server-response": 3600},
        proof=(Proof(OK, 3, 3), Proof("http.time > 0.58", 3, 3), Proof("http.time > 1.75", 1, 1))),
    web("response-trickle", "The generator behind the response pauses for 900 ms half way through; all that was sent "
        "before is acknowledged during the pause.", SERVER + " (the generator of `/slow/export`)",
        fetch(f"{BASE}/slow/export", "--times", 2), find=("response-trickle",),
        never=("slow-server-response", "tail-loss", "retransmission-timeout"), costs={"response-trickle": 1800},
        proof=(Proof("tcp.srcport==8000 && tcp.len>0 && tcp.time_delta > 0.85", 2, 2), Proof(OK, 2, 2))),
    web("response-trickle-fixed", "The same export without the pause.", "nobody",
        fetch(f"{BASE}/quick/export", "--times", 2), never=("response-trickle",),
        proof=(Proof("tcp.time_delta > 0.15", 0, 0), Proof(OK, 2, 2))),
    web("request-trickle", "The client produces the body of its request while sending it: six pieces of 1 kB with "
        "300 ms between them, 1.5 s in all.", CLIENT, python("clients/upload.py", f"{BASE}/upload"),
        find=("request-trickle",), never=("slow-server-response",), costs={"request-trickle": 1500},
        proof=(Proof("tcp.dstport==8000 && tcp.len>0 && tcp.time_delta > 0.2", 5, 5), Proof(OK, 1, 1))),
    web("request-trickle-fixed", "The same body, collected first and sent in one go.", "nobody",
        python("clients/upload.py", f"{BASE}/upload", "--pause", 0), never=("request-trickle",),
        proof=(Proof("tcp.time_delta > 0.15", 0, 0), Proof(OK, 1, 1))),
    web("expect-continue", "curl sends `Expect: 100-continue` and keeps its 20 kB back; the server never answers "
        "`100 Continue`, so curl sends them after its own 1 s.",
        SERVER + " (answer 100) or the client's (do not ask)",
        ("curl", "-s", "-H", "Expect: 100-continue", "-d", "@{scratch}/body", f"{BASE}/upload"),
        find=("expect-continue",), never=("request-trickle", "slow-server-response"), server=WITH_BODY,
        also={"slow-connect": "the SYN-ACK came 85 ms late, a hiccup of the path"}, costs={"expect-continue": 1000},
        proof=(Proof('tcp.payload contains "Expect: 100-continue"', 1, 1),
               Proof("tcp.dstport==8000 && tcp.len>0 && tcp.time_delta > 0.9", 1, 1))),
    web("expect-continue-fixed", "The same upload without the `Expect` header.", "nobody",
        ("curl", "-s", "-H", "Expect:", "-d", "@{scratch}/body", f"{BASE}/upload"),
        never=("expect-continue",), server=WITH_BODY,
        proof=(Proof('tcp.payload contains "Expect: 100-continue"', 0, 0), Proof("tcp.time_delta > 0.15", 0, 0))),
    web("keep-alive-race", "The server closes idle connections after 1 s. The client rests for 970 ms after the first "
        "response and asks again while the server's FIN is on its way: the request meets a closed connection (RST), "
        "and is sent once more on a new one.",
        "the operator (the server's keep-alive must be longer than the client's) and the client's developer (retry)",
        python("clients/reconnect.py", f"{BASE}/page/start", "--rest", 0.965), find=("keep-alive-race",),
        never=("retransmission-timeout", "slow-server-response"), server=uvicorn("--timeout-keep-alive", "1"),
        path=Path(rtt_ms=120),
        proof=(Proof(SYN, 2, 2), Proof("http.request", 3, 3), Proof("tcp.flags.reset==1 && tcp.srcport==8000"))),
    web("no-keep-alive", "Twelve requests with `requests.get`, which opens a new connection for each: twelve handshakes "
        "of 40 ms.", CLIENT + " (use a `requests.Session`)",
        fetch(f"{BASE}/page/start", "--times", 12, "--fresh"), find=("no-keep-alive",), never=("slow-connect",),
        costs={"no-keep-alive": 11 * 40},
        proof=(Proof(SYN, 12, 12), Proof(OK, 12, 12))),
    web("keep-alive", "The same twelve requests with one `requests.Session`: one handshake.", "nobody",
        fetch(*(f"{BASE}/page/{name}" for name in "abcdefghijkl")), never=("no-keep-alive",),
        proof=(Proof(SYN, 1, 1), Proof(OK, 12, 12))),
    web("no-keep-alive-server", "Twelve requests with one `requests.Session`, but gunicorn's synchronous worker answers "
        "`Connection: close` each time.", "the operator (`gunicorn -k gthread`)",
        fetch(*(f"{BASE}/price/{n}" for n in range(12))), find=("no-keep-alive",), server=gunicorn(),
        costs={"no-keep-alive": 11 * 40},
        proof=(Proof(SYN, 12, 12), Proof('http.connection == "close"', 12, 12))),
    web("keep-alive-server", "The same twelve requests to gunicorn with threaded workers, which keep the connection.",
        "nobody", fetch(*(f"{BASE}/price/{n}" for n in range(12))), never=("no-keep-alive",),
        server=gunicorn("-k", "gthread", "--threads", "4"), proof=(Proof(SYN, 1, 1), Proof(OK, 12, 12))),
    web("sequential-calls", "Six calls that do not need each other, awaited one after the other with httpx; each "
        "handler takes 150 ms, so together about 1.2 s.", CLIENT + " (`asyncio.gather`)", fan_out(*CALLS),
        find=("sequential-calls",), never=("queued-in-pool", "no-keep-alive"), costs={"sequential-calls": 5 * 190},
        proof=(Proof(OK, 6, 6), Proof("http.time > 0.15 && http.time < 0.25", 6, 6), Proof("frame.time_relative > 1.1"))),
    web("concurrent-calls", "The same six calls at once: about 0.25 s in all, on six connections.", "nobody",
        fan_out(*CALLS, "--at-once"), never=("sequential-calls", "queued-in-pool"),
        proof=(Proof(OK, 6, 6), Proof("frame.time_relative > 0.7", 0, 0))),
    web("uncompressed", "A JSON list of 300 kB sent as it is to a client that accepts gzip, at 20 Mbit/s.",
        "the operator (FastAPI's `GZipMiddleware`, or `gzip on` in nginx)", fetch(f"{BASE}/plain/parts?count=1500"),
        find=("uncompressed-response",), never=("slow-server-response", "packet-loss"), path=MBIT_20,
        proof=(Proof("http.content_length > 250000", 1, 1), Proof("http.content_encoding", 0, 0))),
    web("compressed", "The same list with gzip: about 30 kB.", "nobody", fetch(f"{BASE}/compressed/parts?count=1500"),
        never=("uncompressed-response", "large-response"), path=MBIT_20,
        proof=(Proof('http.content_encoding == "gzip"', 1, 1), Proof("http.content_length < 60000", 1, 1))),
    web("compressed-brotli", "The same list with brotli, which the client asked for.", "nobody",
        fetch(f"{BASE}/brotli/parts?count=1500", "--accept-encoding", "br, gzip"),
        never=("uncompressed-response", "large-response"), path=MBIT_20,
        proof=(Proof('http.content_encoding == "br"', 1, 1),)),
    web("large-response", "A screen that shows 25 parts fetches all 17000; compressed they are still over 300 kB: "
        "six round trips of slow start and a quarter of a second.", SERVER + " and the client's (ask for a page)",
        fetch(f"{BASE}/compressed/parts?count=17000"), find=("large-response",),
        never=("uncompressed-response", "packet-loss"), path=MBIT_20,
        proof=(Proof('http.content_encoding == "gzip"', 1, 1), Proof("http.content_length > 310000", 1, 1))),
    web("large-response-fixed", "The screen asks for the page that it shows.", "nobody", fetch(f"{BASE}/parts-page"),
        never=("large-response",), path=MBIT_20,
        proof=(Proof("http.content_length < 8000", 1, 1),)),
    web("repeated-request", "The catalogue (12 kB, no validator, no lifetime) is fetched eight times in 3 s; it never "
        "changes.", SERVER + " (ETag, Cache-Control) and the client's (keep it)",
        fetch(f"{BASE}/catalogue", "--times", 8, "--pause", 0.3), find=("repeated-request",),
        never=("no-keep-alive", "slow-server-response"), proof=(Proof(OK, 8, 8), Proof("http.request", 8, 8))),
    web("repeated-request-fixed", "Eight reads again, through a cache: one full answer with `max-age=2` and an ETag, "
        "then one `304 Not Modified` when the two seconds are over.", "nobody",
        python("clients/cached.py", f"{BASE}/cached/catalogue"), never=("repeated-request", "polling-unchanged"),
        proof=(Proof(OK, 1, 1), Proof("http.response.code==304", 1, 1))),
    web("redirect-chain", "Four redirects, one after the other, before the answer: five requests where one would do.",
        SERVER + " (link to the last address)", ("curl", "-sL", f"{BASE}/hop/4"), find=("redirect-chain",),
        never=("no-keep-alive",), costs={"redirect-chain": 4 * 40},
        proof=(Proof("http.response.code==302", 4, 4), Proof(OK, 1, 1))),
    web("retry-storm", "The service answers 503 (with `Retry-After: 1`) for its first second; the client asks again "
        "after 20 ms each time.", CLIENT + " (back off) and the operator (why 503)",
        fetch(f"{BASE}/flaky", "--until-ok", 0.02), find=("retry-storm", "error-response"),
        also={"slow-server-response": "the last answer came 60 ms late"},
        proof=(Proof("http.response.code==503", 10), Proof(OK, 1, 1))),
    web("retry-storm-fixed", "The same failing service, asked again after 0.7 s, then 1.4 s.",
        "the operator (why 503)", fetch(f"{BASE}/flaky", "--until-ok", 0.7, "--double"),
        find=("error-response",), never=("retry-storm",),
        proof=(Proof("http.response.code==503", 1, 2), Proof(OK, 1, 1))),
    web("polling-unchanged", "The client asks for `/status` every second, nine times; the answer is always the same.",
        CLIENT + " (server-sent events, see healthy-streaming, or a longer interval)",
        fetch(f"{BASE}/status", "--times", 9, "--pause", 1, "--steady"), find=("polling-unchanged",),
        never=("chatty-exchange", "no-keep-alive", "slow-server-response"), server=uvicorn("--timeout-keep-alive", "75"),
        proof=(Proof(OK, 9, 9), Proof("http.request && tcp.time_delta > 0.85", 8, 8))),
    web("queued-in-pool", "Thirty calls of 150 ms at once through a pool of five connections: six waves, the last call "
        "waits about a second before it is sent.", CLIENT + " (`httpx.Limits(max_connections=...)`)",
        fan_out(f"{BASE}/call/stock", "--times", 30, "--at-once", "--pool", 5), find=("queued-in-pool",),
        never=("slow-connect",), also={"repeated-request": "the same answer comes thirty times"}, proof=(Proof(SYN, 5, 5), Proof(OK, 30, 30), Proof("frame.time_relative > 1.1"))),
    web("queued-in-pool-fixed", "The same thirty calls through a pool of a hundred: all at once.", "nobody",
        fan_out(f"{BASE}/call/stock", "--times", 30, "--at-once"), never=("queued-in-pool",),
        proof=(Proof(SYN, 30, 30), Proof(OK, 30, 30), Proof("frame.time_relative > 1.0", 0, 0))),
    web("chatty", "Thirty prices, each with a request of its own, one after the other: 40 ms of path for 35 bytes, "
        "1.3 s in all.", "both developers (one request for many parts)",
        fetch(*(f"{BASE}/price/{n}" for n in range(30))), find=("chatty-exchange",), never=("no-keep-alive",),
        costs={"chatty-exchange": 29 * 40},
        proof=(Proof(OK, 30, 30), Proof(SYN, 1, 1))),
    web("chatty-fixed", "The same thirty prices with one request.", "nobody",
        fetch(f"{BASE}/prices?ids=" + ",".join(map(str, range(30)))), never=("chatty-exchange",),
        proof=(Proof(OK, 1, 1),)),
)
