"""One poll of a feed by python3-feedparser, as an aggregator does it: arguments are the address of the server, the host
name to ask for, the path, and the validators of the poll before (JSON); prints what came, as JSON."""
import json
import sys

import feedparser

server, host, path, validators = sys.argv[1:5]
known = json.loads(validators)
result = feedparser.parse(
    server + path,
    etag=known.get("etag"),
    modified=known.get("modified"),
    request_headers={"Host": host},
)
print(json.dumps({
    "status": result.get("status"),
    "etag": result.get("etag"),
    "modified": result.get("modified"),
    "bozo": bool(result.bozo),
    "entries": [
        {"id": entry.get("id"), "title": entry.get("title"), "link": entry.get("link"), "summary": entry.get("summary")}
        for entry in result.entries
    ],
}))
