"""What the frame of a page says of its project: the pages that it links to, the names of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs.structure.nav import Navigation

from quizgen.model.pack import PackPages, address_of
from quizgen.web.pages.state import REGISTER_FOLDER, pack_of, register


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """The pages of the pack; the short names of the sources by their ids (empty: no facts)."""

    pages: PackPages
    sources: Mapping[str, str]

    @property
    def practice(self) -> str:
        """The address of the practice centre from the root of the site."""
        return address_of(self.pages.practice)

    def topics_of(self, page: str) -> Iterator[tuple[str, str]]:
        """Each topic that a page tells of, with the place of its practice within the practice centre."""
        for topic, told_on in self.pages.topics.items():
            if told_on == page:
                yield topic.replace("/", " · "), f"#/topic/{quote(topic)}"

    def begin(self, nav: Navigation) -> Iterator[tuple[str, str]]:
        """The address and the title of each page from which a lost reader may begin, as the menu has them."""
        known = {page.file.src_uri: page for page in nav.pages}
        for name in self.pages.begin:
            if name in known:
                yield known[name].url, str(known[name].title)


def frame(folder: str) -> SiteFrame:
    """What the templates ask for by the folder of the project. Raises ContentFaults, CannotRead."""
    sources = register(f"{folder}/{REGISTER_FOLDER}").sources
    return SiteFrame(pack_of(folder).pages, {source.id: source.short for source in sources.values()})
