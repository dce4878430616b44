"""Ids that items may have, among them those that addresses mean something else by."""

IDS = (
    *(".", "..", "/", "//a", "a//b", "/a", "a/", "./a", "a/.", "../a", "a/..", "a/../b", "a/./b"),
    *("...", "a/.../b", "..a", "~", "~..", "%2F", "a%2Fb", "%", "%25", "%2e%2e", "a/%2e%2e/b"),
    *("a\nb", "a/..\n/b", "\n", "a\rb", "a\tb", "\x7f", "\x01", "%00", " a ", "a b", "\u00a0"),
    *("a?b", "?", "a#b", "#", "a&b=c", "a+b", "a;b", "a:b", "http://x.example/y?z=1#q", "\\..\\a"),
    *("'\"<b>", "\u202eab", "\u2066", "\ufeff", "\u200d", "a\u2028b", "e\u0301", "é", "．．"),
    *("قناة/منشور ٣", "record_id=a", "x" * 4000, "ض" * 1500, "../" * 500),
)
