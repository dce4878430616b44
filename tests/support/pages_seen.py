"""An answer of the pages, as tests look at it."""

from lxml import html


class Page:
    """An answer and its document, asked with XPath."""

    def __init__(self, status: int, text: str) -> None:
        self.status = status
        self.source = text
        self._root = html.fromstring(text)

    def all(self, selector: str) -> list[html.HtmlElement]:
        return list(self._root.xpath(selector))

    def one(self, selector: str) -> html.HtmlElement:
        (element,) = self.all(selector)
        return element

    def says(self, selector: str = "//main") -> str:
        return " ".join(self.one(selector).text_content().split())

    def link(self, label: str) -> str:
        """Where the link leads whose text holds the label."""
        found = [a for a in self.all("//a") if label in " ".join(a.text_content().split())]
        assert found, f"no link says {label}"
        return str(found[0].get("href"))
