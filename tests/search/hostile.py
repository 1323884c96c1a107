"""What visitors, scanners and keyboards send to a search field."""

HOSTILE = [
    "", " ", "\0", "fib\0ra", "'", '"', '"fibra', "fibra'", "''''", '""""', "fibra''posta",
    "l'", "'l'", "d'd'd'",
    "fibra AND", "AND", "OR OR", "NOT fibra", "NEAR(fibra posta)", "fibra*", "*", "**", "title:fibra", "{title} : x",
    "^fibra", "-fibra", "+fibra", "fibra & | ! <-> posta", "a:*b", "\\", "\\'", "fibra\\", "%", "_", "%s",
    "%(x)s", "{}",
    "{0}", "'; DROP TABLE search_searchdocument; --", "<script>alert(1)</script>", "😀", "😀 fibra 👨‍👩‍👧",
    "\u202e\u200b\ufeff",
    "\ud83d", "e\u0301" * 300,
    "x" * 10_000, "fibra " * 2_000, "' " * 5_000, "漢字 かな", "بلدية", "Здравствуй", "ﬁbra",
    "²³½",
    "१२", "ⅫⅣ", "\n\t\r\v\f", "(((((((((", "[a-z]+", "a" * 64 + " " + "b" * 65, "il la per con",
    "/etc/passwd", "1e400 0x10 1.5e3",
]  # fmt: skip
