"""`python -m ledger`."""

from ledger.cli.main import run

if __name__ == "__main__":
    run()
