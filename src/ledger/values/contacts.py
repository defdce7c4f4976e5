"""联系人表: the form of 林口县2021年实施方案 附件 1 and 2 (政府信息公开工作机构), field by field.

The one table here drives the check for completeness and the form. Telephone numbers leave `units.yaml` through
this form and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.record.directory_model import Contact, Unit

LEADER, STAFF, HEAD = "分管政府信息公开工作领导", "政府信息公开工作人员", "主要负责人"


@dataclass(frozen=True, slots=True)
class ContactField:
    """One box of the form: under which heading (`part`), its own heading, the key in `units.yaml`, how wide
    in millimetres, and what a unit has to say in it ("" for nothing)."""

    part: str
    heading: str
    key: str
    width: float
    read: Callable[[Unit], str]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A unit's line of the form; `cells` follow `CONTACT_FIELDS`. `category` is its 类别, "" for none."""

    unit: str
    category: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactGap:
    """What a unit's line lacks, by the keys of `units.yaml`: 分管领导.手机号码, 传真."""

    unit: str
    missing: tuple[str, ...]


def _person(part: str, key: str, who: Callable[[Unit], Contact | None]) -> tuple[ContactField, ...]:
    def field(name: str, width: float, of: Callable[[Contact], str | None]) -> ContactField:
        def read(unit: Unit) -> str:
            person = who(unit)
            return (of(person) if person else None) or ""

        return ContactField(part, name, f"{key}.{name}", width, read)

    return (
        field("姓名", 18, lambda person: person.name),
        field("职务", 24, lambda person: person.post),
        field("办公电话", 28, lambda person: person.office_phone),
        field("手机号码", 28, lambda person: person.mobile),
    )


def _staff(unit: Unit) -> str:
    """A line a person: whatever is known of them, the name first."""
    people = ((one.name, one.post, one.office_phone, one.mobile) for one in unit.staff if one.name)
    return "\n".join(" ".join(filter(None, words)) for words in people)


CONTACT_FIELDS: tuple[ContactField, ...] = (
    *_person(LEADER, "分管领导", lambda unit: unit.leader),
    ContactField(STAFF, "名称", "工作人员", 40, _staff),
    ContactField(STAFF, "通信地址", "通信地址", 48, lambda unit: unit.address or ""),
    ContactField(STAFF, "邮政编码", "邮编", 18, lambda unit: unit.postcode or ""),
    ContactField(STAFF, "电话", "电话", 28, lambda unit: unit.phone or ""),
    ContactField(STAFF, "电子邮箱", "邮箱", 44, lambda unit: unit.email or ""),
    ContactField(STAFF, "传真", "传真", 28, lambda unit: unit.fax or ""),
    *_person(HEAD, "主要负责人", lambda unit: unit.head),
)
