"""Mail is sent with an attachment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import LOW, MEDIUM, Detection, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    LOW,
    remedy="Put the file where the reader fetches it with an account.",
    safe="Copy-Item report.csv -Destination '\\\\\\\\server\\\\reports'",
    attack=("T1048.003",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("send-mailmessage"):
        if call.has("attachments"):
            clear = call.text("smtpserver").lower() in ("smtp.gmail.com", "smtp.mail.ru", "smtp.yandex.ru", "smtp-mail.outlook.com", "smtp.live.com")
            yield Sighting(call.node, "A file leaves by mail.", MEDIUM if clear else None)
    if scene.types("net.mail.smtpclient", "net.mail.mailmessage"):
        for node in scene.types("net.mail.attachment"):
            yield Sighting(node, "A file leaves by mail.")
    for node in scene.com_objects("outlook.application"):
        if scene.members("createitem") and scene.members("attachments"):
            yield Sighting(node, "A file leaves by mail in the user's name.", MEDIUM)
