"""Only read/fetch.py opens connections."""

import ast
from pathlib import Path

import tocsin

NETWORK = {
    *("socket", "ssl", "httpx", "httpcore", "h11", "requests", "urllib3", "aiohttp", "ftplib"),
    *("smtplib", "telnetlib", "xmlrpc", "websockets", "asyncio", "socketserver", "poplib"),
    *("imaplib", "nntplib", "pycurl"),
}
PARTS = {"urllib.request", "http.client", "http.server"}
DOOR = "read/fetch.py"


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens_connections(name):
    return name.split(".")[0] in NETWORK or any(
        name == part or name.startswith(f"{part}.") for part in PARTS
    )


def test_one_module_alone_imports_what_opens_connections():
    root = Path(tocsin.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if any(map(opens_connections, imported(ast.parse(path.read_text("utf-8")))))
    }
    assert found == {DOOR}


def test_nothing_calls_the_fetchers_of_the_extraction_library():
    root = Path(tocsin.__file__).parent
    for path in root.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "fetch_url" not in text
        assert "fetch_response" not in text
