"""The Jinja environment: GOV.UK macros, our templates and the services', escaping always on."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from plumbing import languages
from plumbing.govuk import assets, dates, parameters
from plumbing.govuk.compiled import COMPILED

UPSTREAM = "govuk_frontend_jinja"
MACROS = {"ui": "macros/ui.html", "ask": "macros/ask.html", "moj": "macros/moj.html"}


def create_environment(*package_loaders: BaseLoader) -> Environment:
    """Compiles every template now, so that a broken one stops the start and no first visitor waits."""
    environment = Environment(
        loader=_loader(package_loaders),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    _install_words(environment)
    environment.filters.update(_filters())
    environment.globals.update(_functions(assets.versions()))
    environment.globals["govuk"] = SimpleNamespace(**upstream_macros(environment))
    for name, template in MACROS.items():
        environment.globals[name] = environment.get_template(template).module
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return environment


def _loader(package_loaders: tuple[BaseLoader, ...]) -> BaseLoader:
    ours = PackageLoader("plumbing", "govuk/templates")
    upstream = PrefixLoader({UPSTREAM: PackageLoader(UPSTREAM)})
    return ChoiceLoader([*package_loaders, ours, upstream])


def _install_words(environment: Environment) -> None:
    """`_("…")` and `ngettext("%(num)s day", "%(num)s days", days)`, in the language of the request."""
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        languages.gettext,
        languages.ngettext,
        newstyle=True,
        pgettext=languages.pgettext,
        npgettext=languages.npgettext,
    )


def _filters() -> dict[str, Any]:
    return {
        "day": dates.day,
        "weekday": dates.weekday,
        "moment": dates.moment,
        "clock_time": dates.clock_time,
        "relative": dates.relative,
        "lines": parameters.lines,
    }


def _functions(versions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "asset": lambda name: f"/assets/{name}?v={versions[name]}",
        "csrf_field": csrf_field,
        "said": languages.gettext,
        **parameters.FUNCTIONS,
    }


def upstream_macros(environment: Environment) -> dict[str, Any]:
    """Every GOV.UK macro under its plain name: `govuk.date_input({...})`."""
    names = [
        name.split("/")[2]
        for name in environment.list_templates()
        if name.startswith(f"{UPSTREAM}/components/")
    ]
    return {name.replace("-", "_"): _upstream_macro(environment, name) for name in sorted(set(names))}


def _upstream_macro(environment: Environment, name: str) -> Any:
    module = environment.get_template(f"{UPSTREAM}/components/{name}/macro.html").module
    return getattr(module, f"govuk{name.title().replace('-', '')}")


@pass_context
def csrf_field(context: Context) -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(context["csrf_token"])
