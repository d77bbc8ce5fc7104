"""Add what the explorer brings to a browser to a bill of materials: its path is the argument."""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / "reports" / "explorer" / "console" / "vendored" / "manifest.json"


def component(package: dict[str, str]) -> dict[str, Any]:
    """One package of npm, as CycloneDX has it."""
    address = f"pkg:npm/{package['name'].replace('@', '%40')}@{package['version']}"
    kind, _, said = package["integrity"].partition("-")
    return {
        "type": "library",
        "bom-ref": address,
        "name": package["name"],
        "version": package["version"],
        "hashes": [{"alg": f"SHA-{kind[3:]}", "content": base64.b64decode(said).hex()}],
        "licenses": [{"license": {"id": package["license"]}}],
        "purl": address,
    }


def main() -> None:
    """Add the packages of the manifest. Raises ValueError where the bill is then not valid."""
    path = Path(sys.argv[1])
    bill = json.loads(path.read_text(encoding="utf-8"))
    bill["components"] += map(component, json.loads(MANIFEST.read_text("utf-8"))["packages"])
    text = json.dumps(bill, indent=2) + "\n"
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"The bill of materials is not valid: {error}")
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
