"""Troubles of TCP: loss, delay, rates, windows and buffers."""

from case import BASE, Case, Proof, Server, python
from impairments import Drop, Hold, Late, Outage, Policer, Shaper
from packets import containing, data_segment, every, larger_than, nth_ack
from path import Path

from .servers import UVICORN, raw

SERVER, OPERATOR = "the server's developer", "the operator of the path"
END = containing(b"-- end of the data --")
AGAIN = "tcp.analysis.retransmission || tcp.analysis.out_of_order"   # seen beside the sender, both are "sent again"
ROOMY = {"client": {"net.ipv4.tcp_rmem": "4096 2097152 6291456"}}   # the client's window is never the limit
NO_PROBE = {"server": {"net.ipv4.tcp_early_retrans": "0"}}          # no tail loss probe: only the timer is left


def fetch(*arguments: object) -> tuple[str, ...]:
    return python("clients/fetch.py", *arguments)


def read(*arguments: object) -> tuple[str, ...]:
    return python("clients/read.py", *arguments)


def transport(name: str, what: str, who: str, find: tuple[str, ...], client: tuple[str, ...],
              proof: tuple[Proof, ...], server: Server = UVICORN, **more) -> Case:
    return Case(name, what, who, find, client=(client,), servers=(server,), proof=proof, **more)


def lost_tail(name: str, what: str, times: int, find: tuple[str, ...], again: int, **more) -> Case:
    """The response is 24 kB long; its last segment is the one with the text at the end."""
    never = ("slow-server-response", "packet-loss", *more.pop("never", ()))
    return transport(name, what, OPERATOR + "; the server's operator can allow tail loss probes", find,
                     fetch(f"{BASE}/bytes/24000"), (Proof(AGAIN, again, again),), never=never,
                     path=Path(to_client=(Drop(END, times),)), **more)


def downloads(size: int) -> tuple[str, ...]:
    return fetch(f"{BASE}/bytes/{size}")


