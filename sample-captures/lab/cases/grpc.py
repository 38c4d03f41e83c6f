"""gRPC over TLS: slow, failing, past its deadline, and as it should be."""

from case import Case, Proof, Server, python

from .caddy import proxy

TARGET = "workshop.test:443"
SERVICE = Server("grpcio with a thread pool (`daemons/benches.py`)", python("daemons/benches.py", "--port", 8001), 8001)
PROXY = proxy(8001)
DEVELOPER = "the server's developer"


def grpc(name: str, what: str, who: str, find: tuple[str, ...], never: tuple[str, ...], calls: tuple[str, ...],
         proof: tuple[Proof, ...], **more) -> Case:
    return Case(name, what, who, find, never, (python("clients/call.py", TARGET, *calls, "--ca", "{scratch}/ca.pem"),),
                (SERVICE, PROXY), proof=proof, keys_inside=True, **more)


def statuses(count: int, most: int | None = None) -> Proof:
    return Proof('http2.header.name=="grpc-status"', count, most or count)


CASES = (
    grpc("grpc-healthy", "One call of each kind over one channel: unary, a stream of the server, one of the client, one of "
         "both; the streams pause between messages on purpose. Each ends with OK.", "nobody", (),
         ("grpc-error", "grpc-deadline", "slow-server-response", "response-trickle", "request-trickle"),
         ("Reserve", "Watch", "HandIn", "Talk"), (statuses(4),)),
    grpc("grpc-slow", "Three calls; in the second the server works for 700 ms before it answers.",
         f"{DEVELOPER} (`workshop.Benches/Search`)", ("slow-server-response",), ("grpc-error", "grpc-deadline"),
         ("Reserve", "Search", "Reserve"), (statuses(3), Proof("tcp.srcport==443 && tcp.time_delta > 0.65", 1, 1)), costs={"slow-server-response": 700}),
    grpc("grpc-failing", "Three calls; the second ends at once with UNAVAILABLE.",
         f"{DEVELOPER} (`workshop.Benches/Repair`)", ("grpc-error",), ("grpc-deadline", "slow-server-response"),
         ("Reserve", "Repair", "Reserve"), (statuses(3), Proof('http2.header.name=="grpc-status" && http2.header.value=="14"', 1, 1))),
    grpc("grpc-deadline", "Three calls; the second needs 700 ms and has a deadline of 300 ms: the client gives it up.",
         f"{DEVELOPER} (`workshop.Benches/Search`), or the client's (the deadline)", ("grpc-deadline",), ("grpc-error",),
         ("Reserve", "Search=0.3", "Reserve=5"), (statuses(2, 3), Proof("http2.rst_stream.error==8", 1))),
)
