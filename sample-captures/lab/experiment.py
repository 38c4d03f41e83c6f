"""Makes the capture of one case: namespaces, servers, capture, client, and the check that it shows what it should."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path as File

import notes
import pcapng
from case import Case, Server
from namespaces import Namespaces
from path import DEVICE

LAB = File(__file__).resolve().parent
SAMPLES = LAB.parent
SETTLE_SECONDS = 0.4


class CaseFailed(Exception):
    """The capture could not be made, or does not show what the case says."""


def make(case: Case) -> None:
    folder = SAMPLES / case.name
    folder.mkdir(exist_ok=True)
    target = folder / "capture.pcapng"
    if case.is_derived:
        source = pcapng.read(SAMPLES / case.derived_from / "capture.pcapng")
        records = tuple(case.derive(list(source.records)))
        pcapng.write(target, replace(source, records=records), f"derived from {case.derived_from}")
    else:
        with tempfile.TemporaryDirectory(prefix="stallscope-") as scratch:
            os.chmod(scratch, 0o755)
            raw = _record(case, File(scratch))
            log = File(scratch) / "keys.log"
            pcapng.write(target, pcapng.read(raw), keys=_secrets(log) if case.keys_inside else b"")
            if case.keys:
                shutil.copy(log, folder / "keys.log")
    describe(case)


def describe(case: Case) -> None:
    """Proves that the capture shows what the case says, and writes its NOTES.md."""
    target = SAMPLES / case.name / "capture.pcapng"
    counts = _prove(case, target)
    target.with_name("NOTES.md").write_text(notes.text(case, target, counts))


def _secrets(log: File) -> bytes:
    """The lines of a key log that are secrets, without what names the program that wrote them."""
    return b"".join(line for line in log.read_bytes().splitlines(keepends=True) if not line.startswith(b"#"))


def _record(case: Case, scratch: File) -> File:
    raw = scratch / "raw.pcapng"
    log = (scratch / "log").open("w")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(LAB)}
    quiet = {"cwd": scratch, "stdout": log, "stderr": log, "env": environment}
    with Namespaces(case.path, case.ipv6, case.hosts, case.resolv_conf, case.sysctl) as net:
        for server in case.servers:
            _start(net, server, scratch, quiet)
        capture = _start_capture(net, case, raw)
        if case.keys or case.keys_inside:
            environment["SSLKEYLOGFILE"] = str(scratch / "keys.log")
        environment["REQUESTS_CA_BUNDLE"] = str(scratch / "ca.pem")
        for argv in case.client:
            done = net.run("client", _filled(argv, scratch), timeout=120, **quiet)
            if done.returncode:
                print(f"  {argv[0]} ended with {done.returncode}")
        time.sleep(SETTLE_SECONDS + case.path.rtt_ms / 1000)
        os.killpg(capture.pid, signal.SIGINT)
        capture.wait(10)
    log.close()
    if os.environ.get("LAB_LOG"):
        print(File(log.name).read_text())
    return raw


def _start(net: Namespaces, server: Server, scratch: File, quiet: dict) -> None:
    for name, text in server.files:
        (scratch / name).write_text(text.replace("{scratch}", str(scratch)))
    for argv in server.before:
        subprocess.run(_filled(argv, scratch), check=True, **quiet)
    child = net.start("server", _filled(server.argv, scratch), **quiet)
    for _ in range(200):
        if server.port is None or _listens(net, server.port):
            return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise CaseFailed(f"{server.words} did not start:\n" + (scratch / "log").read_text())


def _listens(net: Namespaces, port: int) -> bool:
    sockets = net.run("server", ["ss", "-Hlntu", f"sport = :{port}"], capture_output=True, text=True)
    return bool(sockets.stdout.strip())


def _start_capture(net: Namespaces, case: Case, raw: File) -> subprocess.Popen:
    side = case.capture.split()[0]
    interface = "any" if case.capture.endswith("any") else DEVICE
    argv = ["dumpcap", "-q", "-i", interface, "-B", "32", "-f", "not icmp6", "-w", str(raw)]
    argv += ["-s", str(case.snaplen)] if case.snaplen else []
    capture = net.start(side, argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for line in capture.stderr:
        if line.startswith("File:"):
            time.sleep(0.1)
            return capture
    raise CaseFailed("dumpcap did not start")


def _filled(argv: tuple[str, ...], scratch: File) -> list[str]:
    return [word.replace("{scratch}", str(scratch)).replace("{lab}", str(LAB)) for word in argv]


def _prove(case: Case, capture: File) -> list[int]:
    counts = [notes.count(capture, proof.filter) for proof in case.proof]
    for proof, found in zip(case.proof, counts):
        if found < proof.least or proof.most is not None and found > proof.most:
            expected = f"{proof.least} to {proof.most}" if proof.most is not None else f"at least {proof.least}"
            raise CaseFailed(f"`{proof.filter}` passes {found} packets, not {expected}")
    return counts
