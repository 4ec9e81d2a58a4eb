"""The domain of Chengxin, a city's public-credit disclosure platform.

Nothing here knows AWS, the environment or the time of day: callers pass what is needed.
"""

__version__ = "0.1.0"
