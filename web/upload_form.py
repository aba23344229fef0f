"""A multipart request as files for the pipeline: those that may come in, and those that are refused, with the reason beside the name."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import request
from pydantic.alias_generators import to_snake

from pipeline.accept import File, Wishes
from pipeline.config import Settings
from pipeline.files import FileTooLargeError, RefusedError, check, kind_of
from web.bodies import whole_body
from web.errors import InvalidError, TooLargeError, WrongTypeError
from web.multipart import Buffer, Part, boundary_of, parts
from web.schemas.uploads import UploadForm

FILES = ("files", "file")
LONGEST_FIELD = 1024 * 1024
LONGEST_FIELDS = 4 * 1024 * 1024
REPEATED = ("title", "source_path", "commit_message", "tags")
LONGEST_SHOWN = 1000
STATUS = {"file_too_large": 413, "wrong_kind": 415, "too_many_files": 413}


class TooManyFilesError(RefusedError):
    """A request has at most so many files."""

    code = "too_many_files"


@dataclass(frozen=True, slots=True)
class Refusal:
    filename: str
    error: RefusedError

    @property
    def status(self) -> int:
        """Were it alone."""
        return STATUS.get(self.error.code, 422)


@dataclass(slots=True)
class Form:
    """`outcomes` has one entry a file, in the order of the request: what may come in, or why it may not."""

    wishes: Wishes
    outcomes: list[File | Refusal] = field(default_factory=list)
    digest: bytes = b""

    @property
    def files(self) -> list[File]:
        return [each for each in self.outcomes if isinstance(each, File)]


def read_form(settings: Settings, *, most: int, digest: bool = False) -> Form:
    """`digest`: also what tells this request from another, for repeated ones. Raises RequestError, ValidationError."""
    if request.mimetype != "multipart/form-data":
        raise WrongTypeError("Send the files as multipart/form-data.")
    boundary = boundary_of(request.headers.get("Content-Type", ""))
    with whole_body(settings.max_multipart_bytes) as buffer:
        found = list(parts(buffer, boundary))
        files = [part for part in found if part.filename is not None and part.name in FILES and not _unchosen(part)]
        said = _fields(buffer, [part for part in found if part.filename is None])
        _refuse_others(found)
        if not files:
            raise InvalidError("There is no file in the field `files`.")
        form = _form(buffer, files, said, settings, most)
        if digest:
            form.digest = _digest(buffer, found)
        return form


def _unchosen(part: Part) -> bool:
    """What a browser sends where no file was chosen."""
    return part.filename == "" and part.size == 0


def _refuse_others(found: Sequence[Part]) -> None:
    for part in found:
        if part.filename is not None and part.name not in FILES:
            raise InvalidError(f"Files belong into the field `files`, not {shown(part.name)!r}.")


def _fields(buffer: Buffer, found: Sequence[Part]) -> UploadForm:
    given: dict[str, list[str]] = defaultdict(list)
    if sum(part.size for part in found) > LONGEST_FIELDS or any(part.size > LONGEST_FIELD for part in found):
        raise TooLargeError("The fields beside the files are too large.")
    for part in found:
        try:
            text = buffer[part.start : part.end].decode()
        except UnicodeDecodeError as error:
            raise InvalidError(f"The field {shown(part.name)!r} is not UTF-8.") from error
        if text or part.name in REPEATED:
            given[to_snake(part.name).removesuffix("[]")].append(text)
    if single := next((name for name, values in given.items() if name not in REPEATED and len(values) > 1), None):
        raise InvalidError(f"The field {shown(single)!r} stands there more than once.")
    return UploadForm.model_validate({name: values if name in REPEATED else values[0] for name, values in given.items()}, by_name=True)


def _form(buffer: Buffer, files: Sequence[Part], said: UploadForm, settings: Settings, most: int) -> Form:
    titles = _one_each(said.title, len(files), "title", shared=True)
    paths = _one_each(said.source_path, len(files), "source_path", shared=False)
    messages = _one_each(said.commit_message, len(files), "commit_message", shared=True)
    if said.script_id is not None and len(files) > 1:
        raise InvalidError("A script takes one new version at a time: send one file with `script_id`.")
    form = Form(
        Wishes(
            description=said.description,
            category_id=said.category_id,
            tags=said.tags,
            is_public=said.is_public,
            allow_secrets=said.allow_secrets,
            analysis=said.analyze,
        )
    )
    for number, part in enumerate(files):
        name = shown(part.filename or "")
        try:
            if number >= most:
                raise TooManyFilesError(f"A request has at most {most} files.")
            content, kind = _checked(buffer, part, name, settings.max_file_bytes)
        except RefusedError as error:
            form.outcomes.append(Refusal(name, error))
            continue
        form.outcomes.append(
            File(
                filename=name,
                kind=kind,
                content=content,
                source_path=paths[number],
                script_id=said.script_id,
                title=titles[number],
                commit_message=messages[number],
            )
        )
    return form


def _checked(buffer: Buffer, part: Part, name: str, largest: int) -> tuple[bytes, str]:
    """The bytes, copied only where they are not too many, and the kind. Raises RefusedError."""
    kind = kind_of(name)
    if part.size > largest:
        raise FileTooLargeError(f"The file has {part.size:,} bytes; at most {largest:,} are taken.")
    content = buffer[part.start : part.end]
    check(name, content, largest)
    return content, kind


def _one_each(values: Sequence[str], files: int, name: str, *, shared: bool) -> list[str | None]:
    """Empty ones count as not said."""
    if not values:
        return [None] * files
    if len(values) == files:
        return [value or None for value in values]
    if len(values) == 1 and shared:
        return [values[0] or None] * files
    raise InvalidError(f"There are {files} files and {len(values)} of `{name}`: give one for each file, in their order.")


def _digest(buffer: Buffer, found: Sequence[Part]) -> bytes:
    """Without the boundary, which a client makes anew for each try."""
    hashed = hashlib.sha256()
    for part in found:
        hashed.update(f"{part.name}\0{part.filename}\0{part.size}\0".encode(errors="replace"))
        hashed.update(memoryview(buffer)[part.start : part.end])
    return hashed.digest()


def shown(text: str) -> str:
    """A name as it may stand in answers and logs."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_SHOWN])
