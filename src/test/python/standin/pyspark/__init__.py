"""A stand-in for PySpark, where it cannot be had: as much as python/endoxa touches."""

import functools

__version__ = "4.1.0"


class SparkContext:
    _jvm = None


def keyword_only(function):
    @functools.wraps(function)
    def wrapper(self, *args, **kwargs):
        if args:
            raise TypeError(f"Method {function.__name__} forces keyword arguments.")
        self._input_kwargs = kwargs
        return function(self, **kwargs)

    return wrapper
