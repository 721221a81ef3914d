"""A subscriber with python3-feedparser, as an aggregator has it. Each line of input is a poll, as JSON: the server, the
host name to ask for, the path, and the validators of the poll before; each line of output is what came."""
import json
import sys

import feedparser

for line in sys.stdin:
    poll = json.loads(line)
    result = feedparser.parse(
        poll["server"] + poll["path"],
        etag=poll.get("etag"),
        modified=poll.get("modified"),
        request_headers={"Host": poll["host"]},
    )
    print(json.dumps({
        "status": result.get("status"),
        "etag": result.get("etag"),
        "modified": result.get("modified"),
        "bozo": bool(result.bozo),
        "entries": [{"id": entry.get("id"), "title": entry.get("title")} for entry in result.entries],
    }), flush=True)
