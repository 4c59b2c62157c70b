"""Which engine rates: Sail in this process, one behind Spark Connect, or Spark itself."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ready_reckoner.command import Refused, interrupted, reason

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NAME = "ready-reckoner-tables"

#: Where Spark Connect listens unless it is told otherwise.
CONNECT_PORT = 15002
CONNECT_SECONDS = 20.0
PROXIES = ("grpc_proxy", "https_proxy", "http_proxy")


@contextmanager
def engine(remote: str | None) -> Iterator[tuple[SparkSession, dict[str, str]]]:
    """A session, and the versions of what it runs on."""
    if remote is not None:
        builder = _builder()
        _look_for(remote)
        session = builder.remote(remote).getOrCreate()
        versions = {"spark": session.version}
    elif "PYSPARK_GATEWAY_PORT" in os.environ:
        # Under `spark-submit`, which says where Spark is.
        session = _builder().getOrCreate()
        versions = {"spark": session.version}
    else:
        with _sail() as address, _ended_at_once():
            session = _builder().remote(address).getOrCreate()
            try:
                yield session, {"pysail": metadata.version("pysail")}
            finally:
                session.stop()
        return
    try:
        yield session, versions
    finally:
        session.stop()


def _look_for(remote: str) -> None:
    """Refuses an address where nobody listens: the client would try for ten minutes, silently."""
    address = urlsplit(remote)
    try:
        host, port = address.hostname, address.port or CONNECT_PORT
    except ValueError as error:
        raise Refused(f"`{remote}` is no address: {error}") from error
    if address.scheme != "sc" or not host:
        raise Refused(f"`{remote}` is no address of an engine, such as sc://host:{CONNECT_PORT}")
    if any(name.lower() in PROXIES for name in os.environ):
        # What stands in between knows more hosts than this machine.
        return
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as error:
        raise Refused(f"no engine answers at `{remote}`: {reason(error)}") from error


@contextmanager
def failures(doing: str) -> Iterator[None]:
    """Tells what an engine complains of in a line or two, and not by where it was called."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "grpc", "py4j")):
            raise
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        # The first says where, and the last of a worker's is what has happened there.
        said = lines[:1] + [line for line in lines[-1:] if line not in lines[:1]]
        raise Refused("\n".join([f"the engine has failed to {doing}:", *said])) from error


def is_embedded(remote: str | None) -> bool:
    """Whether rows are charged in this process."""
    return remote is None and "PYSPARK_GATEWAY_PORT" not in os.environ


def _builder() -> SparkSession.Builder:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Refused(f"{error.name} is missing: {_INSTALL}") from error
    builder: SparkSession.Builder = SparkSession.builder
    return builder.appName(NAME)


@contextmanager
def _sail() -> Iterator[str]:
    # It would tell the port on which it listens, and that it stops.
    os.environ.setdefault("RUST_LOG", "error")
    try:
        from pysail.spark import SparkConnectServer
    except ImportError as error:
        raise Refused(f"the embedded engine is missing: {_INSTALL}") from error
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        _, port = server.listening_address
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.stop()


@contextmanager
def _ended_at_once() -> Iterator[None]:
    """Ends by an interrupt without a word to Sail, which hears of it, too, and is gone.

    Its client would go on to tell it for ten minutes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(interrupted()))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_INSTALL = "`pip install 'ready-reckoner[embedded]'`, or name an engine with --remote"
