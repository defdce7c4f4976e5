"""What `units.yaml` holds: 单位名录. Contacts never appear in anything exported unless asked for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ledger.record.model import Record
from ledger.record.scalars import Name, Names, Text


class Contact(Record):
    """A person on the contact form (林口 2021 附件 1, 2)."""

    name: Text | None = Field(None, alias="姓名")
    post: Text | None = Field(None, alias="职务")
    office_phone: Text | None = Field(None, alias="办公电话")
    mobile: Text | None = Field(None, alias="手机号码")


class Unit(Record):
    """单位: one body; its contact fields are those of the form."""

    name: Name = Field(alias="名称")
    aliases: Names = Field((), alias="别名")
    former: Names = Field((), alias="曾用名")
    category: Text | None = Field(None, alias="类别")
    leader: Contact | None = Field(None, alias="分管领导")
    head: Contact | None = Field(None, alias="主要负责人")
    staff: tuple[Contact, ...] = Field((), alias="工作人员")
    address: Text | None = Field(None, alias="通信地址")
    postcode: Text | None = Field(None, alias="邮编")
    phone: Text | None = Field(None, alias="电话")
    fax: Text | None = Field(None, alias="传真")
    email: Text | None = Field(None, alias="邮箱")
    notify: Names = Field((), alias="通知")  # addresses `remind --send` writes to


class ByCategory(Record):
    category: Name = Field(alias="类别")


def _kind_of_members(value: Any) -> str:
    return "word" if isinstance(value, str) else "category" if isinstance(value, dict) else "list"


Members = Annotated[
    Annotated[Literal["牵头单位", "责任单位", "范围未列明"], Tag("word")]
    | Annotated[ByCategory, Tag("category")]
    | Annotated[tuple[Name, ...], Tag("list")],
    Discriminator(_kind_of_members),
]


class UnitGroup(Record):
    """集合: a collective expression and who it is, as far as anybody has said."""

    name: Name = Field(alias="名称")
    aliases: Names = Field((), alias="别名")
    members: Members = Field("范围未列明", alias="成员")


class DirectoryFile(Record):
    """`units.yaml`, whole."""

    region: Text | None = Field(None, alias="地区")
    units: tuple[Unit, ...] = Field((), alias="单位")
    groups: tuple[UnitGroup, ...] = Field((), alias="集合")
