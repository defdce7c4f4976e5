"""The workbook of a whole plan (`export --edit`): what is sent, and what comes back."""
