"""The files that others start a library with say what the program understands."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.config import Settings
from workers import cli
from workers.up import programs

ROOT = Path(__file__).parent.parent
KEYS = {field.name.upper() for field in fields(Settings)}
SECRETS = {"DB_PASSWORD": "one", "REDIS_PASSWORD": "two"}
OWN = ("migrate", "web", "worker-interactive", "worker-bulk", "sweeper")
PORTS = {"postgres": 5432, "redis": 6379, "web": 4000}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Of docker-compose.yml, with its secrets filled in."""
    text = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda match: SECRETS[match[1]], (ROOT / "docker-compose.yml").read_text())
    assert "${" not in text
    found: dict[str, Any] = yaml.safe_load(text)["services"]
    return found


@pytest.fixture(scope="module")
def image() -> str:
    return (ROOT / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def processes() -> dict[str, str]:
    """Of the Procfile."""
    return dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


def understood(command: str) -> bool:
    """Whether the command line takes it: parsing leaves the program where it does not."""
    program, name, *_ = words = shlex.split(command)
    found = next(each for each in cli.COMMANDS if each.name == name)
    module = __import__(f"workers.commands.{found.module}", fromlist=["add_parser"])
    cli._parser_of(module).parse_args(words[1:])
    return program == "psscript"


def test_compose_has_the_servers_and_every_process(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "redis", *OWN}


@pytest.mark.parametrize("name", OWN)
def test_compose_sets_only_what_is_a_setting(services: dict[str, Any], name: str) -> None:
    assert set(services[name]["environment"]) <= KEYS
    settings = Settings.from_environment(services[name]["environment"])
    assert settings.dsn == "postgresql://postgres:one@postgres:5432/psscript"
    assert settings.redis == "redis://:two@redis:6379/0"
    assert settings.production


@pytest.mark.parametrize("name", OWN)
def test_compose_starts_commands_that_there_are(services: dict[str, Any], name: str) -> None:
    assert understood(services[name]["command"])


def test_compose_makes_the_database_that_the_settings_name(services: dict[str, Any]) -> None:
    made = services["postgres"]["environment"]
    used = services["web"]["environment"]
    assert (made["POSTGRES_DB"], made["POSTGRES_USER"], made["POSTGRES_PASSWORD"]) == (used["DB_NAME"], used["DB_USER"], used["DB_PASSWORD"])
    assert services["postgres"]["image"].startswith("pgvector/pgvector:0.8")


@pytest.mark.parametrize("name", PORTS)
def test_compose_publishes_the_known_ports_on_loopback(services: dict[str, Any], name: str) -> None:
    assert services[name]["ports"] == [f"127.0.0.1:{PORTS[name]}:{PORTS[name]}"]


def test_the_known_ports_are_those_of_the_settings(services: dict[str, Any]) -> None:
    defaults = Settings.from_environment({"DB_HOST": "db", "REDIS_HOST": "cache"})
    assert (defaults.dsn, defaults.redis) == ("postgresql://postgres@db:5432/psscript", "redis://cache:6379/0")
    assert defaults.port == PORTS["web"]


def test_compose_lets_redis_forget_nothing(services: dict[str, Any]) -> None:
    words = shlex.split(services["redis"]["command"])
    chosen = dict(zip(words[1::2], words[2::2], strict=True))
    assert chosen["--appendonly"] == "yes"
    assert chosen["--appendfsync"] == "everysec"
    assert chosen["--maxmemory-policy"] == "noeviction"
    assert chosen["--requirepass"]


@pytest.mark.parametrize("name", PORTS)
def test_compose_asks_who_serves_whether_he_is_well(services: dict[str, Any], name: str) -> None:
    assert services[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OWN[1:])
def test_compose_starts_nothing_before_what_it_needs(services: dict[str, Any], name: str) -> None:
    needs = {server: condition["condition"] for server, condition in services[name]["depends_on"].items()}
    assert needs == {"postgres": "service_healthy", "redis": "service_healthy", "migrate": "service_completed_successfully"}


def test_no_password_ships() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"PASSWORD: (?!\$\{)", text) == []


def test_the_image_sets_only_what_is_a_setting(image: str) -> None:
    line = re.search(r"^ENV (.*)$", image, re.MULTILINE)
    assert line
    chosen = dict(pair.split("=") for pair in line[1].split())
    assert set(chosen) - {"PYTHONUNBUFFERED"} <= KEYS
    settings = Settings.from_environment(chosen)
    assert re.findall(r"^EXPOSE (\d+)$", image, re.MULTILINE) == [str(settings.port)]
    assert re.findall(r"^VOLUME (\S+)$", image, re.MULTILINE) == [str(settings.data)]


def test_the_image_has_every_room_and_runs_a_command_that_there_is(image: str) -> None:
    assert set(re.findall(r"^COPY (\w+) \1$", image, re.MULTILINE)) == {"db", "migrations", "pipeline", "web", "workers"}
    command = re.search(r"^CMD \[(.*)\]$", image, re.MULTILINE)
    assert command
    assert understood(command[1].replace('"', "").replace(",", ""))


def test_the_image_gets_every_file_that_it_copies(image: str) -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {word for line in re.findall(r"^COPY (.*) \S+$", image, re.MULTILINE) for word in line.split()}
    assert copied == allowed
    assert [name for name in copied if not (ROOT / name).exists()] == []


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_the_image_installs_what_is_tested() -> None:
    server, all_of_it = _pins("requirements-server.lock"), _pins("requirements.lock")
    assert server.items() <= all_of_it.items()
    assert not {"pytest", "mypy", "ruff"} & server.keys()


def test_the_procfile_names_every_process(processes: dict[str, str]) -> None:
    assert set(processes) == {"release", *OWN[1:]}
    assert all(understood(command) for command in processes.values())


def test_the_procfile_starts_what_psscript_up_starts(processes: dict[str, str]) -> None:
    class Listener:
        def fileno(self) -> int:
            return 7

    started = programs(Settings.from_environment({}), Listener())  # type: ignore[arg-type] # only its number is asked for
    kinds = {re.sub(r"-\d+$", "", program.name) for program in started}
    assert kinds == set(processes) - {"release"}
