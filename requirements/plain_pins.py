"""Say the pins of packages with an extra of the packages themselves too: compiled.txt > pinned.txt.

pip before 25 takes ``sqlalchemy[asyncio]==2.0.58`` for that extra alone, and then finds another
package's ``SQLAlchemy>=2.0`` without a pin.
"""

import re
import sys

PINNED = re.compile(r"^(?P<name>[\w.-]+)\[[^]]*\](?P<rest>==.*\n(?:    .*\n)*)", re.MULTILINE)

text = sys.stdin.read()
sys.stdout.write(PINNED.sub(lambda pin: pin[0] + pin["name"] + pin["rest"], text))
