"""A real Neo4j server for the tests: the one of NEO4J_URI, else one in Docker, else one put together from Maven Central."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

VERSION = "5.26.30"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>graphtool</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j-bolt</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version></dependency>
</dependencies></project>"""
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
    elif _docker_answers():
        with _in_docker() as address:
            yield address
    elif shutil.which("java") and shutil.which("mvn"):
        with _from_maven() as address:
            yield address
    else:
        missing("no Neo4j server: set NEO4J_URI and NEO4J_PASSWORD, start Docker, or install Java 17 and Maven")


def missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _docker_answers() -> bool:
    return bool(shutil.which("docker")) and subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@contextmanager
def _in_docker() -> Iterator[Address]:
    port, password = _free_port(), secrets.token_urlsafe(12)
    options = ["--rm", "-d", "-p", f"127.0.0.1:{port}:7687", "-e", f"NEO4J_AUTH=neo4j/{password}"]
    made = subprocess.run(["docker", "run", *options, "neo4j:5.26-community"], capture_output=True, text=True, check=True)
    try:
        yield _ready(Address(f"bolt://127.0.0.1:{port}", "neo4j", password))
    finally:
        subprocess.run(["docker", "stop", made.stdout.strip()], capture_output=True, check=False)


@contextmanager
def _from_maven() -> Iterator[Address]:
    port, password = _free_port(), secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="neo4j-") as folder:
        home = Path(folder)
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
        (home / "conf" / "neo4j.conf").write_text("\n".join(settings) + "\n")
        jars = f"{_jars()}/*"
        environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        admin = ["java", "-cp", jars, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
        subprocess.run([*admin, "--require-password-change=false"], env=environment, capture_output=True, check=True)
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        start = ["java", "-Xms256m", "-Xmx1g", *opened, "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8", "-cp", jars]
        start += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
        with (home / "console.log").open("wb") as log:
            process = subprocess.Popen(start, env=environment, stdout=log, stderr=log)
        try:
            yield _ready(Address(f"bolt://127.0.0.1:{port}", "neo4j", password), process)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _jars() -> Path:
    """The server's jars, fetched once into the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphtool" / f"neo4j-{VERSION}"
    if not (cache / "complete").exists():
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        pom = cache / "pom.xml"
        pom.write_text(POM.format(version=VERSION))
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", "-Dmdep.prependGroupId=true"]
        fetched = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), *goal, f"-DoutputDirectory={cache}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetched.returncode:
            missing(f"Maven could not fetch Neo4j: {fetched.stdout[-300:]}")
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
