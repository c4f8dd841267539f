"""What the letters of the rules stand for."""

from __future__ import annotations

FAMILIES = {
    "P": "Persons",
    "G": "Bodies",
    "T": "Titles",
    "S": "Set phrases",
    "L": "Places",
    "N": "Figures and dates",
    "A": "Omissions and leftovers",
    "C": "Consistency",
    "F": "Fluency",
    "Y": "Typography",
}
