"""What is made in a partition of AWS exists there."""

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest
from infra.local.config import SAM_ENVIRONMENT
from tests.unit.template.stack import nested_resources, translated

PARTITIONS = {"aws": ("us-east-1", "eu-central-1", "ap-east-1"), "aws-cn": ("cn-north-1", "cn-northwest-1")}
CASES = [(partition, region) for partition, regions in PARTITIONS.items() for region in regions]


@cache
def types() -> dict[str, set[str]]:
    """The resource types of each region."""
    script = Path(__file__).with_name("resource_types.py")
    command = [str(part) for part in (SAM_ENVIRONMENT / "bin" / "python", script, *(region for _, region in CASES))]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return {region: set(found) for region, found in told.items()}


def made(partition: str) -> set[str]:
    """The resource types that a deployment in a partition makes, those of nested templates included."""
    resources = list(translated(partition)["Resources"].values())
    inner = [one["Properties"]["TemplateURL"] for one in resources if one["Type"] == "AWS::CloudFormation::Stack"]
    return {one["Type"] for one in [*resources, *(one for name in inner for one in nested_resources(name).values())]}


@pytest.mark.parametrize(("partition", "region"), CASES)
def test_every_resource_that_is_made_has_a_type_that_exists_there(partition: str, region: str) -> None:
    assert made(partition) - types()[region] == set()


def test_the_mainland_goes_without_what_it_does_not_have_and_reads_its_bucket_all_the_same() -> None:
    lacking = {"AWS::CloudFront::OriginAccessControl", "AWS::CloudFront::Function"}
    assert not lacking & types()["cn-north-1"], "it has them now: the mainland needs no branch of its own any more"
    assert lacking <= made("aws")
    assert made("aws") - made("aws-cn") == lacking
    site = translated("aws-cn")["Resources"]["Site"]["Properties"]["Parameters"]
    assert (site["AccessControl"], site["IndexFunction"]) == ("", "")


def test_the_mainland_asks_for_no_traces_since_its_lambda_has_none() -> None:
    for partition, mode in (("aws", "Active"), ("aws-cn", "PassThrough")):
        found = [one for one in translated(partition)["Resources"].values() if one["Type"] == "AWS::Lambda::Function"]
        assert {one["Properties"]["TracingConfig"]["Mode"] for one in found} == {mode}
