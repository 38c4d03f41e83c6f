"""Writes the NOTES.md beside a capture, from the case and from the capture itself."""

from __future__ import annotations

import subprocess
import textwrap
from pathlib import Path as File

from case import Case

WIDTH = 110


def text(case: Case, capture: File, counts: list[int]) -> str:
    lines = [f"# {case.name}", "", *textwrap.wrap(" ".join(case.what.split()), WIDTH), ""]
    lines += _item("Who has to act", case.who)
    lines += _item("Must be found", _ids(case.find))
    lines += _item("Must not be found", _ids(case.never))
    if case.also:
        lines += _item("Also true", "; ".join(f"`{name}` ({why})" for name, why in case.also.items()))
    if case.costs:
        lines += _item("Time lost", "; ".join(f"`{name}` {cost:g} ms" for name, cost in case.costs.items()))
    if case.is_derived:
        lines += _item("Derived", f"not recorded, but made from the capture of `{case.derived_from}`: "
                                  f"{' '.join(case.derive.__doc__.split())}")
    else:
        lines += _item("Path", str(case.path))
        lines += _item("Server", "; ".join(server.words for server in case.servers) or "none")
        lines += _item("Client", "; then ".join(f"`{_shown(argv)}`" for argv in case.client))
        if case.sysctl:
            pairs = [f"{side} `{key}={value}`" for side, keys in case.sysctl.items() for key, value in keys.items()]
            lines += _item("Settings", ", ".join(pairs))
        lines += _item("Captured", _capture_point(case))
    lines += _item("Made again by", f"`sudo sample-captures/lab/make {case.name}`")
    lines += ["", f"The capture holds {count(capture, '')} packets in {_seconds(capture):.2f} s. "
                  "Proof that it shows what is said above:", "",
              "| tshark display filter | packets |", "| --- | --- |"]
    lines += [f"| `{proof.filter.replace('|', chr(92) + '|')}` | {found} |" for proof, found in zip(case.proof, counts)]
    return "\n".join(lines) + "\n"


def count(capture: File, display_filter: str) -> int:
    return len(_tshark(capture, "-Y", display_filter, "-T", "fields", "-e", "frame.number"))


def _seconds(capture: File) -> float:
    times = _tshark(capture, "-T", "fields", "-e", "frame.time_relative")
    return max(map(float, times), default=0.0)


def _tshark(capture: File, *options: str) -> list[str]:
    argv = ["tshark", "-n", "-r", str(capture), "-d", "tcp.port==8000,http", *options]
    done = subprocess.run(argv, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"tshark {options}: {done.stderr}")
    return done.stdout.split()


def _item(name: str, words: str) -> list[str]:
    return textwrap.wrap(f"- **{name}**: {words}", WIDTH, subsequent_indent="  ",
                         break_long_words=False, break_on_hyphens=False)


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in ids) or "nothing above `info`"


def _shown(argv: tuple[str, ...]) -> str:
    words = [word.replace("{lab}/", "").replace("{scratch}/", "") for word in argv if word != "/usr/bin/python3"]
    return " ".join(f"'{word}'" if " " in word else word for word in words)


def _capture_point(case: Case) -> str:
    side = case.capture.split()[0]
    where = "all interfaces (Linux cooked)" if case.capture.endswith("any") else \
        {"tap": "Ethernet", "tun": "raw IP"}[case.path.link]
    cut = f", cut to {case.snaplen} bytes a packet" if case.snaplen else ""
    return f"in the namespace of the {side}, {where}{cut}"
