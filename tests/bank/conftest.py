from pathlib import Path

import pytest
from support.bank_folder import HEADER, BankFolder


@pytest.fixture
def folder(tmp_path: Path) -> BankFolder:
    """A bank named `moon` that has one document, `guide`, and no questions yet."""
    bank = BankFolder(tmp_path / "moon")
    bank.write("bank.yaml", HEADER)
    return bank
