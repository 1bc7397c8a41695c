"""Tries the API against its own description: schemathesis, with all checks, against a server made for it.

    python run.py SERVER SCHEMATHESIS

SERVER is the `liandong` program, SCHEMATHESIS the `schemathesis` program. Twice: by a stranger, then
by an administrator of the root who has a token as well. What would end the administrator's own access
is only tried by the stranger.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

# Calls that may end the session or the token that the rest needs.
ENDS_ACCESS = ["changePassword", "endSession", "resetAccount", "revokeToken", "signOut"]
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
PASSWORD = "借伞 umbrella on Liuzhou Road"
# Each of the two takes 10 to 30.
LIMIT_S = 85

UNITS = """\
code,name,kind,parent_code,map_column,map_row
31,上海市,city,,,
310104,徐汇区,district,31,2,3
310104003,天平路街道,street,310104,2,1
310104003001,上海新村居委会,community,310104003,,
"""


def call(base, method, path, body=None, cookie=None):
    """Answers the headers of a call that must go well, and its body."""
    headers = {"Content-Type": "application/json"}
    if cookie:
        headers["Cookie"] = cookie
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(base + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers, answer.read()


def sign_in(base, log):
    """Sets the server up and signs its first administrator in; answers the cookie."""
    code = re.search(r'code="([^"]+)"', log.read_text())
    account = {"login": "chief", "password": PASSWORD}
    form = {"code": code[1], "title": "市委组织部", "public_viewing": True, **account}
    call(base, "POST", "/api/v1/setup", form)
    headers, _ = call(base, "POST", "/api/v1/session", account)
    return headers["Set-Cookie"].split(";")[0]


def schemathesis(program, base, folder, access, arguments):
    """Runs it once; whether nothing was found."""
    command = [program, "--config-file", CONFIGURATION, "run", f"{base}/api/openapi.json"]
    command += ["--url", base, "--seed", "1", *arguments]
    environment = {**os.environ, **access}
    return subprocess.run(command, cwd=folder, env=environment, timeout=LIMIT_S).returncode == 0


def main(server, program):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        data, log = folder / "data", folder / "server.log"
        units = folder / "units.csv"
        units.write_text(UNITS)
        subprocess.run([server, "import-units", units, "--data", data], check=True)
        create = [server, "token", "create", "--unit", "31", "--data", data]
        token = subprocess.run(create, check=True, capture_output=True, text=True).stdout.strip()
        serve = [server, "serve", "--listen", "127.0.0.1:0", "--data", data]
        with log.open("w") as errors:
            process = subprocess.Popen(
                serve, stdout=subprocess.PIPE, stderr=errors, text=True,
                env={**os.environ, "NO_COLOR": "1"},
            )
        try:
            base = process.stdout.readline().strip().rstrip("/")
            cookie = sign_in(base, log)
            stranger = {"SESSION": "none", "TOKEN": "none"}
            known = {"SESSION": cookie.split("=", 1)[1], "TOKEN": token}
            left_out = [part for name in ENDS_ACCESS for part in ("--exclude-operation-id", name)]
            good = [
                schemathesis(program, base, folder, stranger, []),
                schemathesis(program, base, folder, known, left_out),
            ]
        finally:
            process.terminate()
            process.wait(timeout=30)
            failures = [line for line in log.read_text().splitlines() if " ERROR " in line]
            print("\n".join(failures))
    return 0 if all(good) and not failures else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
