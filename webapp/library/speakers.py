"""Names as they are heard: the recorded labels of pages, for who reads little."""

from __future__ import annotations

from collections.abc import Mapping

from content.addresses import Address, Noun
from content.catalogue import Catalogue, labels
from content.translations import gettext
from webapp.library.words import language_name
from webapp.shell.frame import Speaker

Names = Mapping[Address, str]
"""Pages in any language, and their names as they are read."""


def speakers(catalogue: Catalogue, names: Names, *, usual: str) -> dict[Address, tuple[Speaker, ...]]:
    """The names of pages as they are heard; pages whose names nobody recorded are left out.

    Args:
        usual: the tongue that is heard where none was chosen.
    """
    paths = {address: address.in_language("vi").path for address in names}
    found = labels(catalogue.connection, paths.values(), catalogue.today)
    return {
        address: tuple(
            Speaker(
                href=Address(noun=Noun.LABEL, record=label.record).path,
                words=gettext("Nghe: %(name)s (%(tongue)s)")
                % {"name": names[address], "tongue": language_name(label.tongue) or label.tongue},
                tongue=label.tongue,
                is_usual=label.tongue == usual,
            )
            for label in found[path]
        )
        for address, path in paths.items()
        if path in found
    }
