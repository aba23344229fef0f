"""Several hosts on one machine: network namespaces, each with a cable to a switch that can be pulled. Needs root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from workers.supervisor import Program

Host = Literal["front", "work", "data"]
ADDRESS: dict[Host, str] = {"front": "10.77.0.1", "work": "10.77.0.2", "data": "10.77.0.3"}
SLOW = ("rate", "256kbit", "burst", "8kb", "latency", "2s")


class Hosts:
    """Nothing of the machine's own network is touched: the switch stands in a namespace, too."""

    def __init__(self) -> None:
        self._name = f"psscript-{os.getpid()}-"
        self._made: list[str] = []
        self._add("switch")
        self._in("switch", "link", "add", "name", "bridge", "type", "bridge")
        self._in("switch", "link", "set", "dev", "bridge", "up")
        for host, address in ADDRESS.items():
            self._add(host)
            self._in("switch", "link", "add", "name", host, "type", "veth", "peer", "name", "cable", "netns", self._name + host)
            self._in("switch", "link", "set", "dev", host, "master", "bridge", "up")
            self._in(host, "address", "add", f"{address}/24", "dev", "cable")
            self._in(host, "link", "set", "dev", "cable", "up")
            self._in(host, "link", "set", "dev", "lo", "up")

    def on(self, host: Host, program: Program) -> Program:
        """The same program, running there. What it inherits it may use wherever it runs."""
        return replace(program, command=(shutil.which("ip") or "ip", "netns", "exec", self._name + host, *program.command))

    def pull(self, host: Host) -> None:
        self._in("switch", "link", "set", "dev", host, "down")

    def plug(self, host: Host) -> None:
        self._in("switch", "link", "set", "dev", host, "up")

    def slow(self, host: Host) -> None:
        """Both ways."""
        for where, device in (("switch", host), (host, "cable")):
            run("tc", "-n", self._name + where, "qdisc", "replace", "dev", device, "root", "tbf", *SLOW)

    def fast(self, host: Host) -> None:
        for where, device in (("switch", host), (host, "cable")):
            run("tc", "-n", self._name + where, "qdisc", "del", "dev", device, "root")

    def close(self) -> None:
        for name in self._made:
            run("ip", "netns", "del", name)

    def _add(self, name: str) -> None:
        run("ip", "netns", "add", self._name + name)
        self._made.append(self._name + name)

    def _in(self, name: str, *arguments: str) -> None:
        run("ip", "-n", self._name + name, *arguments)


def run(*arguments: str) -> None:
    subprocess.run(arguments, check=True, capture_output=True, text=True)


@contextmanager
def some_hosts() -> Iterator[Hosts]:
    made = Hosts()
    try:
        yield made
    finally:
        made.close()
