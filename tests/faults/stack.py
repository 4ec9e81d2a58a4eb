"""What the template makes, in the in-process AWS: its buckets and tables, and the environment of its functions."""

import functools
import sys
from pathlib import Path
from typing import Any, Literal

import boto3
import pytest
import yaml

from chengxin.catalogue.load import load, to_json
from chengxin_aws import root

PROJECT = Path(__file__).parents[2]
ACCOUNT, PARTITION = "123456789012", "aws-cn"
REGION: Literal["cn-north-1"] = "cn-north-1"
INGEST_ARN = f"arn:{PARTITION}:states:{REGION}:{ACCOUNT}:stateMachine:ingest"


def physical(logical_id: str) -> str:
    """A name for a resource of the template."""
    return logical_id.lower()


@functools.cache
def template() -> dict[str, Any]:
    """The template, its intrinsic functions as (name, value)."""

    class Loader(yaml.SafeLoader):
        pass

    def intrinsic(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return name, loader.construct_scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return name, loader.construct_sequence(node, deep=True)
        return name, loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]

    Loader.add_multi_constructor("!", intrinsic)
    loaded: dict[str, Any] = yaml.load((PROJECT / "template.yaml").read_text("utf-8"), Loader)
    return loaded


def set_environment(patch: pytest.MonkeyPatch, folder: Path, chunk_rows: int) -> None:
    """Sets what the template sets for its functions, and puts the compiled data on the path."""
    resources = template()["Resources"].values()
    places = [template()["Globals"]["Function"], *(r["Properties"] for r in resources if "Function" in r["Type"])]
    variables = {n: v for place in places for n, v in place.get("Environment", {}).get("Variables", {}).items()}
    names = {n: _reference(v[1]) for n, v in variables.items() if isinstance(v, tuple) and v[0] == "Ref"}
    own = {"CHUNK_ROWS": str(chunk_rows), "INGEST_ARN": INGEST_ARN, "API_URL": "https://api", "LOG_LEVEL": "ERROR"}
    aws = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": REGION}
    powertools = {"POWERTOOLS_TRACE_DISABLED": "true", "POWERTOOLS_METRICS_NAMESPACE": "Chengxin"}
    for name, value in {**names, **own, **aws, **powertools}.items():
        patch.setenv(name, value)
    patch.syspath_prepend(str(folder))


def _reference(logical_id: str) -> str:
    """What `!Ref` gives: a parameter's default, a topic's ARN, the name of anything else."""
    if logical_id in template()["Parameters"]:
        return str(template()["Parameters"][logical_id]["Default"])
    if template()["Resources"].get(logical_id, {}).get("Type") == "AWS::SNS::Topic":
        return f"arn:{PARTITION}:sns:{REGION}:{ACCOUNT}:{physical(logical_id)}"
    return physical(logical_id)


def data_folder(folder: Path, *also: str) -> Path:
    """Compiles the data that the domain layer carries into a package `chengxin_data` below a folder.

    Two departments only, and `also`: each further one adds the same calls to every job.
    """
    package = folder / "chengxin_data"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    whole = load(PROJECT / "infra" / "catalogue")
    few = tuple(d for d in whole.departments if d.id in ("housing-urban", "market-regulation", *also))
    (package / "catalogue.json").write_bytes(to_json(whole.model_copy(update={"departments": few})))
    (package / "portal").symlink_to(PROJECT / "infra" / "portal")
    sys.modules.pop("chengxin_data", None)
    root.data.cache_clear()
    root.catalogue.cache_clear()
    return folder


def create_resources() -> None:
    """Creates the buckets, tables, topics and secrets of the template."""
    s3, dynamodb = boto3.client("s3"), boto3.client("dynamodb")
    for name, resource in template()["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::S3::Bucket":
            s3.create_bucket(Bucket=physical(name), CreateBucketConfiguration={"LocationConstraint": REGION})
            s3.put_bucket_versioning(
                Bucket=physical(name), VersioningConfiguration=properties["VersioningConfiguration"]
            )
        if resource["Type"] == "AWS::DynamoDB::Table":
            wanted = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")
            dynamodb.create_table(TableName=physical(name), **{k: properties[k] for k in wanted if k in properties})
        if resource["Type"] == "AWS::SNS::Topic":
            boto3.client("sns").create_topic(Name=physical(name))
        if resource["Type"] == "AWS::SecretsManager::Secret":
            value = "[]" if name == "RobotsSecret" else "a secret of the tests"
            boto3.client("secretsmanager").create_secret(Name=physical(name), SecretString=value)
