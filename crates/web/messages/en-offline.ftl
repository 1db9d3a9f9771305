# Offline: workbooks that several fill in, forms on paper, and the reminders that were sent.

# What a workbook says beside its questions.
workbook-guide-cycle = For the cycle: { $name }
workbook-guide-taken-out = A blank cell says nothing: what stands in the draft stays there. To take an answer out, write - (a hyphen) into its cell.
workbook-guide-before = Cells in yellow hold what was said before. Leave them to say it again, write over them, or take them out.
workbook-guide-several = Several may fill in copies of this workbook, each its part, and each brings its own back. Where two have written differently, both are shown before either is taken.

# Taking a workbook away, and bringing it back.
draft-workbook-before = Fill in blanks with what was said before
draft-workbook-before-note = Answers of your own to earlier questions of this kind. They stand in the workbook in yellow, and nowhere else until you bring it back.
draft-workbook-before-none = No, only with what the draft holds
draft-workbook-conflict = The workbook and the draft differ
draft-workbook-conflict-note = { $count ->
    [one] One answer was changed in both. Nothing is taken yet: say what is to stand there.
    *[other] { $count } answers were changed in both. Nothing is taken yet: say what is to stand there.
}
in-the-draft = In the draft
in-the-workbook = In the workbook
workbook-takes-out = The workbook takes this answer out.
keep-the-drafts = Keep what the draft holds
take-the-workbooks = Take what the workbook says
take-both = Both: first the draft’s, then the workbook’s
notice-workbook-nothing = Nothing was taken from the workbook. Each of its cells says what this draft says already, or what stood there when the workbook was downloaded. To bring answers of another draft here, copy them into a workbook downloaded from this page.
draft-workbook-decide = Take the answers so
refusal-workbook-other-cycle = This workbook was made for another cycle. Download the one of this cycle and copy the answers over.

# The form on paper.
printed-form = The form, to print
printed-form-note = To be filled in by hand or in a word processor. Nothing is signed by it and nothing published: type the answers into a draft or a workbook, or send the form to the secretariat by note verbale. A star marks what must be filled in.
printed-form-until = Answers are awaited until
printed-form-state = State or organization
printed-form-date = Date

# Reminders, as those see them to whom they went, and who asked.
reminders = Reminders
reminders-sent = Reminders sent to us
reminders-sent-lead = Letters by which this hub reminded people of your delegation of cycles whose answer was awaited.
reminders-seen-by = Seen by your delegation alone. It says how many were told, and not who.
reminders-none = None was sent.
reminders-more = Older ones are kept and not listed.
reminders-choose = Choose whether and how often you are reminded
reminders-not-yet = None has been sent yet.
reminders-totals-note = How many people each step told. Who they are is shown to nobody.
reminder-month = 30 days before
reminder-week = 7 days before
reminder-day = The day before
reminder-after = After the last day
reminder-last-day = Last day
reminder-people = { $count ->
    [0] to nobody
    [one] to one person
    *[other] to { $count } people
}

# The terms of an outlook.
outlook-terms = In the mechanism’s own terms
outlook-as-named = As its author named it
outlook-no-link = Nobody has linked this with the mechanism’s own set
