"""The routes as the template must declare them: `python -m functions.api.routes` prints them."""

from .resources import ALL


def routes() -> set[tuple[str, str, bool]]:
    """(method, path, whether an API key is required) of every operation."""
    return {(one.method, one.path, one.api_key) for resource in ALL for one in resource.operations}


if __name__ == "__main__":
    for method, path, api_key in sorted(routes(), key=lambda route: route[1]):
        print(method, path, "(API key)" if api_key else "")
