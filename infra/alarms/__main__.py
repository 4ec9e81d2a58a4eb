"""`python -m infra.alarms`: writes `departments.yaml` anew after the registry of departments has changed."""

from pathlib import Path

from chengxin.catalogue.load import load
from infra.alarms.departments import nested_template

HERE = Path(__file__).parent

if __name__ == "__main__":
    (HERE / "departments.yaml").write_text(nested_template(load(HERE.parent / "catalogue")), encoding="utf-8")
