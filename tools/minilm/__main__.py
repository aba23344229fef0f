"""Learn anew what the model `minilm` knows of PowerShell: `python -m tools.minilm FOLDER [--apart FOLDER] [--mean TABLE]`.

FOLDER holds scripts with help, one folder a collection. What their help says is taken for questions, and the scripts without it for what is
to be found: small changes of the model's matrices are learned that bring each question nearer to its script than to the others. Scripts of
`--apart` are for judging: nothing whose help or name equals theirs is learned from. With `--mean`, the mean of what is learned now and of what
an earlier table holds is kept. Needs JAX, which nothing else here needs:
`pip install 'jax[cpu]'`. A quarter of an hour on a processor that does nothing else.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import pipeline.embedding
from pipeline.embedding.minilm import PIECES, find_files
from pipeline.embedding.model import Unavailable
from pipeline.embedding.wordpiece import WordPieces, read_vocabulary
from tools.minilm.averaging import kept, mean
from tools.minilm.keeping import keep
from tools.minilm.pairs import apart, read_pairs
from tools.minilm.training import train

TABLE = Path(pipeline.embedding.__file__).with_name("minilm.safetensors")

FEWEST = 1_000  # pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--apart", type=Path)
    parser.add_argument("--mean", type=Path)
    chosen = parser.parse_args()
    files = find_files()
    if isinstance(files, Unavailable):
        sys.exit(files.message)
    pieces = WordPieces(read_vocabulary(files.vocabulary), PIECES)
    pairs = read_pairs(chosen.folder, pieces, apart(chosen.apart) if chosen.apart else frozenset())
    if len(pairs) < FEWEST:
        sys.exit(f"{chosen.folder} has {len(pairs)} scripts with help; fewer than {FEWEST} teach nothing.")
    learned = train(files.weights, pairs)
    TABLE.write_bytes(keep(mean(learned, kept(chosen.mean)) if chosen.mean else learned))
    sys.stderr.write(f"{TABLE}: learned of {len(pairs)} pairs; LEARNED = {hashlib.sha256(TABLE.read_bytes()).hexdigest()}\n")


if __name__ == "__main__":
    main()
