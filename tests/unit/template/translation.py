"""The template as it is written and without SAM, as JSON: a script for SAM's own environment (`.local/sam`)."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

from samcli.yamlhelper import yaml_parse  # type: ignore[import-not-found]
from samtranslator.translator.transform import transform  # type: ignore[import-not-found]


class _NoPolicies:
    """The template names no managed policy by its short name, so AWS need not be asked for its list of them."""

    def load(self) -> dict[str, str]:
        return {}


def main(path: str, region: str) -> None:
    """Prints `{"source", "translated", "nested"}`; code and definitions stand in for what `sam build` uploads."""
    source: dict[str, Any] = yaml_parse(Path(path).read_text("utf-8"))
    template = copy.deepcopy(source)
    template["Globals"]["Function"]["CodeUri"] = "s3://artifacts/functions"
    for resource in template["Resources"].values():
        for name in ("ContentUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = "s3://artifacts/built"
    translated = transform(template, {"AWS::Region": region}, _NoPolicies())
    urls = {one["Properties"].get("TemplateURL") for one in source["Resources"].values() if "Properties" in one} - {
        None
    }
    nested = {url: yaml_parse((Path(path).parent / url).read_text("utf-8")) for url in urls}
    json.dump({"source": source, "translated": translated, "nested": nested}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
