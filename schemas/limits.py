"""How much is taken in at once, so that no file can fill the memory or the disk."""

MAX_BYTES = 50 * 1024 * 1024  # of one document
MAX_ARCHIVE_BYTES = 2 * 1024**3  # of all that an archive unpacks to
MAX_ARCHIVE_MEMBERS = 100_000
MAX_ARCHIVE_RATIO = 200  # of what an archive unpacks to and its own size, beyond MAX_BYTES
