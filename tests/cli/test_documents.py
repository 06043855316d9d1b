"""What the commands of documents have in common."""

import pytest

from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from tests.cli.conftest import Shell

NOUNS = {kind: kind.value.replace("_", "-") for kind in DocumentKind}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_list_can_be_narrowed_to_every_state_of_its_documents_and_to_no_other(
    stocked: Shell, kind: DocumentKind
) -> None:
    noun, own = NOUNS[kind], lifecycle_of(kind).states
    for state in own:
        assert {one["state"] for one in stocked.json(noun, "list", "--state", state.value)} <= {state}
    for state in set(DocumentState).difference(own):
        assert f"Invalid value for '--state': '{state}'" in stocked.refused(
            noun, "list", "--state", state.value, code=2
        )
