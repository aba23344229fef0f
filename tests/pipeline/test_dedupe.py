"""What uploads mean, from acceptance to the end."""

import pytest

from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses


def test_a_new_file_becomes_a_script_with_a_first_version(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script("Get-Date", "a.ps1"))
    assert (upload["status"], upload["outcome"], upload["version"]) == ("completed", "new", 1)
    (found,) = library.rows("SELECT * FROM scripts")
    assert (found["id"], found["title"], found["content"], found["user_id"]) == (upload["script_id"], "a.ps1", "Get-Date", ann.user_id)
    assert library.contents() == [("Get-Date", 1, ["Get-Date"])]
    assert library.value("SELECT count(*) FROM upload_contents") == 0
