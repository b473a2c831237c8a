"""The window of Chromium in which a stretch is walked."""

from contextlib import contextmanager


class Window:
    """One page for all forms: one for each would start a process and read all scripts anew.

    cookies: of who is logged in, as Playwright takes them.
    """

    def __init__(self, context, cookies):
        self.context = context
        self.cookies = cookies
        self.page = None
        self.tools = None
        self.said = []

    @contextmanager
    def opened(self):
        """(page, what its console says). After a fault the next form gets a new page."""
        if self.page is None:
            self.page = self._new_page()
        self.context.clear_cookies()
        self.context.add_cookies(self.cookies)
        self.said.clear()
        try:
            yield self.page, self.said
            self._run_scripts(True)
            self.page.goto("about:blank")  # so that nothing of it goes on asking the server
        except Exception:
            self.page.close()
            self.page = None
            raise

    def run_no_more_scripts(self):
        """The next page is read only: its scripts are the longest part of it."""
        self._run_scripts(False)

    def _run_scripts(self, wanted):
        self.tools.send("Emulation.setScriptExecutionDisabled", {"value": not wanted})

    def _new_page(self):
        page = self.context.new_page()
        self.tools = self.context.new_cdp_session(page)
        page.on("console", lambda message: self.said.append(f"console: {message.text}"))
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        return page