CASES = (
    lost_tail("tail-loss", "The last segment of a 24 kB response is lost. No later segment makes the loss known, tail "
              "loss probes are off, and the retransmission timer repairs it after about 240 ms. Captured on the server.",
              1, ("tail-loss",), 1, sysctl=NO_PROBE, capture="server", never=("path-outage",)),
    lost_tail("tail-loss-seen-by-client", "The same, captured on the client: the lost segment was never there, only the "
              "silence and then the end.", 1, ("tail-loss",), 0, sysctl=NO_PROBE, never=("response-trickle",)),
    transport("tail-loss-probe", "The last two of the 18 segments of a 24 kB response are lost; after two round trips "
              "(84 ms) the server's tail loss probe sends the last one again, and its SACK brings back the other. "
              "Captured on the server.", OPERATOR, ("tail-loss",), fetch(f"{BASE}/bytes/24000"), (Proof(AGAIN, 2, 2),),
              capture="server", never=("retransmission-timeout", "slow-server-response"),
              path=Path(to_client=(Drop(data_segment(17, 18), None),))),
    lost_tail("rto-backoff", "The last segment of a response is lost three times: the timer expires after about 240, "
              "480 and 960 ms, 1.7 s in all. Captured on the server.", 3, ("retransmission-timeout",), 3,
              sysctl=NO_PROBE, capture="server"),
    transport("packet-loss", "Four segments in the middle of a 400 kB response are lost one by one; each is repaired by "
              "fast retransmission after about one round trip. Captured on the server.", OPERATOR, ("packet-loss",),
              downloads(400_000), (Proof(AGAIN, 4, 4), Proof("tcp.analysis.duplicate_ack", 12)), capture="server",
              never=("tail-loss", "retransmission-timeout", "traffic-policing"), snaplen=320,
              path=Path(to_client=(Shaper(20e6, 400_000), Drop(data_segment(60, 120, 180, 240), None)))),
    transport("path-outage", "Nothing passes in either direction for 2 s, from data segment 150 of a 600 kB response on. "
              "The timer backs off, so the response goes on only about 3.8 s after it stopped. Captured on the "
              "server.", OPERATOR, ("path-outage",), downloads(600_000), (Proof(AGAIN, 5),), capture="server",
              snaplen=320, sysctl=ROOMY, never=("packet-loss", "slow-server-response", "traffic-policing"),
              path=(lambda outage: Path(to_server=(outage,), to_client=(Shaper(10e6, 500_000), outage)))(
                  Outage(data_segment(150), 2.0)), costs={"path-outage": 3800}),
    transport("reordering", "Every 15th data segment of a 500 kB response is 0.9 ms late on a path of 20 Mbit/s, so that "
              "the next one or two overtake it. Nothing is lost.", OPERATOR, ("reordering",), downloads(500_000),
              (Proof("tcp.analysis.out_of_order", 10), Proof("tcp.options.sack.dsack", 0, 0), Proof("tcp.analysis.duplicate_ack", 10)), snaplen=320,
              sysctl=ROOMY, path=Path(to_client=(Shaper(20e6, 500_000), Late(every(15), 0.0009))),
              never=("packet-loss", "tail-loss", "retransmission-timeout")),
    transport("traffic-policing", "A token bucket (1.5 Mbit/s, 100 kB) in front of the path drops what exceeds it from a "
              "2 MB response. Captured on the server, before the policer.", "the operator of the policer (shape "
              "instead, or the server paces)", ("traffic-policing",), downloads(2_000_000), (Proof(AGAIN, 30),),
              capture="server", snaplen=320, sysctl=ROOMY, path=Path(to_client=(Policer(1.5e6, 100_000),)),
              never=("bufferbloat", "traffic-shaping", "receive-window-limited", "slow-server-response")),
    transport("traffic-shaping", "The path carries 600 kB at 16 Mbit/s and the rest of 2.5 MB at 3 Mbit/s; what exceeds "
              "it waits in a queue, so the round trip grows from 40 ms to several hundred. Nothing is dropped.",
              "the operator of the shaper", ("traffic-shaping",), downloads(2_500_000), (Proof(AGAIN, 0, 0),
              Proof("tcp.analysis.ack_rtt > 0.3", 50)), capture="server", snaplen=320,
              sysctl={"client": {"net.ipv4.tcp_rmem": "4096 262144 524288"}},
              path=Path(to_client=(Shaper(3e6, 2_000_000, burst=600_000, peak=16e6),)),
              never=("traffic-policing", "packet-loss", "slow-server-response")),
    transport("bufferbloat", "A 3 Mbit/s path with a queue of 2 MB: during a 1.5 MB response the round trip grows from 40 "
              "ms to about 370 ms. Nothing is lost. Captured on the server.", OPERATOR + " (fq_codel, CAKE)",
              ("bufferbloat",), downloads(1_500_000), (Proof(AGAIN, 0, 0), Proof("tcp.analysis.ack_rtt > 0.3", 50)),
              capture="server", snaplen=320, sysctl={"client": {"net.ipv4.tcp_rmem": "4096 524288 1048576"}},
              path=Path(to_client=(Shaper(3e6, 2_000_000),)), never=("packet-loss", "traffic-policing", "traffic-shaping")),
    transport("slow-reader", "The client reads 60 kB of an 800 kB response into a 64 kB buffer and then does something "
              "else for 2.5 s: its window closes, and the server probes it.", "the client's developer",
              ("zero-window",), read(f"{BASE}/bytes/800000", "--receive-buffer", 65536, "--pause-after", 60000,
                                     "--pause", 2.5),
              (Proof("tcp.analysis.zero_window", 2), Proof("tcp.window_size_value==0 && tcp.flags.reset==0", 2)),
              snaplen=320, never=("slow-server-response", "response-trickle", "tail-loss"), costs={"zero-window": 2500},
              also={"receive-window-limited": "64 kB stay the limit before and after"}),
    transport("slow-reader-fixed", "The same response, read without the pause into a buffer that the kernel sizes.", "nobody",
              (), read(f"{BASE}/bytes/800000"), (Proof("tcp.analysis.zero_window", 0, 0),), snaplen=320,
              never=("zero-window", "receive-window-limited")),
    transport("small-receive-window", "The client fixes SO_RCVBUF at 16 kB on a path of 100 ms: about 16 kB a round "
              "trip, over 1.5 s for 400 kB.", "the client's developer (leave SO_RCVBUF alone)", ("receive-window-limited",),
              read(f"{BASE}/bytes/400000", "--receive-buffer", 16384), (Proof("tcp.analysis.window_full", 5),),
              path=Path(rtt_ms=100), snaplen=320, never=("zero-window", "send-buffer-limited", "slow-server-response")),
    transport("small-receive-window-fixed", "The same response into a buffer that the kernel sizes.", "nobody", (),
              read(f"{BASE}/bytes/400000"), (Proof("tcp.analysis.window_full", 0, 0),), path=Path(rtt_ms=100),
              snaplen=320, never=("receive-window-limited",)),
    transport("send-buffer-limited", "The server keeps no more than 20 kB in its send buffer, sent or not, on a path of 100 "
              "ms: never more than 20 kB in flight, though the client's window is far larger.",
              SERVER + " (leave the size of the send buffer to the kernel)",
              ("send-buffer-limited",), read(f"{BASE}/bytes"), (Proof("tcp.analysis.bytes_in_flight > 21000", 0, 0),
              Proof("tcp.len > 0 && tcp.srcport==8000", 200)), server=raw("--body", 300_000, "--send-buffer", 20480),
              path=Path(rtt_ms=100), snaplen=320, sysctl=ROOMY, capture="server",
              never=("receive-window-limited", "zero-window", "slow-server-response")),
    transport("send-buffer-fixed", "The same response with a buffer that the kernel sizes.", "nobody", (),
              read(f"{BASE}/bytes"), (Proof("tcp.analysis.bytes_in_flight > 100000", 1),),
              server=raw("--body", 400_000), path=Path(rtt_ms=100), snaplen=320, sysctl=ROOMY, capture="server",
              never=("send-buffer-limited",)),
    transport("nagle-delayed-ack", "The server writes header and body separately with Nagle's algorithm on; the body "
              "waits for the client's delayed ACK (40 ms) in each of ten responses.",
              SERVER + " (TCP_NODELAY, or one write)", ("nagle-delayed-ack",),
              read(f"{BASE}/part", "--times", 10, "--idle", 0.1, "--delayed-ack"),
              (Proof("tcp.srcport==8000 && tcp.len==300 && tcp.time_delta > 0.035", 8, 10),
               Proof("tcp.dstport==8000 && tcp.len==0 && tcp.time_delta > 0.038 && tcp.time_delta < 0.06", 8)),
              server=raw(), never=("response-trickle", "slow-server-response", "tail-loss"),
              also={"repeated-request": "the same answer comes ten times"}, costs={"nagle-delayed-ack": 10 * 40}),
    transport("nagle-fixed", "The same two writes with TCP_NODELAY: the body follows at once.", "nobody", (),
              read(f"{BASE}/part", "--times", 10, "--idle", 0.1, "--delayed-ack"),
              (Proof("tcp.srcport==8000 && tcp.len==300 && tcp.time_delta > 0.01", 0, 0),
               Proof("tcp.srcport==8000 && tcp.len==300", 10, 10)),
              server=raw("--no-delay"), never=("nagle-delayed-ack", "response-trickle")),
    transport("slow-start-after-idle", "Two responses of 600 kB on one connection with 3 s of rest between them: the "
              "congestion window starts again at ten segments, and the second response takes as many round trips as "
              "the first. Captured on the server.", "the server's operator (`net.ipv4.tcp_slow_start_after_idle=0`)",
              ("slow-start-after-idle",), read(f"{BASE}/bytes/600000", "--times", 2, "--idle", 3),
              (Proof(AGAIN, 0, 0), Proof("http.request && tcp.time_delta > 2.9 || "
                                         "tcp.dstport==8000 && tcp.len>0 && tcp.time_delta > 2.9", 1, 1)),
              capture="server", snaplen=320, sysctl=ROOMY, never=("receive-window-limited", "packet-loss"),
              also={"delay-spike": "the first ACK came 47 ms late, a hiccup of the path"}),
    transport("slow-start-after-idle-fixed", "The same with `net.ipv4.tcp_slow_start_after_idle=0` on the server: the "
              "second response leaves in one or two round trips.", "nobody", (),
              read(f"{BASE}/bytes/600000", "--times", 2, "--idle", 3), (Proof(AGAIN, 0, 0),), capture="server",
              snaplen=320, sysctl=ROOMY | {"server": {"net.ipv4.tcp_slow_start_after_idle": "0"}},
              never=("slow-start-after-idle", "receive-window-limited")),
    transport("spurious-retransmission", "The path holds the client's ACKs back for 400 ms during a 400 kB response; the "
              "server's timer expires and it sends again what had arrived (the client's DSACK says so). Captured on "
              "the server.", OPERATOR, ("spurious-retransmission",), downloads(400_000),
              (Proof(AGAIN, 1), Proof("tcp.options.sack.dsack", 1)), capture="server", snaplen=320, sysctl=ROOMY,
              path=Path(to_client=(Shaper(20e6, 500_000),), to_server=(Hold(nth_ack(60), 0.4),)),
              never=("packet-loss", "tail-loss", "traffic-policing")),
    transport("delay-spike", "The path holds back everything towards the client for 180 ms, once, during a 400 kB "
              "response; nothing is lost and nothing is sent again.", OPERATOR, ("delay-spike",), downloads(400_000),
              (Proof(AGAIN, 0, 0), Proof("tcp.srcport==8000 && tcp.time_delta > 0.1", 1, 2)), capture="client",
              snaplen=320, sysctl=ROOMY | NO_PROBE,
              path=Path(to_client=(Shaper(20e6, 500_000), Hold(data_segment(150), 0.18))),
              never=("packet-loss", "bufferbloat", "response-trickle", "sender-pause")),
    transport("path-mtu-black-hole", "Packets of more than 1400 bytes never arrive and no ICMP says so. The handshake and "
              "a small response pass on the same connection; the 50 kB response does not, and the client gives up after "
              "5 s. Captured on the server.", OPERATOR + " (let ICMP pass, or clamp the MSS)", ("path-mtu-black-hole",),
              fetch(f"{BASE}/status", f"{BASE}/bytes/50000", "--timeout", 5),
              (Proof("tcp.len==1448 && tcp.srcport==8000 && tcp.analysis.retransmission", 3),), capture="server",
              path=Path(to_client=(Drop(larger_than(1400), None),)), sysctl=NO_PROBE,
              never=("slow-server-response", "traffic-policing")),
)
