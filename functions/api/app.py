"""The Lambda: the API with logs and metrics around it."""

from functools import cache
from time import perf_counter
from typing import Any

from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from .observability import logger, metrics
from .resources import ALL
from .seam import Api
from .services import Services


def create_app(services: Services) -> Api:
    """The whole API over the given services."""
    return Api(services, ALL)


@cache
def _app() -> Api:
    from .root import services

    return create_app(services())


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answers an API Gateway REST proxy event. The log gets the route and the outcome, never a query or a body."""
    started = perf_counter()
    answer = _app()(event, context)
    status, asked = answer["statusCode"], event.get("requestContext") or {}
    took = round((perf_counter() - started) * 1000)
    route = f"{asked.get('httpMethod')} {asked.get('resourcePath')}"
    logger.info("answered", extra={"route": route, "status": status, "milliseconds": took})
    metrics.add_metric("ServerErrors", MetricUnit.Count, int(status >= 500))
    return answer
