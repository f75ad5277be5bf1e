"""What the program's exit code says."""

DONE = 0
UNFORESEEN = 1
REFUSED = 2
WARNED = 3
INTERRUPTED = 130
"""By Ctrl-C, or by a request to end (SIGTERM), which is answered alike."""
