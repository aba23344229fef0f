"""A rule forwards or hides mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Let the owner of the mailbox make the rule, and log it.",
    safe="Get-InboxRule -Mailbox $name",
    attack=("T1114.003", "T1564.008"),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("new-inboxrule", "set-inboxrule"):
        if call.has("forwardto", "forwardasattachmentto", "redirectto"):
            yield Sighting(call.node, "Mail is forwarded without the reader noticing.")
        elif call.has("deletemessage", "movetofolder", "markasread"):
            yield Sighting(call.node, "A rule puts mail out of sight.", MEDIUM)
    for call in scene.calls("set-mailbox"):
        if call.has("forwardingsmtpaddress", "forwardingaddress") and call.text("forwardingsmtpaddress", "forwardingaddress") not in ("", "null"):
            yield Sighting(call.node, "All mail of a mailbox is forwarded.", HIGH if call.has("forwardingsmtpaddress") else MEDIUM)
    for call in scene.calls("new-transportrule"):
        if call.has("blindcopyto", "redirectmessageto", "copyto"):
            yield Sighting(call.node, "Mail of the whole organisation is copied to someone.")
    for call in scene.calls("add-mailboxpermission"):
        if "fullaccess" in call.text("accessrights").lower():
            yield Sighting(call.node, "Someone may read all mail of another.", MEDIUM)
