"""Which things the named sources stand for, wherever they are."""

from collections.abc import Iterable, Sequence

from sources import folders
from sources.content import Located, Unreadable
from sources.web import Web, WebPage, host_of


def is_local(source: str) -> bool:
    """Whether a source is a path of this machine."""
    return "://" not in source


def require(sources: Sequence[str]) -> None:
    """Raise SourceMissing for local sources that are not there and for addresses nothing reads."""
    folders.require([source for source in sources if is_local(source)])
    for source in sources:
        if not is_local(source) and not host_of(source):
            from sources.stores import require_backend

            require_backend(source)


def locate(sources: Sequence[str], web: Web) -> tuple[list[Located], list[Unreadable]]:
    """All that the sources stand for, each address once and in order, and what was not reached.

    Raises SourceMissing as `require` does.
    """
    require(sources)
    found: dict[str, Located] = {}
    failures = []
    for source in sources:
        try:
            for one in located_at(source, web):
                found.setdefault(one.uri, one)
        except Unreadable as error:
            failures.append(error)
    return list(found.values()), failures


def located_at(source: str, web: Web) -> Iterable[Located]:
    if is_local(source):
        return folders.locate_files([source])
    if not host_of(source):
        from sources.stores import locate_stored

        return locate_stored(source)
    from sources.index import follow, plain

    address = plain(source)
    if not address:
        raise Unreadable(source, "it is no web address", "Check its spelling.")
    return follow(web, address) if web.manners.follow else [WebPage(address, web)]
