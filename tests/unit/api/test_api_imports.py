"""What a cold start pays for."""

import subprocess
import sys

HEAVY = ("polars", "jinja2", "openpyxl", "xlsxwriter", "python_calamine", "yaml", "boto3", "chengxin_aws", "requests")
PROGRAM = """
import sys
import functions.api.app
print([name for name in sys.modules if name.split(".")[0] in {heavy!r}])
print(sorted(name for name in sys.modules if name.split(".")[0] == "chalice"))
"""


def test_the_api_imports_only_what_its_layers_carry() -> None:
    program = PROGRAM.format(heavy=HEAVY)
    path = ":".join(["."] + [entry for entry in sys.path if "layers" in entry])
    found = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines() == ["[]", "['chalice', 'chalice.app']"]
