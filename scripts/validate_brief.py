"""Hold briefs as HTML against what a reader's browser and a screen reader need.

`python scripts/validate_brief.py brief.html`, with `--axe axe.min.js` (of the npm package axe-core,
MPL-2.0, which is never part of Tocsin) and `--chromium PATH` where it has another name. Chromium is
driven over its debugging pipe, so that nothing has to be installed beside it and pypdf.

Checked in light and dark: no request beside the file itself, no error and no policy violated, the
same words with scripts off, nothing wider than 320 pixels, no serious or critical finding of axe; and
printed on A4, that the first page is one sheet with the annex behind it.
"""

import argparse
import base64
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

A4_INCHES = {"paperWidth": 8.27, "paperHeight": 11.69}
NARROW = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": False}
BAD = ("serious", "critical")
SECONDS = 120
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LAST_ON_FIRST_PAGE, FIRST_ON_SECOND = "WHAT WOULD CHANGE OUR MIND", "ANNEX"


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


class Browser:
    """A headless Chromium with one page, driven over a pipe."""

    def __init__(self, path: str, profile: str) -> None:
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        # The browser reads descriptor 3 and writes 4; a shell puts them there.
        command = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        argv = [
            "bash",
            "-c",
            command,
            path,
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        self._process = subprocess.Popen(  # noqa: S603 - the user names the browser
            argv,
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._answers = os.fdopen(self._from, "rb")
        self._number = 0
        self._left = b""
        self.events: list[dict[str, Any]] = []
        targets = self.call("Target.getTargets", session=None)["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        attach = {"targetId": page, "flatten": True}
        self._session = self.call("Target.attachToTarget", attach, session=None)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait(timeout=SECONDS)
        os.close(self._to)
        self._answers.close()

    def call(
        self, method: str, given: dict[str, Any] | None = None, *, session: str | None = "page"
    ) -> Any:  # noqa: ANN401 - whatever the browser answers
        """Return the answer to a command; what happens before it comes is kept in `events`."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": given or {}}
        if session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        for found in self._messages():
            if found.get("id") == self._number:
                if "error" in found:
                    raise RuntimeError(f"{method}: {found['error']['message']}")
                return found["result"]
            self.events.append(found)
        raise RuntimeError(f"{method}: the browser has gone")

    def load(self, url: str) -> None:
        """Load a page and wait until all of it is there."""
        self.call("Page.navigate", {"url": url})
        if not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            for found in self._messages():
                self.events.append(found)
                if found.get("method") == "Page.loadEventFired":
                    return

    def evaluate(self, code: str) -> Any:  # noqa: ANN401 - whatever the code gives
        """Return what code gives in the page, promises awaited."""
        given = {"expression": code, "awaitPromise": True, "returnByValue": True}
        found = self.call("Runtime.evaluate", given)
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"])[:500])
        return found["result"].get("value")

    def _messages(self) -> Iterator[dict[str, Any]]:
        """Yield what the browser says."""
        while True:
            while b"\0" in self._left:
                raw, self._left = self._left.split(b"\0", 1)
                yield json.loads(raw)
            more = os.read(self._from, 1 << 16)
            if not more:
                return
            self._left += more


@dataclass(slots=True)
class Report:
    """What was found of one brief.

    Attributes:
        faults: What is wrong, one sentence each.
        told: What was measured, one clause each.
    """

    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def check_brief(path: Path, *, chromium: str, axe: Path | None = None) -> Report:
    """Return what is wrong with a brief."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="brief-", ignore_cleanup_errors=True) as profile:
        browser = Browser(chromium, profile)
        try:
            # Scripts may be added from here only, not by what the brief lets in.
            browser.call("Page.setBypassCSP", {"enabled": axe is not None})
            words = [_read(browser, path, scheme, report) for scheme in ("light", "dark")]
            if words[0] != words[1]:
                report.faults.append("light and dark do not say the same")
            _without_scripts(browser, path, words[0], report)
            _narrow(browser, report)
            if axe is not None:
                _accessible(browser, path, axe.read_text(encoding="utf-8"), report)
            else:
                report.told.append("axe was not run")
            _printed(browser, path, report)
        finally:
            browser.close()
    return report


def _read(browser: Browser, path: Path, scheme: str, report: Report) -> str:
    """Return the words of a page in one scheme; requests and errors are faults."""
    _wear(browser, scheme)
    browser.events.clear()
    browser.load(path.as_uri())
    words = browser.evaluate("document.body.innerText")
    for one in browser.events:
        method, given = one.get("method"), one.get("params", {})
        if method == "Network.requestWillBeSent":
            url = given["request"]["url"]
            if url.split("#")[0] != path.as_uri() and not url.startswith("data:"):
                report.faults.append(f"{scheme}: asks for {url[:200]}")
        elif method == "Log.entryAdded" and given["entry"]["level"] == "error":
            report.faults.append(f"{scheme}: {given['entry']['text'][:200]}")
        elif method == "Runtime.exceptionThrown":
            report.faults.append(f"{scheme}: {str(given['exceptionDetails'])[:200]}")
    if not words.strip():
        report.faults.append(f"{scheme}: the page is empty")
    return str(words)


def _wear(browser: Browser, scheme: str) -> None:
    """Let the page be light or dark."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.call("Emulation.setEmulatedMedia", {"features": [feature]})


def _without_scripts(browser: Browser, path: Path, words: str, report: Report) -> None:
    """Hold the page without scripts against the page with them."""
    browser.call("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.events.clear()
    browser.load(path.as_uri())
    if browser.evaluate("document.body.innerText") != words:
        report.faults.append("without scripts it says something else")
    browser.call("Emulation.setScriptExecutionDisabled", {"value": False})
    report.told.append(f"{len(words.split()):,} words with scripts and without")


def _narrow(browser: Browser, report: Report) -> None:
    """Hold the page to the width of a small telephone."""
    browser.call("Emulation.setDeviceMetricsOverride", NARROW)
    wide = browser.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        report.faults.append(f"at {NARROW['width']} pixels it is {wide} wide")
    browser.call("Emulation.clearDeviceMetricsOverride")


def _accessible(browser: Browser, path: Path, code: str, report: Report) -> None:
    """Run axe in light and dark, on a wide screen and a narrow one."""
    for scheme in ("light", "dark"):
        for narrow in (False, True):
            _wear(browser, scheme)
            if narrow:
                browser.call("Emulation.setDeviceMetricsOverride", NARROW)
            browser.events.clear()
            browser.load(path.as_uri())
            browser.evaluate(f"{code};0")
            found = json.loads(
                browser.evaluate(
                    "axe.run().then(r => JSON.stringify({version: axe.version, passes: "
                    "r.passes.length, violations: r.violations.map(v => ({id: v.id, impact: "
                    "v.impact, nodes: v.nodes.map(n => n.html.slice(0, 120))}))}))"
                )
            )
            where = f"{scheme}{', narrow' if narrow else ''}"
            milder = [one for one in found["violations"] if one["impact"] not in BAD]
            names = ", ".join(one["id"] for one in milder) or "none"
            report.told.append(
                f"axe {found['version']}, {where}: {found['passes']} rules passed, milder "
                f"findings: {names}"
            )
            for one in found["violations"]:
                if one["impact"] in BAD:
                    first = one["nodes"][0]
                    report.faults.append(
                        f"axe, {where}: {one['id']}, {one['impact']}, {len(one['nodes'])} times, "
                        f"first {first}"
                    )
            browser.call("Emulation.clearDeviceMetricsOverride")


def _printed(browser: Browser, path: Path, report: Report) -> None:
    """Print the page on A4 and look where the annex begins."""
    import pypdf  # noqa: PLC0415 - for this only

    browser.call("Emulation.setEmulatedMedia", {"features": []})
    browser.events.clear()
    browser.load(path.as_uri())
    given = A4_INCHES | {"preferCSSPageSize": True, "printBackground": True}
    raw = base64.b64decode(browser.call("Page.printToPDF", given)["data"])
    pages = [page.extract_text().upper() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    report.told.append(f"{len(pages)} pages of A4")
    if len(pages) < 2 or not pages[1].lstrip().startswith(FIRST_ON_SECOND):
        report.faults.append("the annex does not begin on the second page")
    if LAST_ON_FIRST_PAGE not in pages[0]:
        report.faults.append(f"the first page lacks {LAST_ON_FIRST_PAGE.lower()!r}")


def main(argv: list[str]) -> int:
    """Check briefs, print what was found, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("brief", nargs="+", type=Path)
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--chromium", default=find_chromium())
    options = parser.parse_args(argv)
    if options.chromium is None:
        parser.error("there is no Chromium here; name one with --chromium")
    faults = 0
    for path in options.brief:
        found = check_brief(path.resolve(), chromium=options.chromium, axe=options.axe)
        print(f"{path}: {len(found.faults)} faults")
        for line in (*found.faults, *(f"({one})" for one in found.told)):
            print(f"  {line}")
        faults += len(found.faults)
    return min(1, faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
