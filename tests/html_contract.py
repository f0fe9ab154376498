"""What every page of ours must hold to, checked without a browser: `check_page(html, portal_title)`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bs4 import BeautifulSoup, Tag


@lru_cache(maxsize=2)
def parsed(html: str) -> BeautifulSoup:
    """To be read, not changed: whoever asks for the same page again gets the same one."""
    return BeautifulSoup(html, "lxml")


def check_page(html: str, portal_title: str) -> None:
    """Fails with everything that is wrong, in words."""
    faults = list(faults_of(html, portal_title))
    assert not faults, "\n".join(faults)


def faults_of(html: str, portal_title: str) -> Iterator[str]:
    """Every page of every test comes here, so its elements are gone through once, and no selector is used."""
    page = parsed(html)
    elements = page.find_all(True)
    yield from _frame_faults(page, elements, portal_title)
    yield from _id_faults(elements)
    yield from _control_faults(elements)
    yield from _error_faults(page, elements)
    yield from _script_faults(elements)
    yield from _form_faults(elements)
    yield from _link_faults(elements)


def _named(elements: Sequence[Tag], *names: str) -> list[Tag]:
    return [element for element in elements if element.name in names]


def _frame_faults(page: BeautifulSoup, elements: Sequence[Tag], portal_title: str) -> Iterator[str]:
    root = page.find("html")
    if not isinstance(root, Tag) or not root.get("lang"):
        yield "the page does not say its language"
    headings = _named(elements, "h1")
    if len(headings) != 1:
        yield f"the page has {len(headings)} h1, not one"
    title = page.title.get_text(strip=True) if page.title else ""
    if not title.endswith(f" – {portal_title}"):
        yield f"the title {title!r} does not end with {portal_title!r}"
    if len(_named(elements, "main")) != 1:
        yield "the page has no single main part"


def _id_faults(elements: Sequence[Tag]) -> Iterator[str]:
    ids = Counter(str(element["id"]) for element in elements if element.has_attr("id"))
    yield from (f"id {name!r} is used {count} times" for name, count in ids.items() if count > 1)
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        for element in elements:
            named = str(element.get(attribute, "")).split()
            yield from (
                f"{attribute} names {name!r}, which is not there" for name in named if name not in ids
            )


def _control_faults(elements: Sequence[Tag]) -> Iterator[str]:
    labels = _named(elements, "label")
    labelled = {str(each["for"]) for each in labels if each.has_attr("for") and each.get_text(strip=True)}
    for control in _named(elements, "input", "select", "textarea"):
        if control.get("type") in ("hidden", "submit", "button"):
            continue
        if control.get("id") not in labelled and not control.get("aria-label"):
            yield f"control {control.get('name')!r} has no label"
    for group in _named(elements, "fieldset"):
        legend = group.find("legend")
        if legend is None or not legend.get_text(strip=True):
            yield "a fieldset has no legend"


def _error_faults(page: BeautifulSoup, elements: Sequence[Tag]) -> Iterator[str]:
    summaries = [
        element for element in elements if "govuk-error-summary" in element.get_attribute_list("class")
    ]
    says_error = page.title is not None and page.title.get_text(strip=True).startswith("Error: ")
    if bool(summaries) != says_error:
        yield "the title and the error summary do not agree on whether there are errors"
    for link in (link for summary in summaries for link in summary.find_all("a")):
        target = page.find(id=str(link["href"]).removeprefix("#"))
        if target is None:
            yield f"the error {link.get_text(strip=True)!r} links to nothing"


def _script_faults(elements: Sequence[Tag]) -> Iterator[str]:
    for element in elements:
        for attribute in element.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name}> carries {attribute}="
    for script in _named(elements, "script"):
        if not script.get("src") or script.get_text(strip=True):
            yield "a script stands in the page"
        if not script.get("nonce"):
            yield "a script has no nonce"
    if _named(elements, "style"):
        yield "a style sheet stands in the page"


def _form_faults(elements: Sequence[Tag]) -> Iterator[str]:
    for form in _named(elements, "form"):
        is_post = str(form.get("method", "get")).lower() == "post"
        token = form.find("input", attrs={"type": "hidden", "name": "csrf_token"})
        if is_post and (token is None or not token.get("value")):
            yield f"the form to {form.get('action', 'this page')!r} has no token"
        if not is_post and token is not None:
            yield f"the form to {form.get('action')!r} would put its token into an address"
        if form.find("button") is None:
            yield f"the form to {form.get('action', 'this page')!r} has no button"


def _link_faults(elements: Sequence[Tag]) -> Iterator[str]:
    for link in _named(elements, "a"):
        if not link.get("href"):
            yield f"link {link.get_text(strip=True)!r} leads nowhere"
        if not link.get_text(strip=True) and not link.get("aria-label"):
            yield f"the link to {link.get('href')!r} has no words"
