"""Terms that editors taught by refusing a finding: the English they left standing is right for them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from transcheck.reporting.verdicts import Verdict

COLUMNS = ("zh", "en", "variants", "kind", "note")
_KINDS = frozenset(("org", "title", "place", "phrase"))
_NOTE = "accepted by an editor"


def learnt(verdicts: Iterable[Verdict]) -> Iterable[tuple[str, str, str, str]]:
    """Chinese, official English, English that is right as well, and kind, of each refused finding on a term."""
    for verdict in verdicts:
        known = verdict.entity and verdict.target_text and verdict.entity_kind in _KINDS
        if verdict.status == "rejected" and known:
            yield (
                verdict.entity,
                verdict.suggestion or verdict.target_text,
                verdict.target_text,
                verdict.entity_kind,
            )


def terms_csv(old: str, verdicts: Iterable[Verdict]) -> tuple[str, int]:
    """A termbase file (CSV) with what the verdicts teach added, and how many forms are new.

    `old` is the text of the file so far, empty for none; its other rows and columns stay as they are, and so do a
    byte order mark and the ends of its lines.
    """
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    ending = "\r\n" if "\r\n" in old else "\n"
    old = old.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(old, newline=""))
    header = list(reader.fieldnames or ())
    reader.fieldnames = [name.strip() for name in header]
    more = [name for name in COLUMNS if name not in reader.fieldnames]
    columns = [*reader.fieldnames, *more]
    rows: list[dict[str, str]] = [{name: row.get(name) or "" for name in columns} for row in reader]
    added = sum(_add(rows, columns, *one) for one in learnt(verdicts))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator=ending)
    csv.writer(out, lineterminator=ending).writerow([*header, *more])
    writer.writerows(rows)
    return mark + out.getvalue(), added


def _add(rows: list[dict[str, str]], columns: list[str], zh: str, en: str, form: str, kind: str) -> bool:
    row = next((row for row in rows if row["zh"] == zh and row["kind"] in (kind, "")), None)
    if row is None:
        row = dict.fromkeys(columns, "") | {"zh": zh, "en": en, "kind": kind, "note": _NOTE}
        rows.append(row)
    forms = [row["en"], *filter(None, row["variants"].split("|"))]
    if form in forms:
        return False
    row["variants"] = "|".join([*forms[1:], form])
    return True
