"""The functions' one logger: a line for each invocation, under the id that a file has from its drop to an answer.

The correlation id is the submission's: receipts, the register, the ledger and every record's provenance have it too, so
one id leads from the object to the log, the record and what the query interface answers. A line holds names, counts and
times; never a row.
"""

from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import Any

from aws_lambda_powertools import Logger

Handler = Callable[[dict[str, Any], object], dict[str, Any]]

logger = Logger()


def correlate(submission_id: str) -> None:
    """Says which submission this invocation is about."""
    logger.set_correlation_id(submission_id)


def correlate_staged(staged: str) -> None:
    """The same from the id of what was staged, which begins with the submission's."""
    correlate(staged.partition("-after-")[0])


def observed(handler: Handler) -> Handler:
    """A handler that leaves a line when it is done, or of what kind the error was. The error itself is the caller's."""
    function = handler.__module__.rpartition(".handler")[0].rpartition(".")[2]

    @wraps(handler)
    def noted(event: dict[str, Any], context: object) -> dict[str, Any]:
        logger.clear_state()
        logger.append_keys(function=function)
        started = perf_counter()
        try:
            answer = handler(event, context)
        except Exception as error:
            logger.error("failed", extra={"error": type(error).__name__, "milliseconds": _since(started)})
            raise
        logger.info("done", extra={"milliseconds": _since(started)})
        return answer

    return noted


def _since(started: float) -> int:
    return round((perf_counter() - started) * 1000)
