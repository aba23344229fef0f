"""Fixtures of the pipeline's tests."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from pipeline.config import Settings
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, open_library


@pytest.fixture
def library(settings: Settings, engine: Engine) -> Iterator[Library]:
    """An empty library whose stages run in the test's own process."""
    with open_library(settings, engine) as opened:
        yield opened


@pytest.fixture
def ann(library: Library) -> Viewer:
    return library.user("ann")


@pytest.fixture
def bob(library: Library) -> Viewer:
    return library.user("bob")


@pytest.fixture
def root(library: Library) -> Viewer:
    """An administrator."""
    return library.user("root", "admin")
