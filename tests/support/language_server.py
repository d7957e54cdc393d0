"""yaml-language-server, which stands behind the YAML support of most editors, as an editor drives it."""

import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FOLDER = Path(__file__).parents[1] / "editor"
#: How an editor says which schema a file has.
MODELINE = "# yaml-language-server: $schema="


class LanguageServer:
    """The server in a process of its own; each text is a file of its own, with the schema named above it."""

    def __init__(self, schema: Path) -> None:
        scripts = Path(sys.executable).parent
        command = [scripts / "deno", "run", "--quiet", "--cached-only", "--frozen", "--allow-all", "serve.js"]
        self._process = subprocess.Popen(
            [*command, "--stdio"],
            cwd=FOLDER,
            env={
                "DENO_DIR": str(scripts.parent / "deno"),
                "DENO_NO_UPDATE_CHECK": "1",
                "HOME": "/nonexistent",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._schema = schema
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        offered = {"completion": {"completionItem": {"snippetSupport": True}}, "publishDiagnostics": {}}
        self._ask("initialize", processId=None, rootUri=None, capabilities={"textDocument": offered})
        self._send(method="initialized", params={})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def messages(self, *texts: str) -> list[str]:
        """Return what an editor underlines in files, opened at once: line, counted from 1, and message."""
        return [f"{found['range']['start']['line']}: {found['message']}" for found in self._found(texts)]

    def sources(self, text: str) -> set[str]:
        """Return what the things are called in which an editor underlines something."""
        return {found["source"].removeprefix("yaml-schema: ") for found in self._found([text])}

    def labels(self, text: str) -> set[str]:
        """Return what an editor offers at the end of a file."""
        (uri,) = self._open([text])
        lines = text.split("\n")
        at = {"line": len(lines), "character": len(lines[-1])}
        found = self._ask("textDocument/completion", textDocument={"uri": uri}, position=at)
        return {item["label"] for item in found["items"]}

    def _open(self, texts: Sequence[str]) -> dict[str, list[Any]]:
        """Return what the server finds in each file, by its address."""
        found: dict[str, list[Any]] = {}
        uris = []
        for text in texts:
            uris.append(f"file:///bank/{next(self._numbers)}.yaml")
            whole = f"{MODELINE}{self._schema}\n{text}"
            document = {"uri": uris[-1], "languageId": "yaml", "version": 1, "text": whole}
            self._send(method="textDocument/didOpen", params={"textDocument": document})
        while len(found) < len(uris):
            said = self._hear()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] in uris:
                found[said["params"]["uri"]] = said["params"]["diagnostics"]
        return {uri: found[uri] for uri in uris}

    def _found(self, texts: Sequence[str]) -> list[Any]:
        return [one for found in self._open(texts).values() for one in found]

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._send(id=number, method=method, params=params)
        while True:
            said = self._hear()
            if said.get("id") == number and "method" not in said:
                return said["result"]

    def _hear(self) -> dict[str, Any]:
        """Return the server's next message, once answered where it is a question."""
        assert self._process.stdout
        length = 0
        while header := self._process.stdout.readline().strip():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
        assert length, "yaml-language-server has ended: does `make check` install it?"
        said: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in said and "id" in said:
            # It asks for the editor's settings, of which there are none.
            items = said["params"].get("items", []) if isinstance(said.get("params"), dict) else []
            self._send(id=said["id"], result=[None for _ in items])
        return said

    def _send(self, **message: Any) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()
