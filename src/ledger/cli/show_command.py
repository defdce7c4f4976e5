"""`ledger show`."""

from __future__ import annotations

from ledger.cli.options import AsJson, On, OnePlan, TaskNo
from ledger.cli.screen import put, put_file, screen


def command(plan: OnePlan, no: TaskNo, on: On = None, as_json: AsJson = False) -> None:
    """看一项任务的全部：原文、对时限和责任单位的理解、各单位进展。"""
    from ledger.cli.office import open_office
    from ledger.questions.tasks import find_item
    from ledger.views.show import show_json, show_text

    office = open_office([plan], on)
    reading = office.one().reading
    found = find_item(reading, no, office.on)
    if as_json:
        put_file(show_json(found))
    else:
        put(show_text(found, width=screen().width))
    office.finish()
