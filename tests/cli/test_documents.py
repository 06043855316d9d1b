"""What the commands of documents have in common."""

from typing import Any, get_args

import pytest

from serialhhd.cli.nouns import pick_list, pre_receipt, transfer
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (pre_receipt.State, DocumentKind.PRE_RECEIPT),
        (pick_list.State, DocumentKind.PICK_LIST),
        (transfer.State, DocumentKind.TRANSFER),
    ],
)
def test_a_list_can_be_narrowed_to_every_state_of_its_documents(state: Any, kind: DocumentKind) -> None:
    assert get_args(state) == lifecycle_of(kind).states
