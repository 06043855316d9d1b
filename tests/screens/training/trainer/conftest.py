"""The console on a class that is really held: its trainees come over SSH."""

from tests.training.classroom.conftest import hold

__all__ = ["hold"]
