"""Which part of a web page is its content, and which only belongs to the site around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "del",
        "audio",
        "video",
        "select",
        "textarea",
        "dialog",
        "head",
        "title",
        "link",
        "meta",
        "button",
        "datalist",
        "area",
        "map",
    ]
)
_DROPPED_ROLES = frozenset(("navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist"))
_APART = {"header": "header", "footer": "footer"}
_APART_ROLES = {"banner": "header", "contentinfo": "footer"}
_CONTENT = frozenset(("main", "article"))
_LEAST_SHARE = 0.4


def is_shown(element: Any) -> bool:
    """Whether a browser shows the element, as far as the element itself says."""
    style = str(element.get("style", "")).replace(" ", "").lower()
    return not (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def is_dropped(element: Any) -> bool:
    """Whether the element is left out: menus, scripts, what is not shown, what belongs to the site around the page."""
    if element.tag in _DROPPED or element.get("role") in _DROPPED_ROLES or not is_shown(element):
        return True
    if element.tag == "aside":
        return not _in_content(element)
    return _site_role(element) is not None


def find_main(root: Any) -> Any:
    """The element that holds the content: ``main``, else an article with most of the words, else the body."""
    body = root.find("body")
    body = body if body is not None else root
    main = [element for element in body.iter("main") if is_shown(element)]
    main += [element for element in body.iter() if isinstance(element.tag, str) and element.get("role") == "main"]
    articles = list(body.iter("article"))
    total = len(body.text_content()) or 1
    for element in (*main, *(articles if len(articles) == 1 else ())):
        if len(element.text_content()) >= _LEAST_SHARE * total:
            return element
    return main[0] if main and len(main[0].text_content().split()) > 50 else body


def page_parts(root: Any) -> Iterator[tuple[str, Any]]:
    """The headers and footers of the site, with the role that their words get."""
    for element in root.iter():
        if isinstance(element.tag, str) and is_shown(element) and (role := _site_role(element)):
            yield role, element


def _site_role(element: Any) -> str | None:
    """Header or footer where the element is that of the page; those of an article or section belong to it."""
    role = _APART_ROLES.get(element.get("role", "")) or _APART.get(element.tag)
    return None if role is None or _in_content(element) else role


def _in_content(element: Any) -> bool:
    return any(parent.tag in _CONTENT or parent.get("role") == "main" for parent in element.iterancestors())
