"""The resource types of a region by cfn-lint's own specifications, as JSON: a script for SAM's own environment."""

import json
import sys

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER  # type: ignore[import-not-found]

if __name__ == "__main__":
    types = {region: sorted(PROVIDER_SCHEMA_MANAGER.get_resource_types(region)) for region in sys.argv[1:]}
    json.dump(types, sys.stdout)
