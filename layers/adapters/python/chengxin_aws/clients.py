"""One boto3 client for each service, made on first use and kept for the life of the process."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.session import get_session

from chengxin_aws.direct_calls import DirectCalls

# Parameters come from our own adapters, so botocore's recursive check of each of them is wasted: it is half
# of a batch write's CPU time. Adaptive retries pace a throttled table instead of hammering it.
_CONFIG = Config(
    parameter_validation=False,
    retries={"mode": "adaptive", "max_attempts": 8},
    max_pool_connections=32,
    tcp_keepalive=True,
)


@cache
def client(service: str) -> Any:
    """A client for `dynamodb`, `s3`, `stepfunctions`, `cloudwatch`, `secretsmanager` or `sns`."""
    session = get_session()
    made = boto3.Session(botocore_session=session).client(service, config=_CONFIG)  # type: ignore[call-overload]
    if service == "dynamodb":
        DirectCalls(made, session.get_credentials(), session.get_config_variable("ca_bundle")).register()
    return made
