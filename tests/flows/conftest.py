"""The assertions of the scenarios' phrases are shown with their values, as those of a test module are."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.flows.{name}" for name in ("office", "handheld", "facts", "scenario"))
)
