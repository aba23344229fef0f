"""`python -m web [descriptor]`: the web server, with settings from the environment, on an inherited socket where one is given."""

import os
import sys

from pipeline.config import Settings
from pipeline.errors import PipelineError
from web import logs
from web.server import serve


def main(arguments: list[str]) -> int:
    logs.set_up()
    try:
        settings = Settings.from_environment(os.environ)
    except PipelineError as error:
        print(error, file=sys.stderr)  # noqa: T201 a person reads this
        return 2
    serve(settings, int(arguments[0]) if arguments else None)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
