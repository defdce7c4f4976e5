"""Other programs that turn one kind of file into another: LibreOffice, and a browser for pages."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

OFFICE = ("soffice", "libreoffice")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SECONDS = 120


def installed(names: Sequence[str]) -> str | None:
    """The first of these programs that is on PATH."""
    return next((found for name in names if (found := shutil.which(name))), None)


def converted(program: str, source: Path, form: str, folder: Path, seconds: float = SECONDS) -> Path | None:
    """`source` converted by LibreOffice into `folder`; None where that did not work. `form` is the suffix, with
    the name of the filter after a colon where LibreOffice would choose another."""
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    command += ["--outdir", str(folder), os.path.realpath(source)]
    with contextlib.suppress(subprocess.TimeoutExpired, OSError):
        subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    made = folder / f"{source.stem}.{form.partition(':')[0]}"
    return made if made.exists() else None


def page_as_pdf(program: str, page: bytes) -> bytes | None:
    """A web page as the browser prints it; None where that did not work."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        command = [program, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]
        for sandbox in ((), ("--no-sandbox",)):  # root and containers have no sandbox; the page is our own
            with contextlib.suppress(subprocess.TimeoutExpired, OSError):
                subprocess.run(
                    [*command, *sandbox, source.as_uri()], capture_output=True, timeout=SECONDS, check=False
                )
            if made.exists() and made.stat().st_size:
                return made.read_bytes()
    return None


def workbook_as_pdf(program: str, workbook: bytes) -> bytes | None:
    """A workbook as LibreOffice prints it; None where that did not work."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        source = Path(name, "workbook.xlsx")
        source.write_bytes(workbook)
        made = converted(program, source, "pdf", Path(name))
        return made.read_bytes() if made else None
