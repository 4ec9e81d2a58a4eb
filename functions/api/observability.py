"""The API's one logger and its metrics."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger(service="api")
metrics = Metrics(namespace="Chengxin", service="api")
