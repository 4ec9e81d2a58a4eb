"""Reading the parameters of a catalogue rule."""

from collections.abc import Mapping

Parameters = Mapping[str, str | int | bool | tuple[str, ...]]


def text(parameters: Parameters, key: str) -> str:
    """A parameter that is one text; KeyError is a fault of the catalogue."""
    return str(parameters[key])


def texts(parameters: Parameters, key: str) -> list[str]:
    """A parameter that is a list of texts, or one of them; none where it isn't given."""
    given = parameters.get(key, ())
    return list(given) if isinstance(given, tuple) else [str(given)]
