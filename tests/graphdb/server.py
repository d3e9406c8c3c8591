"""A real Neo4j server for the tests: the one of NEO4J_URI, else one in Docker, else one put together from Maven Central.

NEO4J_TEST_VERSION names the version of the last, as 2026.08.1.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest

VERSION = "5.26.30"
GDS_VERSION = "2.13.9"  # of Graph Data Science, for 5.26
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>graphtool</groupId><artifactId>for-tests</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>{dependencies}</dependencies></project>"""
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
SERVER = (("org.neo4j", "neo4j"), ("org.neo4j", "neo4j-bolt"), ("org.neo4j.app", "neo4j-server"))
GDS = [
    ("org.neo4j.gds", name)
    for name in ("proc", "proc-sysinfo", "opengds-extension", "open-model-catalog", "open-write-services")
]
# a server that lives for a minute spends most of it compiling itself: less of that halves its work
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True)
class Address:
    uri: str
    username: str
    password: str


@contextmanager
def running() -> Iterator[Address]:
    """A server to write to; skips, or fails in CI, where there can be none."""
    if "NEO4J_URI" in os.environ:
        yield Address(os.environ["NEO4J_URI"], os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    elif "NEO4J_TEST_VERSION" not in os.environ and _docker_answers():
        with _in_docker() as address:
            yield address
    elif shutil.which("java") and shutil.which("mvn"):
        with local_server(os.environ.get("NEO4J_TEST_VERSION", VERSION), gds=True) as server:
            yield server.start()
    else:
        missing("no Neo4j server: set NEO4J_URI and NEO4J_PASSWORD, start Docker, or install Java 17 and Maven")


def missing(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _docker_answers() -> bool:
    return bool(shutil.which("docker")) and subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@contextmanager
def _in_docker() -> Iterator[Address]:
    port, password = _free_port(), secrets.token_hex(12)
    options = ["--rm", "-d", "-p", f"127.0.0.1:{port}:7687", "-e", f"NEO4J_AUTH=neo4j/{password}"]
    made = subprocess.run(["docker", "run", *options, "neo4j:5.26-community"], capture_output=True, text=True, check=True)
    try:
        yield _ready(Address(f"bolt://127.0.0.1:{port}", "neo4j", password))
    finally:
        subprocess.run(["docker", "stop", made.stdout.strip()], capture_output=True, check=False)


class LocalServer:
    """A server from Maven Central in a folder of its own, which can be killed and started again."""

    def __init__(self, home: Path, version: str = VERSION, *, gds: bool = False, quick: bool = True) -> None:
        self.home, self.version, self.quick = home, version, quick
        self.java = java_for(version) or missing(f"Neo4j {version} needs a newer Java than is installed")
        self.jars = _jars(f"neo4j-{version}", [(*each, version) for each in SERVER])
        port, password = _free_port(), secrets.token_hex(12)
        self.address = Address(f"bolt://127.0.0.1:{port}", "neo4j", password)
        for name in ("conf", "data", "logs", "run", "plugins", "import", "tx"):
            (home / name).mkdir()
        settings = [f"server.directories.{name}={home / name}" for name in ("data", "logs", "run", "plugins", "import")]
        settings += [
            f"server.directories.transaction.logs.root={home / 'tx'}",
            f"server.bolt.listen_address=127.0.0.1:{port}",
            f"server.bolt.advertised_address=127.0.0.1:{port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            "dbms.usage_report.enabled=false",
            "server.memory.pagecache.size=256m",
        ]
        if gds and version.startswith("5."):
            settings += ["dbms.security.procedures.unrestricted=gds.*"]
            self._plug_in(_jars(f"gds-{GDS_VERSION}", [(*each, GDS_VERSION) for each in GDS]))
        (home / "conf" / "neo4j.conf").write_text("\n".join(settings) + "\n")
        self.admin("dbms", "set-initial-password", password, "--require-password-change=false")
        self.process: subprocess.Popen[bytes] | None = None

    def admin(self, *words: str, cwd: Path | None = None) -> None:
        """Run a command of neo4j-admin while the server stands still."""
        command = [self.java, *self._options(), "-cp", f"{self.jars}/*", "org.neo4j.cli.AdminTool", *words]
        ran = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False, cwd=cwd)
        assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]

    def start(self) -> Address:
        main = "org.neo4j.server.CommunityEntryPoint" if self.version.startswith("5.") else "org.neo4j.server.Neo4jCommunity"
        classes = f"{self.jars}/*:{self.home / 'plugins'}/*"
        start = [self.java, "-Xms256m", "-Xmx1g", *self._options(), "-cp", classes, main]
        start += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(start, env=self._environment(), stdout=log, stderr=log)
        return _ready(self.address, self.process)

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def _plug_in(self, jars: Path) -> None:
        """Link what the server does not have itself; jars are named group.artifact-version.jar."""
        own = {_artifact(jar) for jar in self.jars.glob("*.jar")}
        for jar in jars.glob("*.jar"):
            if _artifact(jar) not in own:
                (self.home / "plugins" / jar.name).symlink_to(jar)

    def _options(self) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        newer = [] if self.version.startswith("5.") else ["--enable-native-access=ALL-UNNAMED"]
        return [*opened, *newer, *(QUICK if self.quick else ()), "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8"]

    def _environment(self) -> dict[str, str]:
        return os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


@contextmanager
def local_server(version: str = VERSION, *, gds: bool = False, quick: bool = True) -> Iterator[LocalServer]:
    """A server of one's own from Maven, not yet started; killed and removed in the end (a goodbye takes ten seconds).

    Args:
        version: of Neo4j.
        gds: with Graph Data Science, where there is one for this version.
        quick: up soon, but slow in the long run.
    """
    if not shutil.which("mvn") or not shutil.which("java"):
        missing("no Maven or no Java, from which a Neo4j server of one's own is made")
    with tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) as folder:
        server = LocalServer(Path(folder), version, gds=gds, quick=quick)
        try:
            yield server
        finally:
            server.kill()


def java_for(version: str) -> str | None:
    """A Java that can run that version: 17 for 5.26, 21 or later for 2026."""
    needed = 17 if version.startswith("5.") else 21
    installed = [shutil.which("java"), *map(str, sorted(Path("/usr/lib/jvm").glob("*/bin/java")))]
    for java in filter(None, installed):
        ran = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        found = re.search(r'version "(\d+)', ran.stderr)
        if found and int(found[1]) >= needed:
            return java
    return None


def _artifact(jar: Path) -> str:
    return re.sub(r"-\d[^-]*(-.*)?\.jar$", "", jar.name)


def _jars(name: str, wanted: list[tuple[str, str, str]]) -> Path:
    """Jars and what they need, fetched once into the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphtool" / name
    if not (cache / "complete").exists():
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        pom = cache / "pom.xml"
        pom.write_text(POM.format(dependencies="".join(DEPENDENCY.format(*each) for each in wanted)))
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", "-Dmdep.prependGroupId=true"]
        fetched = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), *goal, f"-DoutputDirectory={cache}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetched.returncode:
            missing(f"Maven could not fetch {name}: {fetched.stdout[-300:]}")
        (cache / "complete").touch()
    return cache


def _ready(address: Address, process: "subprocess.Popen[bytes] | None" = None) -> Address:
    last: Exception | None = None
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (process is None or process.poll() is None):
        try:
            with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
                driver.verify_connectivity()
                return address
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError) as error:
            last = error
            time.sleep(0.5)
    raise RuntimeError(f"the Neo4j server did not start: {last}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    # whether a server of the version named can be run here
    sys.exit(0 if java_for(sys.argv[1]) else 1)
