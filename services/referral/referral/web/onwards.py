"""Where a saved page leads."""

from datetime import datetime

from referral.domain.drafts import Draft
from referral.web import paths
from referral.web.form import referral_form


def onwards(draft: Draft, page_id: str, at: datetime, *, is_changing: bool) -> str:
    """After a change only what has become open is asked, then the summary shows again."""
    progress = draft.progress(referral_form(), at)
    following = progress.first_open if is_changing else progress.after(page_id) or progress.first_open
    if following is None:
        return paths.check_answers(draft.id)
    return paths.question(draft.id, following.page.id, changing=is_changing)
