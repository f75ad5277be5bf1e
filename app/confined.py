"""Foreign bytes are parsed in a process of their own, with a memory limit and a time limit.

A decoder that crashes, hangs or swells takes nothing with it: the window and the ledger live in another process.
What goes in and comes out is JSON; arrays come back as files. Errors with words cross as name and facts.
"""

import importlib
import inspect
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from typing import IO, Any

from app.messages import KNOWN, WorkerDied, WorkerTimedOut
from app.processes import end_after
from imaging.errors import Cancelled

MEMORY_MB = 1536
SECONDS = 600.0
POLL_SECONDS = 0.1
LONGEST_FACT = 120

_BOOT = "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); from app.confined import serve; serve()"
# One thread each: every thread of a numeric library reserves address space, which is what is limited.
_SINGLE_THREADED = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}


def run_confined(
    function: str,
    kwargs: Mapping[str, Any],
    *,
    memory_mb: int = MEMORY_MB,
    seconds: float = SECONDS,
    report: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Any:
    """Call ``module:function`` with JSON-able `kwargs` in a fresh process; return its JSON-able result.

    Args:
        function: a function that takes only keyword arguments; if it has a parameter `report`, it is given a
            callable for progress (fraction, text), which arrives at this call's `report`.
        kwargs: its arguments, JSON-able.
        memory_mb: limit on its address space, MiB (where the operating system has one).
        seconds: wall time after which the process is killed.
        report: called with the process's progress, from this thread.
        cancelled: asked every `POLL_SECONDS`, from another thread; the process is killed when it says so.

    Raises:
        Cancelled: `cancelled` said so.
        WorkerDied: the process ended without an answer (crash, out of memory, unforeseen error).
        WorkerTimedOut: it was still at work when its time was over.
        ImagingError, ReviewError, AppError: what the function raised.
    """
    request = {"function": function, "kwargs": dict(kwargs), "memory_mb": memory_mb}
    # Isolated (-I): the user's current folder must not be able to stand in for a module.
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _BOOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What libraries complain about may hold patient data.
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_SINGLE_THREADED},
    )
    over, out_of_time, stopped = threading.Event(), threading.Event(), threading.Event()
    end = time.monotonic() + seconds

    def watch() -> None:
        while not over.wait(min(POLL_SECONDS, seconds)):
            if cancelled():
                stopped.set()
            elif time.monotonic() >= end:
                out_of_time.set()
            else:
                continue
            process.kill()
            return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        answer = _converse(process, request, report)
        process.wait()
    finally:
        over.set()
        watcher.join()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # a request that a dead process did not take
                    pipe.close()
    if answer is None:
        if stopped.is_set():
            raise Cancelled
        if out_of_time.is_set():
            raise WorkerTimedOut(seconds)
        code = process.returncode
        raise WorkerDied(f"signal {-code}" if code < 0 else f"exit code {code}")
    if "died" in answer:
        raise WorkerDied(str(answer["died"]))
    if "error" in answer:
        raise answer["error"]
    return answer["result"]


def _converse(
    process: subprocess.Popen[bytes], request: Mapping[str, Any], report: Callable[[float, str], None] | None
) -> dict[str, Any] | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps([entry for entry in sys.path if entry]).encode() + b"\n")
        process.stdin.write(json.dumps(request).encode() + b"\n")
        # Left open: it closes when this process ends, however it ends, and the other one ends with it.
        process.stdin.flush()
    except BrokenPipeError:
        return None
    for line in process.stdout:
        message: dict[str, Any] = json.loads(line, object_hook=_decoded)
        if "progress" not in message:
            return message
        if report is not None:
            report(*message["progress"])
    return None


def _decoded(value: dict[str, Any]) -> Any:
    """An error with words from its name and facts; every other object as it is."""
    if set(value) != {"raised", "facts"}:
        return value
    kind = _classes().get(value["raised"])
    if kind is None:
        raise WorkerDied("an error without words")
    return kind(*(_tamed(value["facts"].get(field.name)) for field in fields(kind)))  # type: ignore[arg-type]


def _tamed(fact: Any) -> Any:
    return fact[:LONGEST_FACT] if isinstance(fact, str) else fact


def _classes() -> dict[str, type[Exception]]:
    found: dict[str, type[Exception]] = {}
    waiting: list[type[Exception]] = list(KNOWN)
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found


def serve() -> None:
    """The other side: read one request from stdin, answer on stdout."""
    request = json.loads(sys.stdin.readline())
    _end_with_parent()
    _limit_memory(int(request["memory_mb"]))
    # Libraries that print must not speak into the answer.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answer:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        module, name = request["function"].split(":")
        try:
            function = getattr(importlib.import_module(module), name)
            _send(answer, {"result": _call(function, request["kwargs"], answer)})
        except KNOWN as error:
            _send(answer, {"error": error})
        except MemoryError:
            _send(answer, {"died": "out of memory"})


def _end_with_parent() -> None:
    """End when the other end of stdin is closed: the parent is gone."""
    parent = os.dup(sys.stdin.fileno())
    # Libraries that look at stdin find nothing there: on Windows they would wait for the thread that reads it.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    end_after(lambda: os.read(parent, 1))


def _call(function: Callable[..., Any], kwargs: dict[str, Any], answer: IO[str]) -> Any:
    if "report" not in inspect.signature(function).parameters:
        return function(**kwargs)

    def report(fraction: float, text: str) -> None:
        _send(answer, {"progress": [fraction, text]})

    return function(**kwargs, report=report)


def _send(answer: IO[str], message: dict[str, Any]) -> None:
    answer.write(json.dumps(message, default=_encoded) + "\n")
    answer.flush()


def _encoded(value: Any) -> Any:
    if isinstance(value, KNOWN):
        return {"raised": type(value).__name__, "facts": vars(value)}
    raise TypeError(f"{type(value).__name__} cannot leave the process")


def _limit_memory(memory_mb: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    limit = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
