"""boto3 clients of a local stack."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config as BotoConfig

from infra.local.config import Config


@cache
def client(config: Config, service: str) -> Any:
    """A client of `service` that talks to this stack."""
    return boto3.client(  # type: ignore[call-overload]
        service,
        endpoint_url=config.endpoint,
        region_name=config.region,
        aws_access_key_id=config.account,
        aws_secret_access_key="local",
        config=BotoConfig(retries={"max_attempts": 3}, read_timeout=900, s3={"addressing_style": "path"}),
    )
