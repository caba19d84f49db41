"""XML that may be hostile, parsed without document type, entities, network or huge trees."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from curriculum.icap.readers.limits import damaged

Element: TypeAlias = Any
"""An lxml element; lxml brings no types of its own."""


def parse_xml(content: bytes, kind: str) -> Element:
    """Parse one member of a document of this kind; raises UnreadableDocumentError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in content[:4096].replace(b"\0", b""):
        raise damaged(kind)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(kind) from error
    if root.getroottree().docinfo.doctype:
        raise damaged(kind)
    return root


def element_children(element: Element) -> Iterator[Element]:
    """Go through the children that are elements."""
    return (child for child in element if isinstance(child.tag, str))
