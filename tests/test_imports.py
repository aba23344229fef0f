"""The rooms of the house and the doors between them: who may import what, and that importing does nothing."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("db", "pipeline", "web", "workers")
DRIVERS = {"psycopg", "psycopg_pool", "psycopg2", "asyncpg", "pgvector", "yoyo"}
# Other rooms name what they hand on to db; whoever needs more speaks SQL.
OF_SQLALCHEMY = {"Connection", "CursorResult", "Engine", "Row", "RowMapping"}
ANALYSIS = ("pipeline.analysis", "pipeline.powershell")
# What works with `pip install psscript` alone.
BASE = ("workers.cli", "workers.commands", "workers.analyze", "pipeline.errors", "pipeline.config", *ANALYSIS)


@cache
def modules(package: str) -> dict[str, Path]:
    """Every module of a package (or the one module), by name."""
    place = ROOT / package.replace(".", "/")
    paths = [*place.rglob("*.py")] if place.is_dir() else [place.with_suffix(".py")]
    names = {path: path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__") for path in paths}
    return {name: path for path, name in names.items()}


@cache
def imports(path: Path) -> list[tuple[str, str]]:
    """(module, name) of every import in a file, wherever it stands; the name is empty for `import module`."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            found += [(module, alias.name) for alias in node.names]
    return found


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def through(package: str) -> Iterator[tuple[str, str, str]]:
    """(importing module, imported module, name) for a whole package."""
    for name, path in modules(package).items():
        for module, imported in imports(path):
            yield name, module, imported


@pytest.mark.parametrize(
    ("room", "closed"),
    [
        ("pipeline", ("web", "workers")),
        ("web", ("workers", "migrations")),
        ("workers", ("web",)),
        ("db", ("web", "workers")),
    ],
)
def test_doors_that_are_closed(room: str, closed: tuple[str, ...]) -> None:
    assert [(name, module) for name, module, _ in through(room) if within(module, closed)] == []


def test_db_knows_of_the_pipeline_only_its_errors() -> None:
    assert {module for _, module, _ in through("db") if within(module, ("pipeline",))} <= {"pipeline.errors"}


@pytest.mark.parametrize("package", ANALYSIS)
def test_the_analyser_needs_nothing_but_python(package: str) -> None:
    near = (*ANALYSIS, "pipeline.errors")  # the one tree of errors, which itself needs nothing
    strangers = [
        (name, module)
        for name, module, _ in through(package)
        if module.partition(".")[0] not in sys.stdlib_module_names and not within(module, near)
    ]
    assert strangers == []


@pytest.mark.parametrize("room", ["pipeline", "web", "workers"])
def test_only_db_speaks_to_the_database(room: str) -> None:
    assert [(name, module) for name, module, _ in through(room) if module.partition(".")[0] in DRIVERS] == []
    of_sqlalchemy = {(name, imported) for name, module, imported in through(room) if module.partition(".")[0] == "sqlalchemy"}
    assert {(name, imported) for name, imported in of_sqlalchemy if imported not in OF_SQLALCHEMY} == set()


@pytest.mark.parametrize("room", ["db", "pipeline", "web"])
def test_only_one_module_and_the_workers_know_rq(room: str) -> None:
    assert {name for name, module, _ in through(room) if within(module, ("rq",))} <= {"pipeline.queues"}


def test_every_import_in_the_project_leads_somewhere() -> None:
    known = {name for room in ROOMS for name in modules(room)}
    lost = [(name, module) for room in ROOMS for name, module, _ in through(room) if within(module, ROOMS) and module not in known]
    assert lost == []


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-B", "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


SPY = """
import collections.abc, importlib, logging, os, signal, socket, subprocess, sys, threading
root, modules = sys.argv[1], sys.argv[2:]
done = []

def ours(depth):  # whether one of our files asked for it, and not a library that it imports
    return sys._getframe(depth).f_code.co_filename.startswith(tuple(os.path.join(root, room, "") for room in ("db", "pipeline", "web", "workers")))

class Environment(collections.abc.MutableMapping):
    def __init__(self, real): self.real = real
    def __getitem__(self, key):
        if ours(2) or ours(3): done.append(f"reads {key}")
        return self.real[key]
    def __setitem__(self, key, value): self.real[key] = value
    def __delitem__(self, key): del self.real[key]
    def __iter__(self):
        if ours(2): done.append("reads the environment")
        return iter(self.real)
    def __len__(self): return len(self.real)
    def copy(self): return dict(self.real)

def by(name):  # whether a library of this name is at work
    frame = sys._getframe(2)
    while frame and f"{os.sep}{name}{os.sep}" not in frame.f_code.co_filename: frame = frame.f_back
    return frame is not None

def audit(event, arguments):
    if event == "socket.bind" and by("urllib3"): return  # finds out whether there is IPv6, as it loads
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.fork", "os.mkdir", "os.kill"):
        done.append(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wxa+") and not str(arguments[0]).endswith((".pyc", "null")):
        if "__pycache__" not in str(arguments[0]): done.append(f"writes {arguments[0]}")

os.environ = Environment(os.environ)
handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
sys.addaudithook(audit)
for module in modules:
    importlib.import_module(module)
if threading.active_count() != 1: done.append("starts a thread")
if logging.getLogger().handlers: done.append("sets logging up")
if (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) != handlers: done.append("handles signals")
print(*sorted(set(done)), sep="\\n")
"""


@pytest.mark.parametrize("room", ROOMS)
def test_importing_does_nothing(room: str) -> None:
    names = [name for name in modules(room) if not name.endswith("__main__")]
    answer = _python(SPY, str(ROOT), *names)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split("\n") == ["", ""]


BARE = """
import importlib, sys
allowed, modules = set(sys.argv[1].split(",")), sys.argv[2:]

class Bare:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed | sys.stdlib_module_names:
            raise ModuleNotFoundError(f"the base install has no {name}")

sys.meta_path.insert(0, Bare())
for module in modules:
    importlib.import_module(module)
"""


def test_the_base_install_needs_nothing_of_the_servers() -> None:
    names = [name for package in BASE for name in modules(package) if not name.endswith("__main__")]
    answer = _python(BARE, ",".join((*ROOMS, "rich", "markdown_it", "mdurl", "pygments")), *names)
    assert answer.returncode == 0, answer.stderr


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python 3.11 before 3.11.5, which Debian 12 has, reads such patterns wrong; of single characters it reads them right."""
    group = re.compile(r"\)(?:[*+?]|\{\d+(?:,\d*)?\})\+")
    assert [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if group.search(path.read_text(encoding="utf-8"))] == []
