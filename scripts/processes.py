"""Ending processes that a script has started, each the leader of a group of its own."""

import os
import signal
import subprocess
import time

END_SECONDS = 15


def end(processes):
    """Ask every child and its children to end; what does not, is ended."""
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + END_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
