"""From the issued document to the draft of a plan file: `draft_plan`."""

from ledger.draft.assemble import draft_plan

__all__ = ["draft_plan"]
