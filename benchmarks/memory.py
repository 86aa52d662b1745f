"""The most memory that a benchmark had."""

import sys
from pathlib import Path


def peak_mb() -> float:
    """Return the most memory this process had, in MB of a million bytes.

    The figure of `getrusage` begins with that of the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        import resource  # noqa: PLC0415 - not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1e6 if sys.platform == "darwin" else 1e3
        )
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6
