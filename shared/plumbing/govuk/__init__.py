'''The look of the portals: GOV.UK and MoJ components, our frame around them, and how a page is made.

**A page.** `pages.page(request, "case.html", view)`; the view is a frozen dataclass or a mapping and is read as `view.…`.
Templates live in `services/<service>/<service>/web/templates` and need no imports: `ui`, `ask`, `moj`, `govuk`,
`csrf_field` and `asset` are always there. `create_environment(PackageLoader("decision", "web/templates"))` once,
kept as `app.state.environment`.

    {% extends "base.html" %}
    {% set title = "Reasonable grounds decisions" %}   the <title> and, by convention, the h1
    {% set back = "/queues" %}                         optional: back link
    {% set is_wide = true %}                           optional: queues and boards use the whole window
    {% block content %}{{ ui.heading(title) }} … {% endblock %}

**A question.** Extends `question.html`: form, csrf token, caption, both buttons. Errors of the view (a `Filled`, or a view with an
attribute `filled`) make the error summary and "Error: " in the title by themselves.

    {% extends "question.html" %}
    {% set title = "What is their name?" %}
    {% set caption = "About the person" %}
    {% set back = view.back %}
    {% block fields %}{{ ask.text(view.filled, "name", title, is_heading=true, width="two-thirds") }}{% endblock %}

`question.html` also takes `action`, `has_file`, `can_leave = false` (no second button) and blocks `heading`, `buttons`,
`after_form`, `aside`. Own forms: `<form method="post" novalidate>{{ csrf_field() }} … {{ ui.button("Save") }}</form>`.
`confirmation.html` takes `title`, `reference`, `reference_label` and the block `next_steps`.

**ask: form controls** (first argument a `forms.Filled`; all take `hint=`, `is_heading=`, `bold=`)

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

**ui: components**

    ui.button("Confirm and send")  ui.button("Delete", kind="warning")  ui.button("Start now", href="/start", kind="start")
    ui.heading("Case history", caption="NRM-7K3F-92QD-X", size="l")
    ui.status(parts.Status("Overdue", "overdue"))   meanings: not-started in-progress waiting overdue done available plain blocked
    ui.task_list([parts.TaskGroup("About the referral", [parts.Task("Your organisation", status, "/…")])])
    ui.summary(rows)  ui.summary_card("About the person", rows, links=[parts.Link("Change all", "/…")])
        rows are parts.Row("Name", "Mai Sample", change="/…", hidden="name"); a value may be a list
    ui.confirmation("Referral sent", "Your reference", "NRM-7K3F-92QD-X")
    ui.inset("…")  ui.warning("…")  {% call ui.details("Help") %}…{% endcall %}  ui.empty("No cases are waiting.")
    {% call ui.table("Cases", [parts.Column("Due", "?sort=due", "ascending")]) %}<tr class="govuk-table__row">…</tr>{% endcall %}
        {% call ui.cell(numeric=true, nowrap=true) %}3{% endcall %}
    ui.pages(newer="?before=…", older="?after=…")
    ui.clock_cards([parts.Clock("Reasonable grounds", due, status, why=parts.Why(…))], view.today)   ui.clock_card(clock, today)
    ui.why(parts.Why(rule, version, start, counting, …), "Reasonable grounds")
    ui.board([parts.Tile("NW-01", status, "/units/…", lines=["Women only"])], label="North West")
    ui.error_summary(errors)   base.html does this already

**moj: Ministry of Justice components**

    moj.identity_bar("NRM-7K3F-92QD-X", [parts.Badge("Child", "purple")], subtitle="…")   with {% call %}: actions on the right
    moj.sub_navigation([parts.Link("Overview", "/…", current=True)])   moj.side_navigation(links, label="Placements")
    moj.timeline([parts.Entry("Referral received", at, by="…", text="…")])
    moj.filter("/queue", [parts.FilterGroup("age", "Age group", options, frozenset({"child"}))], selected=[parts.Chosen("Age group", links)])
    moj.alert("4 cases are past their target", kind="warning")   kinds: information success warning error
    moj.badge(parts.Badge("Overdue", "red"))

**govuk** holds every upstream macro for what is not above: `govuk.tabs({...})`, `govuk.notification_banner({...})`.

**Filters**: `day` (14 March 2031), `weekday` (Friday 14 March 2031), `moment` (14 March 2031 at 10:42am), `clock_time`,
`relative(today)` (in 3 days / 2 days overdue), `lines` (escaped, with line breaks). Times are shown in London time.

Parameters of `govuk` macros that end in `html` take only what our own macros made. Nothing stored is ever marked `| safe`.
'''
