"""Documents read on a Dask cluster: ``HANKEVARASTO_DASK=tcp://scheduler:8786``.

Each piece of work carries all that reading takes, so that any worker can do it, again if need be.
"""

from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from flows.reading import Contents, Part, Reader, code_of_reader, read_part

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 30  # seconds in which a scheduler must answer, and a worker be there


class ClusterUnusable(Exception):
    """A Dask cluster that cannot be used, with what to do about it."""


class Cluster:
    """The workers of a Dask cluster; one that dies is replaced by the others."""

    def __init__(self, reader: Reader, address: str) -> None:
        """Raises ClusterUnusable where nobody answers, or Dask is not installed here."""
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            raise ClusterUnusable(
                "HANKEVARASTO_DASK needs the extra dask: pip install 'hankevarasto[dask]'"
            ) from error
        self.reader, self.address, self.lost = reader, address, KilledWorker
        try:
            self.client = Client(address, timeout=PATIENCE)
            self.client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterUnusable(
                f"No Dask scheduler with a worker answers at {address} ({type(error).__name__}). "
                "Start both, or unset HANKEVARASTO_DASK to read on this machine."
            ) from None

    def begin(self, contents: Contents) -> "Elsewhere":
        """Hand documents to the cluster."""
        arguments = (code_of_reader(), self.reader, contents)
        return Elsewhere(self, self.client.submit(read_alike, *arguments, pure=False))

    def close(self) -> None:
        """Let go of the cluster, which goes on."""
        self.client.close()


class Elsewhere:
    """Documents in the hands of a cluster."""

    def __init__(self, cluster: Cluster, future: "Future[Part]") -> None:
        self.cluster, self.future = cluster, future

    def result(self) -> Part:
        """What they say. Raises ClusterUnusable where the cluster goes away, or reads otherwise."""
        try:
            found: Any = self.future.result()
        except (CancelledError, OSError) as error:
            raise ClusterUnusable(
                f"The Dask cluster at {self.cluster.address} went away ({type(error).__name__}). "
                "Run again: what was received is taken in by the next run."
            ) from None
        if not isinstance(found, Part):
            raise ClusterUnusable(
                f"A worker of {self.cluster.address} has other code ({found}) than this machine "
                f"({code_of_reader()}), and might read otherwise. Install one version on all."
            )
        return found


def read_alike(code: str, reader: Reader, contents: Contents) -> Part | str:
    """Read documents on a worker; on one with other code nothing but the hash of that."""
    own = code_of_reader()
    return read_part(reader, contents) if own == code else own
