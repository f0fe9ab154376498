"""The page about deployment names every setting there is, as it is."""

from nrm.settings_table import OF_EACH, PAGE, page_with_table


def test_the_table_of_settings_is_up_to_date() -> None:
    page = PAGE.read_text()
    assert page == page_with_table(page), "run python -m nrm.settings_table"


def test_every_setting_says_what_it_is() -> None:
    for settings in OF_EACH.values():
        assert [name for name, field in settings.model_fields.items() if not field.description] == []
