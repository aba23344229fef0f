"""All that is known, as JSON."""

import json
from dataclasses import asdict

from pydantic.alias_generators import to_camel

from pipeline.exports.report import Report

LEFT_OUT = ("id", "upload_status")


def write(report: Report) -> bytes:
    analysis = {to_camel(name): value for name, value in asdict(report.analysis).items() if name not in LEFT_OUT}
    analysis |= {name: f"{analysis[name].isoformat(timespec='milliseconds')}Z" for name in ("createdAt", "updatedAt")}
    script = {"id": report.script.id, "title": report.title, "version": report.analysis.script_version, "fileHash": report.script.file_hash}
    return (json.dumps({"script": script, "analysis": analysis}, indent=1) + "\n").encode()
