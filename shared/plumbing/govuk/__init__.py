"""The look of the portals: GOV.UK and MoJ components, our frame around them, and how a page is made.

**A page.** `pages.page(request, "case.html", view)`. The view is a frozen dataclass or a mapping, read as
`view.…`. Templates live in `services/<service>/<service>/web/templates` and import nothing: `ui`, `ask`,
`moj`, `govuk`, `csrf_field` and `asset` are always there. An application makes its environment once, with
`create_environment(PackageLoader("decision", "web/templates"))`, kept as `app.state.environment`.

    {% extends "base.html" %}
    {% set title = "Reasonable grounds decisions" %}   the <title>; use it for the h1 too
    {% set back = "/queues" %}                         optional: back link
    {% set is_wide = true %}                           optional: queues and boards use the whole window
    {% block content %}{{ ui.heading(title) }} … {% endblock %}

**A question** extends `question.html`: form, token, caption, both buttons. When the view is a `Filled`, or
has an attribute `filled`, its errors make the error summary and the "Error: " in the title by themselves.

    {% extends "question.html" %}
    {% set title = "What is their name?" %}
    {% set caption = "About the person" %}
    {% set back = view.back %}
    {% block fields %}{{ ask.text(view.filled, "name", title, is_heading=true) }}{% endblock %}

It also takes `action`, `has_file`, `can_leave = false` (no second button) and the blocks `heading`,
`buttons`, `after_form` and `aside`. Own forms: `<form method="post" novalidate>{{ csrf_field() }} … </form>`.
`confirmation.html` takes `title`, `reference`, `reference_label` and the block `next_steps`.

**ask: form controls.** First a `forms.Filled`, then the name; all take `hint=`, `is_heading=` and `bold=`.

    ask.text(filled, "name", "Full name", width="20", autocomplete="name", inputmode="tel", type="email")
    ask.number(filled, "age", "How old are they?", suffix="years")
    ask.long_text(filled, "reasons", "Reasons", most=15000, rows=8)
    ask.radios(filled, "outcome", "Are there reasonable grounds?", options, inline=true)
    ask.checkboxes(filled, "flags", "What applies?", options)
    ask.select(filled, "nationality", "Nationality", options, autocomplete=true)
    ask.date(filled, "born_on", "Date of birth", parts=("month", "year"))
    ask.file(filled, "evidence", "Upload a file", accept=".pdf,.docx")
    ask.hidden("version", view.version)

Options are `parts.Option(value, label, hint="", divider="or", exclusive=True)`.

**ui: components.** Values are made in Python from `parts`.

    ui.button("Confirm and send")   ui.button("Delete", kind="warning")   kinds: secondary warning start
    ui.button("Record a decision", href="/…")
    ui.heading("Case history", caption="NRM-7K3F-92QD-X", size="l")
    ui.status(Status("Overdue", "overdue"))
        meanings: not-started in-progress waiting overdue done available plain blocked
    ui.task_list([TaskGroup("About the referral", [Task("Your organisation", status, "/…")])])
    ui.summary(rows)   ui.summary_card("About the person", rows, links=[Link("Change all", "/…")])
        rows are Row("Name", "Mai Sample", change="/…", hidden="name"); a value may be a list
    ui.confirmation("Referral sent", "Your reference", "NRM-7K3F-92QD-X")
    ui.inset("…")   ui.warning("…")   ui.empty("No cases are waiting.")
    {% call ui.details("Help") %} … {% endcall %}
    {% call ui.table("Cases", [Column("Due", "?sort=due", "ascending")]) %}
      <tr class="govuk-table__row">{% call ui.cell(numeric=true, nowrap=true) %}3{% endcall %}</tr>
    {% endcall %}
    ui.pages(newer="?before=…", older="?after=…")
    ui.clock_cards([Clock("Reasonable grounds", due, status, Why(…))], view.today)
    ui.clock_card(clock, today)   ui.why(Why(rule, version, start, counting), "Reasonable grounds")
    ui.board([Tile("NW-01", status, "/units/…", lines=["Women only"])], label="North West")
    ui.error_summary(errors)   base.html does this already

**moj: Ministry of Justice components.**

    moj.identity_bar("NRM-7K3F-92QD-X", [Badge("Child", "purple")], subtitle="…")   with {% call %}: actions
    moj.sub_navigation([Link("Overview", "/…", current=True)])
    moj.side_navigation([Link("Requests", "/…", count=3)], label="Placements")
    moj.timeline([Entry("Referral received", at, by="…", text="…")])
    moj.filter("/queue", [FilterGroup("age", "Age group", options, frozenset({"child"}))],
               selected=[Chosen("Age group", links)], hidden={"sort": "due"})
    moj.alert("4 cases are past their target", kind="warning")   kinds: information success warning error
    moj.badge(Badge("Overdue", "red"))

A filter or side navigation beside its page: class `nrm-with-side` around `nrm-with-side__side` and
`nrm-with-side__main`. What to do next: `<section class="nrm-next" aria-labelledby="…">`.

**govuk** holds every upstream macro for what is not above: `govuk.tabs({...})`, `govuk.breadcrumbs({...})`.

**Filters.** `day` (14 March 2031), `weekday` (Friday 14 March 2031), `moment` (14 March 2031 at 10:42am),
`clock_time`, `relative(today)` (in 3 days, 2 days overdue), `lines` (escaped, line breaks kept). London time.

Parameters of `govuk` macros that end in `html` take only what our own macros made. Nothing stored is ever
marked `| safe`.
"""
