"""Categories and tags on the wire."""

from typing import Annotated

from pydantic import Field

from web.schemas.base import Model, Name, Page, Request, Text, Utc

Description = Annotated[Text, Field(max_length=10_000)]


class Category(Model):
    """`scriptCount`: of scripts that the caller may see."""

    id: int
    name: str
    description: str | None
    script_count: int
    created_at: Utc
    updated_at: Utc


class Categories(Page):
    categories: list[Category]


class NewCategory(Request):
    name: Name
    description: Description | None = None


class CategoryChange(Request):
    name: Name = ""
    description: Description | None = None


class Tag(Model):
    id: int
    name: str


class CountedTag(Tag):
    script_count: int


class Tags(Page):
    tags: list[CountedTag]


class NewTag(Request):
    name: Name
