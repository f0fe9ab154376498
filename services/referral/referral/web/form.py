"""The form in the language of the request."""

from plumbing.languages import language, translator
from referral.domain.form import content
from referral.domain.form.questions import Form


def referral_form() -> Form:
    spoken = language()
    return content.referral_form() if spoken == "en" else content.referral_form(translator(spoken))
