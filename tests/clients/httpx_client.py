"""Plays the story of the clients with httpx: its steps come in as JSON, its answers go out so."""

import json
import re
import sys

import httpx


def filled(text, told):
    """A text with what earlier steps were answered in the place of what names it."""

    def value(match):
        found = told[match[1]]["body"]
        for field in match[2].split("."):
            found = found[int(field)] if isinstance(found, list) else found[field]
        return found

    return re.sub(r"\$\{(\w+)\.([\w.]+)\}", value, text)


def answer(response):
    """An answer with its body read, if it is JSON."""
    is_json = "json" in response.headers.get("content-type", "")
    return {
        "status": response.status_code,
        "body": response.json() if is_json else response.text,
    }


def main(origin, steps):
    told = {}
    with httpx.Client(base_url=origin) as client:
        for step in steps:
            body = step.get("body")
            if body is not None and not isinstance(body, str):
                body = filled(json.dumps(body), told)
            path = filled(step["path"], told)
            try:
                response = client.request(
                    step["method"], path, headers=step["headers"], content=body
                )
                told[step["name"]] = answer(response)
            except httpx.RemoteProtocolError:
                told[step["name"]] = {"lost": True}
    print(json.dumps(told))


main(sys.argv[1], json.load(sys.stdin))
