"""What can happen to a packet on the path.

A stage is called with a packet and the time at which the packet reaches it, and answers with the times at which
the packet leaves: none (dropped), one, or two (duplicated). Stages are deterministic; times are seconds.
"""

from __future__ import annotations

from collections import deque

from packets import Match, Packet

Stage = "Drop | Outage | Hold | Late | Duplicate | Bottleneck | Shaper | Policer"


class Drop:
    """Drops the first `times` packets that match (all of them when times is None)."""

    def __init__(self, match: Match, times: int | None = 1):
        self.match, self.times, self.seen = match, times, 0

    def __call__(self, packet: Packet, when: float) -> list[float]:
        if self.match(packet):
            self.seen += 1
            if self.times is None or self.seen <= self.times:
                return []
        return [when]

    def __str__(self) -> str:
        what = "every" if self.times is None else "the first" if self.times == 1 else f"the first {self.times}"
        many = "s" if self.times and self.times > 1 and str(self.match).isalpha() else ""
        return f"drops {what} {self.match}{many}"


class _After:
    """Something that begins when a packet matches and lasts for a while, once."""

    def __init__(self, match: Match, seconds: float):
        self.match, self.seconds, self.end = match, seconds, None

    def is_on(self, packet: Packet, when: float) -> bool:
        if self.end is None and self.match(packet):
            self.end = when + self.seconds
        return self.end is not None and when < self.end


class Outage(_After):
    """Drops everything for some seconds, from the first match on. Put one object in both directions for a blackout."""

    def __call__(self, packet: Packet, when: float) -> list[float]:
        return [] if self.is_on(packet, when) else [when]

    def __str__(self) -> str:
        return f"drops everything for {self.seconds:g} s from {self.match} on"


class Hold(_After):
    """Keeps everything back for some seconds, from the first match on, then lets it go in order."""

    def __call__(self, packet: Packet, when: float) -> list[float]:
        return [self.end if self.is_on(packet, when) else when]

    def __str__(self) -> str:
        return f"holds everything back for {self.seconds * 1000:g} ms from {self.match} on"


class Late:
    """Delays the packets that match, so that others overtake them."""

    def __init__(self, match: Match, seconds: float):
        self.match, self.seconds = match, seconds

    def __call__(self, packet: Packet, when: float) -> list[float]:
        return [when + self.seconds if self.match(packet) else when]

    def __str__(self) -> str:
        return f"makes {self.match} {self.seconds * 1000:g} ms late"


class Duplicate:
    """Sends the packets that match twice."""

    def __init__(self, match: Match, gap: float = 0.0003):
        self.match, self.gap = match, gap

    def __call__(self, packet: Packet, when: float) -> list[float]:
        return [when, when + self.gap] if self.match(packet) else [when]

    def __str__(self) -> str:
        return f"duplicates {self.match}"


class Shaper:
    """A queue drained at `peak` while the bucket of `burst` bytes has tokens and at `rate` afterwards (bit/s)."""

    def __init__(self, rate: float, queue: int, burst: int = 0, peak: float | None = None):
        self.rate, self.queue, self.burst, self.peak = rate / 8, queue, burst, (peak or rate) / 8
        self.tokens, self.filled_at, self.free_at = float(burst), 0.0, 0.0
        self.waiting: deque[tuple[float, int]] = deque()
        self.backlog = 0

    def __call__(self, packet: Packet, when: float) -> list[float]:
        while self.waiting and self.waiting[0][0] <= when:
            self.backlog -= self.waiting.popleft()[1]
        if self.backlog + packet.size > self.queue:
            return []
        start = max(when, self.free_at)
        leave = start + packet.size / self.peak
        if self.burst:
            self.tokens = min(self.burst, self.tokens + (start - self.filled_at) * self.rate)
            self.filled_at = start
            leave = max(leave, start + max(0.0, packet.size - self.tokens) / self.rate)
            self.tokens -= packet.size
        self.free_at = leave
        self.waiting.append((leave, packet.size))
        self.backlog += packet.size
        return [leave]

    def __str__(self) -> str:
        rate = f"{self.rate * 8 / 1e6:g} Mbit/s, queue of {self.queue // 1000} kB"
        first = f"{self.peak * 8 / 1e6:g} Mbit/s for the first {self.burst // 1000} kB, then " if self.burst else ""
        return f"shapes to {first}{rate}"


class Policer:
    """A token bucket that drops what exceeds it."""

    def __init__(self, rate: float, burst: int):
        self.rate, self.burst = rate / 8, burst
        self.tokens, self.filled_at = float(burst), 0.0

    def __call__(self, packet: Packet, when: float) -> list[float]:
        self.tokens = min(self.burst, self.tokens + (when - self.filled_at) * self.rate)
        self.filled_at = when
        if self.tokens < packet.size:
            return []
        self.tokens -= packet.size
        return [when]

    def __str__(self) -> str:
        return f"polices to {self.rate * 8 / 1e6:g} Mbit/s with a bucket of {self.burst // 1000} kB"


class Delay:
    """The one-way delay of the path."""

    def __init__(self, seconds: float):
        self.seconds = seconds

    def __call__(self, packet: Packet, when: float) -> list[float]:
        return [when + self.seconds]
