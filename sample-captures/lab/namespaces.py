"""Two network namespaces, joined by the simulated path, removed again whatever happens."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path as File

from path import DEVICE, Path, open_device, relay

CLIENT4, SERVER4 = "10.77.0.1", "10.77.0.2"
CLIENT6, SERVER6 = "fd77::1", "fd77::2"
HOST = "workshop.test"
ADDRESSES = {"client": (CLIENT4, CLIENT6, "02:77:00:00:00:01"), "server": (SERVER4, SERVER6, "02:77:00:00:00:02")}

# Cubic and empty caches: a case must not depend on the machine's own settings or on the case before it.
SYSCTL = {
    "net.ipv4.tcp_no_metrics_save": "1",
    "net.ipv4.tcp_fastopen": "0",
    "net.ipv4.tcp_rmem": "4096 131072 6291456",
    "net.ipv4.tcp_wmem": "4096 65536 4194304",
}
CONGESTION_CONTROL = "cubic"


class Namespaces:
    """`with Namespaces(...) as net:` net.run("client", [...]) and net.start("server", [...])."""

    def __init__(self, path: Path, ipv6: bool = False, hosts: str | None = None, resolv_conf: str | None = None,
                 sysctl: dict[str, dict[str, str]] | None = None):
        self.path, self.ipv6, self.sysctl = path, ipv6, sysctl or {}
        self.names = {side: f"stallscope-{side}-{os.getpid()}" for side in ADDRESSES}
        self.files = {"hosts": hosts if hosts is not None else f"{SERVER4} {HOST}\n",
                      "resolv.conf": resolv_conf or "", "nsswitch.conf": "hosts: files dns\n"}
        self.children: list[subprocess.Popen] = []
        self.relay: multiprocessing.Process | None = None

    def __enter__(self) -> "Namespaces":
        try:
            self._build()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_) -> None:
        self._remove()

    def command(self, side: str, argv: list[str]) -> list[str]:
        return ["ip", "netns", "exec", self.names[side], *argv]

    def run(self, side: str, argv: list[str], **options) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(side, argv), **options)

    def start(self, side: str, argv: list[str], **options) -> subprocess.Popen:
        child = subprocess.Popen(self.command(side, argv), start_new_session=True, **options)
        self.children.append(child)
        return child

    def _build(self) -> None:
        for name in self.names.values():
            subprocess.run(["ip", "netns", "add", name], check=True)
            etc = File("/etc/netns") / name
            etc.mkdir(parents=True)
            for file, text in self.files.items():
                (etc / file).write_text(text)
        devices = [open_device(self.names[side], self.path) for side in ("client", "server")]
        for side, other in (("client", "server"), ("server", "client")):
            self._configure(side, other)
        fork = multiprocessing.get_context("fork")
        self.relay = fork.Process(target=_relay_with_priority, args=(*devices, self.path), daemon=True)
        self.relay.start()
        for device in devices:
            os.close(device)

    def _configure(self, side: str, other: str) -> None:
        ipv4, ipv6, mac = ADDRESSES[side]
        other4, other6, other_mac = ADDRESSES[other]
        settings = SYSCTL | {"net.ipv6.conf.all.disable_ipv6": "0" if self.ipv6 else "1"} | self.sysctl.get(side, {})
        for key, value in settings.items():
            self.run(side, ["sysctl", "-qw", f"{key}={value}"], check=True)
        ethernet = self.path.link == "tap"
        steps = [f"link set {DEVICE} mtu {self.path.mtu} txqueuelen 10000", f"address add {ipv4}/24 dev {DEVICE}"]
        steps += [f"link set {DEVICE} address {mac}"] if ethernet else []
        steps += [f"address add {ipv6}/64 dev {DEVICE} nodad"] if self.ipv6 else []
        steps += ["link set lo up", f"link set {DEVICE} up",
                  f"route replace 10.77.0.0/24 dev {DEVICE} src {ipv4} congctl {CONGESTION_CONTROL}"]
        if ethernet:  # known neighbours: no ARP before the first packet
            steps += [f"neigh replace {other4} lladdr {other_mac} dev {DEVICE} nud permanent"]
            steps += [f"neigh replace {other6} lladdr {other_mac} dev {DEVICE} nud permanent"] if self.ipv6 else []
        for step in steps:
            self.run(side, ["ip", *step.split()], check=True)

    def _remove(self) -> None:
        for child in reversed(self.children):
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(child.pid, signal.SIGKILL)
        if self.relay:
            self.relay.terminate()
            self.relay.join()
        for name in self.names.values():
            subprocess.run(["ip", "netns", "delete", name], stderr=subprocess.DEVNULL)
            shutil.rmtree(File("/etc/netns") / name, ignore_errors=True)
        if os.path.isdir("/etc/netns") and not os.listdir("/etc/netns"):
            os.rmdir("/etc/netns")


def _relay_with_priority(client: int, server: int, path: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except PermissionError:
        print("the relay runs without real-time priority: timings will be noisier", file=sys.stderr)
    relay(client, server, path)
