"""What a browser did while a test drove it: what its pages asked for, and what went wrong."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Journal:
    """Everything that the pages of a site asked for, and the errors they logged."""

    def __init__(self, site: str) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._site = site
        self._documents: set[str] = set()

    def follow(self, context: "BrowserContext") -> None:
        """Write down what the context's pages do from now on."""
        context.on("request", self._asked)
        context.on("console", self._logged)
        context.on("weberror", self._failed)

    @property
    def strays(self) -> list[str]:
        """The requests that went elsewhere than to the site."""
        return [address for address in self.requests if not address.startswith(f"{self._site}/")]

    def _asked(self, request: "Request") -> None:
        self.requests.append(request.url)
        if request.is_navigation_request():
            self._documents.add(request.url)

    def _logged(self, message: "ConsoleMessage") -> None:
        where = message.location["url"]
        if message.type in ("error", "warning") and not self._expected(where, message.text):
            self.errors.append(f"{where}: {message.text}")

    def _expected(self, where: str, text: str) -> bool:
        """Whether the answer was an error by right: a page that says "not found" is one."""
        answered = text.startswith("Failed to load resource: the server responded")
        # The icon is the browser's own wish, and it asks but once, whatever the page.
        return answered and (where in self._documents or where == f"{self._site}/favicon.ico")

    def _failed(self, error: "WebError") -> None:
        self.errors.append(str(error.error))
