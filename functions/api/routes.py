"""The routes as the template must declare them: `python -m functions.api.routes` prints them."""

from .resources import ALL


def routes() -> set[tuple[str, str]]:
    """Method and path of every operation."""
    return {(one.method, one.path) for resource in ALL for one in resource.operations}


if __name__ == "__main__":
    for method, path in sorted(routes(), key=lambda route: route[1]):
        print(method, path)
