"""Terms that the analysis gives a script."""

import pytest

from pipeline.search.indexing import facts


@pytest.mark.parametrize("told", ["reads", "writes", "deletes"])
def test_what_calls_of_net_do_to_files_counts_like_what_commands_do(told: str) -> None:
    assert facts({"execution_summary": {told: [{"command": "[io.file]::delete"}], "registry": []}}) == {"touches:files"}
