"""The same page in HTTP/1.1, 2 and 3, over a clean path and over one that loses packets; QUIC with loss."""

from case import Case, Proof, Server
from impairments import Drop
from packets import large
from path import Path

from .caddy import caddy, site
from .nginx import certificate

IMAGES, SIZE = 24, 2500
PAGE = caddy(IMAGES, SIZE)
URL = "https://workshop.test/bike-"
PATHS = [f"{URL}{n}.webp" for n in range(1, IMAGES + 1)]
CA = ("--cacert", "{scratch}/ca.pem")
LOSSES = (9, 21, 33, 45)
TAIL_LOST = (14, 30, 51, 52)
LOSSY = Path(to_client=(Drop(large(1000, *LOSSES), None),))
SYN = "tcp.flags.syn==1 && tcp.flags.ack==0"
QUIC_CLIENT = ("gtlsclient", "-q", "--no-quic-dump", "--no-http-dump", "--exit-on-all-streams-close",
               "workshop.test", "443")


def curl(*options: str) -> tuple[str, ...]:
    return ("curl", "-s", "-Z", "-A", "Mozilla/5.0 (no browser, but asks like one)", *options, *CA, f"{URL}[1-{IMAGES}].webp", "-o", "{scratch}/got-#1")


def version(name: str, words: str, client: tuple[str, ...], proof: tuple[Proof, ...], path: Path = Path(),
            who: str = "nobody", find: tuple[str, ...] = (), never: tuple[str, ...] = (), **more) -> Case:
    loss = f" The path loses packets {', '.join(map(str, LOSSES))} of those above 1000 bytes." if path is LOSSY else ""
    return Case(name, f"A page's {IMAGES} images of {SIZE} bytes, {words}.{loss}", who, find, never, (client,),
                (PAGE,), path=path, proof=proof, keys_inside=True, **more)


HTTP1 = curl("--http1.1", "--parallel-max", "6")
HTTP2 = curl("--http2")
HTTP3 = (*QUIC_CLIENT, *PATHS)
FILE = caddy(1, 60_000)
NGTCP2 = Server("ngtcp2's server with a file of 46000 bytes",
                ("gtlsserver", "-q", "--no-quic-dump", "--no-http-dump", "-d", "{scratch}/site", "*", "443",
                 "{scratch}/leaf.key", "{scratch}/leaf.pem"), 443, (), (*certificate(), site(1, 46_000)))
IN_HTTP1 = "over six connections with HTTP/1.1: six at once, the rest waits"
IN_HTTP2 = "all at once over one connection with HTTP/2"
IN_HTTP3 = "all at once over one connection with HTTP/3"
PROOF1 = (Proof(SYN, 6, 6), Proof("http.request", IMAGES, IMAGES))
PROOF2 = (Proof(SYN, 1, 1), Proof("http2.headers.status==200", 1))
PROOF3 = (Proof("quic.long.packet_type==0", 2), Proof("quic.stream.stream_id==92", 2))
OPERATOR, NETWORK = "the operator of the server (HTTP/2 or HTTP/3)", "the operator of the path"
LOST = {"packet-loss": "the lost packets are seen to be missing where more follow them"}

CASES = (
    version("http1-page", IN_HTTP1, HTTP1, PROOF1, who=OPERATOR, find=("http1-connection-limit",),
            never=("packet-loss", "tail-loss", "slow-server-response", "queued-in-pool", "no-keep-alive")),
    version("http2-page", IN_HTTP2, HTTP2, PROOF2,
            never=("http1-connection-limit", "http2-head-of-line", "http2-flow-control", "packet-loss")),
    version("http3-page", IN_HTTP3, HTTP3, PROOF3,
            never=("quic-probe-timeout", "quic-amplification-limit", "quic-flow-control", "quic-fallback")),
    version("http1-page-with-loss", IN_HTTP1, HTTP1, PROOF1, LOSSY, who=NETWORK, find=("tail-loss",),
            never=("response-trickle", "slow-server-response", "http2-head-of-line", "traffic-policing"),
            also=LOST | {"http1-connection-limit": "the connections are six, and each is busy",
                         "retransmission-timeout": "an answer of two segments has nothing that follows a loss"}),
    version("http2-page-with-loss", IN_HTTP2, HTTP2, PROOF2, LOSSY, who=NETWORK, find=("http2-head-of-line",),
            never=("response-trickle", "slow-server-response", "http2-flow-control", "traffic-policing"), also=LOST),
    version("http3-page-with-loss", IN_HTTP3, HTTP3, PROOF3, LOSSY, who=NETWORK, find=("packet-loss",),
            never=("http2-head-of-line", "slow-server-response", "quic-probe-timeout", "response-trickle")),
    Case("quic-loss", "One file of 60 kB over HTTP/3. Two packets within are lost, which later ones make known, and then two "
         "of those that repair it: nothing tells of these until the server's probe timer runs out.", NETWORK, ("quic-probe-timeout",),
         ("slow-server-response", "response-trickle", "quic-flow-control"), ((*QUIC_CLIENT, PATHS[0]),), (FILE,),
         path=Path(to_client=(Drop(large(1000, *TAIL_LOST), None),)), keys_inside=True,
         proof=(Proof("quic.stream.stream_id==0", 30), Proof("udp.srcport==443 && frame.time_delta > 0.06", 1))),
    Case("quic-migration", "One file of 46 kB over HTTP/3; while it comes the client goes over to another port, and the "
         "rest of it comes there: the same connection with other ids.", "nobody", (),
         ("slow-server-response", "quic-probe-timeout", "quic-fallback"),
         ((*QUIC_CLIENT[:-2], "--change-local-addr=60ms", *QUIC_CLIENT[-2:], PATHS[0]),), (NGTCP2,),
         path=Path(rtt_ms=80), keys_inside=True,
         proof=(Proof("quic.long.packet_type==0", 2), Proof("quic.frame_type==26", 1), Proof("quic.frame_type==27", 1))),
)
