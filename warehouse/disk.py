"""What outlasts a power failure."""

import os
from pathlib import Path


def sync(*paths: Path) -> None:
    """Make files, and names of files in folders, outlast a power failure."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
