"""What the tests have done in the confined process."""

import os
import time
from collections.abc import Callable

from imaging.errors import MissingSlices


def add(*, first: int, second: int) -> int:
    return first + second


def chatter() -> str:
    print("a library speaks")
    os.write(1, b'{"result": "forged"}\n')
    return "true answer"


def count(*, steps: int, report: Callable[[float, str], None]) -> int:
    for step in range(steps):
        report(step / steps, f"step {step}")
    return steps


def refuse() -> None:
    raise MissingSlices("series 3 of 2020-01-02", 2, 9.0, 3.0)


def warn() -> dict[str, object]:
    return {"doubts": [MissingSlices("series 4", 1, 6.0, 3.0)], "nested": {"fine": True}}


def stumble() -> None:
    raise ValueError("Doe^Jane 1950")


def crash() -> None:
    os.abort()


def hang() -> None:
    time.sleep(60)


def tick(*, note: str) -> None:
    """Write into a file for as long as this process lives."""
    with open(note, "w") as handle:
        while True:
            handle.write(".")
            handle.flush()
            time.sleep(0.05)


def swell() -> int:
    return len(bytearray(4 << 30))


def whereabouts() -> list[str]:
    import sys

    return sys.path
