"""What every page of ours must hold to, checked without a browser: `check_page(html, portal_title)`."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bs4 import BeautifulSoup, Tag

CONTROLS = "input:not([type=hidden]), select, textarea"


@lru_cache(maxsize=2)
def parsed(html: str) -> BeautifulSoup:
    """To be read, not changed: whoever asks for the same page again gets the same one."""
    return BeautifulSoup(html, "lxml")


def check_page(html: str, portal_title: str) -> None:
    """Fails with everything that is wrong, in words."""
    faults = list(faults_of(html, portal_title))
    assert not faults, "\n".join(faults)


def faults_of(html: str, portal_title: str) -> Iterator[str]:
    page = parsed(html)
    yield from _frame_faults(page, portal_title)
    yield from _id_faults(page)
    yield from _control_faults(page)
    yield from _error_faults(page)
    yield from _script_faults(page)
    yield from _form_faults(page)
    yield from _link_faults(page)


def _frame_faults(page: BeautifulSoup, portal_title: str) -> Iterator[str]:
    root = page.find("html")
    if not isinstance(root, Tag) or not root.get("lang"):
        yield "the page does not say its language"
    if len(page.select("h1")) != 1:
        yield f"the page has {len(page.select('h1'))} h1, not one"
    title = page.title.get_text(strip=True) if page.title else ""
    if not title.endswith(f" – {portal_title}"):
        yield f"the title {title!r} does not end with {portal_title!r}"
    if len(page.select("main")) != 1:
        yield "the page has no single main part"


def _id_faults(page: BeautifulSoup) -> Iterator[str]:
    ids = Counter(str(element["id"]) for element in page.select("[id]"))
    yield from (f"id {name!r} is used {count} times" for name, count in ids.items() if count > 1)
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        for element in page.select(f"[{attribute}]"):
            named = str(element[attribute]).split()
            yield from (
                f"{attribute} names {name!r}, which is not there" for name in named if name not in ids
            )


def _control_faults(page: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in page.select("label[for]") if label.get_text(strip=True)}
    for control in page.select(CONTROLS):
        if control.get("type") in ("submit", "button"):
            continue
        if control.get("id") not in labelled and not control.get("aria-label"):
            yield f"control {control.get('name')!r} has no label"
    for group in page.select("fieldset"):
        legend = group.find("legend")
        if legend is None or not legend.get_text(strip=True):
            yield "a fieldset has no legend"


def _error_faults(page: BeautifulSoup) -> Iterator[str]:
    summary = page.select_one(".govuk-error-summary")
    says_error = page.title is not None and page.title.get_text(strip=True).startswith("Error: ")
    if (summary is not None) != says_error:
        yield "the title and the error summary do not agree on whether there are errors"
    for link in page.select(".govuk-error-summary a"):
        target = page.find(id=str(link["href"]).removeprefix("#"))
        if target is None:
            yield f"the error {link.get_text(strip=True)!r} links to nothing"


def _script_faults(page: BeautifulSoup) -> Iterator[str]:
    for element in page.find_all(True):
        for attribute in element.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name}> carries {attribute}="
    for script in page.select("script"):
        if not script.get("src") or script.get_text(strip=True):
            yield "a script stands in the page"
        if not script.get("nonce"):
            yield "a script has no nonce"
    if page.select("style"):
        yield "a style sheet stands in the page"


def _form_faults(page: BeautifulSoup) -> Iterator[str]:
    for form in page.select("form"):
        is_post = str(form.get("method", "get")).lower() == "post"
        token = form.select_one("input[type=hidden][name=csrf_token]")
        if is_post and (token is None or not token.get("value")):
            yield f"the form to {form.get('action', 'this page')!r} has no token"
        if not is_post and token is not None:
            yield f"the form to {form.get('action')!r} would put its token into an address"
        if not form.select("button"):
            yield f"the form to {form.get('action', 'this page')!r} has no button"


def _link_faults(page: BeautifulSoup) -> Iterator[str]:
    for link in page.select("a"):
        if not link.get("href"):
            yield f"link {link.get_text(strip=True)!r} leads nowhere"
        if not link.get_text(strip=True) and not link.get("aria-label"):
            yield f"the link to {link.get('href')!r} has no words"
