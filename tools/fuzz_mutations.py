"""What tools/fuzz.py does to a text, a package, a page and a PDF before the program gets to see it."""

from __future__ import annotations

import io
import random
import re
import zipfile

NASTY = (
    "", " ", "\x00", "\x1b[2J", "\x9b31m", "\x07", "\r", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\ud83d\ude00"[:1], "😀",
    "=1+1", "=cmd|'/c calc'!A0", "@SUM(1)", "-2+3", "<script>alert(1)</script>", "&lt;", "]]>", "&e;", "'\"`", "\\", "%s%n", "{}",
    "../../etc/passwd", "CON", "/dev/null", "~", "null", "yes", "0x1F", "1e999", "-0", "9" * 40, "2022-02-30", "2022-13-01",
    "0000-00-00", "11月31日前", "每年每月每周", "第999季度", "闰二月三十", "农历腊月三十", "县" * 300, "（" * 200, "、" * 50, "a" * 5000,
    "&a", "*a", "!!python/object:os.system", "%YAML 9.9", "---", "...", "- - - -", "? :", "{[", "|+9", ">-", "#", " #x", "\t",
    "﷽", "Z͑ͫ̓ͪ̂ͫ̽", "الكل", "田中さん", "㋊底前", "⼀⽉", "廿", "卅", "〇", "牵头配合责任", "县财政局牵头，", "等部门等部门",
)  # fmt: skip


def mutated_text(text: str, rng: random.Random) -> str:
    """The text with one to four things done to its lines and characters."""
    for _ in range(rng.randint(1, 4)):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        place = rng.randrange(len(text) + 1)
        choice = rng.randrange(10)
        if choice == 0:
            del lines[at]
        elif choice == 1:
            lines.insert(rng.randrange(len(lines) + 1), lines[at])
        elif choice == 2:
            lines[at] = " " * rng.randint(0, 5) + lines[at].strip()
        elif choice == 3:
            head, colon, _ = lines[at].partition(": ")
            lines[at] = head + colon + rng.choice(NASTY)
        elif choice == 4:
            lines = lines[:at]
        elif choice == 5:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        if choice <= 5:
            text = "\n".join(lines)
        elif choice == 6:
            text = text[:place] + rng.choice(NASTY) + text[place:]
        elif choice == 7:
            text = (
                text[:place]
                + chr(rng.choice((rng.randrange(0x80), rng.randrange(0xD800), 0xFF1A)))
                + text[place + 1 :]
            )
        elif choice == 8:
            text = text[:place] + text[place + rng.randint(1, 20) :]
        else:
            text = text.replace(rng.choice(":-，、。\n 年月日"), rng.choice(NASTY), rng.randint(1, 3))
    return text


