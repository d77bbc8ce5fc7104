"""How much is taken in at once, so that no file can fill the memory or the disk."""

MAX_BYTES = 50 * 1024 * 1024  # of one document
MOST_SECONDS = 300.0  # that one document is read for
MOST_MEMORY = 3 * 1024**3  # bytes that the process reading it may take for it
MAX_PACKAGE_BYTES = 2 * 1024**3  # of all that a package (zip, tar) unpacks to
MAX_PACKAGE_MEMBERS = 100_000
MAX_PACKAGE_RATIO = 200  # of what a package unpacks to and its own size, beyond MAX_BYTES


def grouped(number: int) -> str:
    """A number as messages show it: ``52 428 800``."""
    return f"{number:,}".replace(",", " ")


def beyond(seen: int, allowed: int) -> str:
    """What a refusal shows of a limit: ``52 428 801 > 52 428 800``."""
    return f"{grouped(seen)} > {grouped(allowed)}"
