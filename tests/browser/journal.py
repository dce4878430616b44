"""What a browser did while a test drove it: what its pages asked for, and what went wrong."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Journal:
    """What the pages of a site asked for, and their faults.

    It is a fault to ask another host for something, and to log an error or a warning.
    """

    def __init__(self, site: str) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self._site = site
        self._documents: set[str] = set()

    def follow(self, context: "BrowserContext") -> None:
        """Write down what the context's pages do from now on."""
        context.on("request", self._asked)
        context.on("console", self._logged)
        context.on("weberror", self._failed)

    def _asked(self, request: "Request") -> None:
        self.requests.append(request.url)
        if request.is_navigation_request():
            self._documents.add(request.url)
        if not request.url.startswith(f"{self._site}/"):
            self.faults.append(f"{request.frame.url} asked for {request.url}")

    def _logged(self, message: "ConsoleMessage") -> None:
        where = message.location["url"]
        if message.type in ("error", "warning") and not self._by_right(where, message.text):
            self.faults.append(f"{where} logged: {message.text}")

    def _by_right(self, where: str, text: str) -> bool:
        """Whether the answer has to be an error: that of a page which says "not found" is one."""
        answered = text.startswith("Failed to load resource: the server responded")
        return answered and where in self._documents

    def _failed(self, error: "WebError") -> None:
        self.faults.append(f"{error.page and error.page.url} failed: {error.error}")
