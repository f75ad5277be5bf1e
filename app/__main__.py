"""``rimread`` and ``python -m app``."""

import signal
import sys


def main() -> None:
    """Run the command line; a bare ``rimread`` opens the application."""
    from app.cli import run

    # A request to end is answered as Ctrl-C is: what is half done is cleared away first.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
