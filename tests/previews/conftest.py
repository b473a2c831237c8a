"""A small city, as tests.frame has it."""

from tests.frame.conftest import city, get  # noqa: F401
