"""Where models run; by itself, so that the command line can name it without loading anything."""

from __future__ import annotations

from typing import Literal

Device = Literal["auto", "cpu", "cuda"]
