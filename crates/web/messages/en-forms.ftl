# Questionnaires as data: kinds and their forms, workbooks to fill in offline, cycles.

kinds = Kinds
kinds-lead = What can be recorded here, each kind with its form. A form is a data file: a secretariat revises it without a new program, and answers to an earlier version stay readable.
kind-form = The form
kind-facts = About this kind
kind-version = Version { $count }
kind-writers = Who writes it
kind-evidence = How it comes in
kind-audiences = For whom it can be
kind-signers = Signed by
kind-signed-by = { $count ->
    [one] one person
   *[other] up to { $count } people
}
kind-own-machine-alone = It is signed with a key on one’s own machine alone, never in the hub’s page.
kind-mechanisms = Mechanisms that take it
kind-workbooks = To fill in offline
kind-workbooks-note = A workbook (XLSX) for any spreadsheet program. Bring it back into a draft here.
kind-for-programs = For programs
kind-schema = JSON Schema of its content
kind-lacks-languages = Its texts aren’t in these languages yet; English stands there instead:
kind-asks-about = It asks about
written-by-delegates = Delegates of participants
written-by-secretariat = The secretariat of the mechanism
for-public = Everybody
for-own = One’s own delegation
for-participants = Participants by name
for-group = A named group
for-mechanism = The participants of a mechanism
for-secretariat = A mechanism’s chair and secretariat
takes-words = { $count ->
    [one] Text of one word
   *[other] Text of at most { $count } words
}
takes-characters = { $count ->
    [one] Text of one character
   *[other] Text of at most { $count } characters
}
takes-choice = One of
takes-choices = Any of
takes-number = A whole number
takes-date = A date
takes-addresses = { $count ->
    [one] One web address
   *[other] At most { $count } web addresses
}
takes-rows = { $count ->
    [one] A table of one row, with
   *[other] A table of at most { $count } rows, with
}

# The workbook.
workbook-guide = Read me
workbook-guide-cells = Write your answers into the white cells beside the questions. Everything else is locked without a password.
workbook-guide-references = Leave the references in the first column as they are: by them each answer finds its question. Rows may be sorted, sheets renamed or moved.
workbook-guide-blank = Leave blank what you don’t answer. A star marks what must be filled in before the record is signed.
workbook-guide-choices = Where something can be chosen, take it from the list of the cell, or put an x beside it.
workbook-guide-dates = Write dates as 2031-05-04, or 2031-05 or 2031 where no more is known.
workbook-guide-return = Bring the workbook back into a draft on the hub. It is taken whole or not at all; what is wrong is named by sheet and cell. Nothing is published before somebody signs it.
workbook-answers = Answers
workbook-reference = Reference
workbook-question = Question
workbook-help = What is asked
workbook-answer = Answer
workbook-goes-on = A long answer goes on here.
workbook-mark-choice = x to choose
