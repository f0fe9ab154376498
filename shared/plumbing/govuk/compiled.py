"""Templates compiled once in a process, however many portals are made in it."""

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class CompiledOnce(BytecodeCache):
    """In memory only: nothing on disk that somebody could put code into."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._compiled[bucket.key, bucket.checksum] = bucket.code


COMPILED = CompiledOnce()
