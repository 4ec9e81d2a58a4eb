"""YAML without surprises: dates stay text (the models read them), `no` and `on` stay words."""

import re

import yaml


class PlainLoader(yaml.CSafeLoader):
    """Resolves null, true/false and numbers only."""


PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"(?:null|~|)", "n~\0"),
    ("tag:yaml.org,2002:bool", r"(?:true|false)", "tf"),
    ("tag:yaml.org,2002:int", r"(?:0|-?[1-9][0-9]*)", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    PlainLoader.add_implicit_resolver(
        _tag, re.compile(f"^{_pattern}$"), [*_first, ""] if "null" in _tag else list(_first)
    )
