"""``rimread`` and ``python -m app``."""

import sys


def main() -> None:
    """Run the command line; a bare ``rimread`` opens the application."""
    from app.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
