"""What a case is. The tables in cases/ are made of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from path import Path
from pcapng import Record

BASE = "http://workshop.test:8000"


@dataclass(frozen=True)
class Server:
    """A server to start: what it is in words, its command, the port it is ready on (None: do not wait)."""

    words: str
    argv: tuple[str, ...]
    port: int | None = 8000
    files: tuple[tuple[str, str], ...] = ()   # files to write before: name in the scratch directory, text
    before: tuple[tuple[str, ...], ...] = ()  # commands to run before, in the scratch directory


@dataclass(frozen=True)
class Proof:
    """A tshark display filter and how many packets of the capture must pass it."""

    filter: str
    least: int = 1
    most: int | None = None


@dataclass(frozen=True)
class Case:
    """One sample capture. In commands `{scratch}` stands for the scratch directory of the run."""

    name: str
    what: str                                  # what happened, with the true timings
    who: str                                   # who has to act
    find: tuple[str, ...] = ()                 # findings that must be there
    never: tuple[str, ...] = ()                # findings that must not be there
    client: tuple[tuple[str, ...], ...] = ()   # commands, one after the other
    servers: tuple[Server, ...] = ()
    path: Path = Path()
    capture: str = "client"                    # "client", "server", or "client any" (all interfaces)
    snaplen: int = 0
    ipv6: bool = False
    hosts: str | None = None
    resolv_conf: str | None = None
    sysctl: dict | None = None
    keys: bool = False                         # keep the TLS keys of the client in keys.log
    keys_inside: bool = False                  # put them into the capture instead
    derived_from: str = ""                     # made from the capture of another case ...
    derive: Callable[[list[Record]], list[Record]] | None = None   # ... by this
    proof: tuple[Proof, ...] = ()
    also: dict[str, str] = field(default_factory=dict)     # findings that may be there too: id and why it is true
    costs: dict[str, float] = field(default_factory=dict)  # avoidable time by finding, as built in, milliseconds

    @property
    def is_derived(self) -> bool:
        return self.derive is not None


def python(program: str, *arguments: object) -> tuple[str, ...]:
    """A command line for one of the lab's own programs."""
    return ("/usr/bin/python3", f"{{lab}}/{program}", *map(str, arguments))
