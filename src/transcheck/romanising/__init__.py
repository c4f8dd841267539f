"""Han characters in Latin letters: how each tradition writes them, and pinyin read backwards."""
