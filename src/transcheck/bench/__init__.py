"""transcheck measures itself: how fast it is, and how it does in an exam compared with what was recorded."""