def mutated_bytes(raw: bytes, rng: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        if made:
            at = rng.randrange(len(made))
            made[at : at + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return bytes(made)


def mutated_package(raw: bytes, rng: random.Random) -> bytes:
    """A .docx or .xlsx of which one or two parts are changed, inside or as a whole; sometimes the bytes of the zip."""
    if rng.random() < 0.1:
        return mutated_bytes(raw, rng)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(sorted(parts))
        choice = rng.randrange(6)
        if choice == 0:
            del parts[name]
            if not parts:
                return raw
        elif choice == 1:
            parts[name] = mutated_bytes(parts[name], rng)
        elif choice == 2:
            parts[name] = parts[rng.choice(sorted(parts))]
        else:
            text = parts[name].decode("utf-8", "replace")
            parts[name] = mutated_xml(text, rng).encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def mutated_xml(text: str, rng: random.Random) -> str:
    """Texts replaced, attributes changed, elements dropped, doubled or nested deep: mostly still XML."""
    spots = [n for n, char in enumerate(text) if char in '<>"']
    if len(spots) < 4:
        return text
    at = rng.randrange(len(spots) - 2)
    first, last = spots[at], spots[at + 1]
    choice = rng.randrange(5)
    if choice == 0:
        words = rng.choice(NASTY).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        return text[: first + 1] + words + text[last:]
    if choice == 1:
        return text[:first] + text[first : last + 1] * rng.randint(2, 2000) + text[last + 1 :]
    if choice == 2:
        return text[:first] + text[spots[min(at + rng.randint(1, 12), len(spots) - 1)] :]
    if choice == 3:
        return (
            text[: first + 1]
            + str(rng.choice((0, -1, 1, 2**31, 2**63, 1048577, 16385, "A1:XFD1048576", "1e308")))
            + text[last:]
        )
    return text[:first] + "<a>" * rng.randint(1, 3000) + text[first:]


def mutated_values(text: str, rng: random.Random, words: tuple[str, ...]) -> str:
    """One to three values of a YAML text replaced by other words, set so that it stays YAML: what is wrong then is
    what it says."""
    lines = text.split("\n")
    spots = [n for n, line in enumerate(lines) if re.search(r": \S", line)]
    if not spots:
        return mutated_text(text, rng)
    for _ in range(rng.randint(1, 3)):
        at = rng.choice(spots)
        head, colon, old = lines[at].partition(": ")
        new = rng.choice(words)
        if rng.random() < 0.3:
            place = rng.randrange(len(old) + 1)
            new = old[:place] + new + old[place:]
        kept = re.sub(r"[\n\r\u0085\u2028\u2029]", " ", new).replace("'", "''")
        lines[at] = f"{head}{colon}'{kept}'" if rng.random() < 0.8 else f"{head}{colon}{kept}"
    return "\n".join(lines)


def pdf(pages: list[list[str]]) -> bytes:
    """A small PDF, nothing in it packed: lines of text, the last three of a page as rows of a table with rules."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap))
    kids = []
    for lines in pages:
        drawn = ["BT /F1 12 Tf"]
        for number, line in enumerate(lines):
            shown = line.encode("utf-16-be", "replace").hex()
            drawn.append(f"1 0 0 1 72 {760 - 20 * number} Tm <{shown}> Tj")
        drawn.append("ET")
        low = 760 - 20 * len(lines) + 14
        drawn += [f"60 {low + 20 * row} m 500 {low + 20 * row} l S" for row in range(4)]
        drawn += [f"{x} {low} m {x} {low + 60} l S" for x in (60, 200, 350, 500)]
        content = "\n".join(drawn).encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def mutated_pdf(raw: bytes, rng: random.Random) -> bytes:
    """Numbers, references, names and texts of a PDF changed; pieces doubled or gone; sometimes any bytes."""
    if rng.random() < 0.2:
        return mutated_bytes(raw, rng)
    for _ in range(rng.randint(1, 4)):
        choice = rng.randrange(5)
        numbers = list(re.finditer(rb"-?\d+(?:\.\d+)?", raw))
        texts = list(re.finditer(rb"<([0-9a-f]{4,})>", raw))
        if choice == 0 and numbers:
            spot = rng.choice(numbers)
            new = rng.choice(
                (b"0", b"-1", b"1", b"2", b"4", b"99999999", b"2147483648", b"1e308", b"NaN", b"0.00001")
            )
            raw = raw[: spot.start()] + new + raw[spot.end() :]
        elif choice == 1 and texts:
            spot = rng.choice(texts)
            new = rng.choice(NASTY).encode("utf-16-be", "replace").hex().encode()
            raw = raw[: spot.start(1)] + new + raw[spot.end(1) :]
        elif choice == 2:
            names = list(re.finditer(rb"/[A-Za-z0-9]+|\b(?:Tj|Tm|BT|ET|Tf|cm|re|obj|stream)\b", raw))
            spot, other = rng.choice(names), rng.choice(names)
            raw = raw[: spot.start()] + other.group() + raw[spot.end() :]
        elif choice == 3:
            first = rng.randrange(len(raw))
            last = first + rng.randint(1, 200)
            raw = raw[:first] + raw[first:last] * rng.choice((0, 2, 3, 500)) + raw[last:]
        else:
            refs = list(re.finditer(rb"\d+ 0 R", raw))
            if refs:
                spot, other = rng.choice(refs), rng.choice(refs)
                raw = raw[: spot.start()] + other.group() + raw[spot.end() :]
    return raw
