"""Say whether what is installed is known to be vulnerable: audit.py LOCK…

Exit 1 where a vulnerability is known. Where the advisory service cannot be reached, or knows
nothing of a package, that is said, and fails nothing: a closed network is no fault of the lock.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 180
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


def audit(lock: str) -> list[dict[str, Any]] | None:
    """What the advisory service says of each package of a lock; None where it says nothing."""
    command = [str(Path(sys.executable).parent / "pip-audit"), *OPTIONS, "--requirement", lock]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return found


def main() -> int:
    """Audit each lock; 1 where something is known of one."""
    known = 0
    for lock in sys.argv[1:]:
        found = audit(lock) or []
        audited = [package for package in found if "vulns" in package]
        if not audited:
            print(f"{lock}: the advisory service cannot be reached; nothing was audited.")
            continue
        print(f"{lock}: {len(audited)} of {len(found)} packages audited.")
        for package in audited:
            for one in package["vulns"]:
                known += 1
                print(f"  {package['name']} {package['version']}: {one['id']}, mended in "
                      f"{', '.join(one['fix_versions']) or 'no version yet'}")  # fmt: skip
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
