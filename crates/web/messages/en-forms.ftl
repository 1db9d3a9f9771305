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

# A draft and its workbook.
draft-offline = Work on it offline
draft-offline-note = Take this draft away as a workbook (XLSX), fill it in with any spreadsheet program, and bring it back. What was written into it goes into the answers above, whole or not at all; what it leaves blank stays as it is.
draft-workbook-get = Download the workbook
draft-workbook-file = The workbook, filled in
draft-workbook-send = Take its answers
draft-workbook-refused = The workbook was not taken
draft-workbook-refused-note = { $count ->
    [one] One thing is wrong with it. The draft is as it was.
   *[other] { $count } things are wrong with it. The draft is as it was.
}
draft-workbook-back = Back to the draft
notice-workbook-taken = The workbook’s answers are in the draft.
workbook-whole = The whole workbook
workbook-place = Sheet and cell
workbook-wrong = What is wrong

# Why a workbook isn’t taken.
refusal-workbook-alive = The workbook has macros or links to other files. Copy the answers into one that has none.
refusal-workbook-too-large = The workbook is larger than any questionnaire. Copy the answers into the one that is downloaded here.
refusal-workbook-unreadable = The workbook can’t be read. Save it again as XLSX, without a password.
refusal-not-a-workbook = This is no workbook in XLSX. Save it as .xlsx, without a password.
refusal-workbook-formula = This is a formula. Put its result there as plain text.
refusal-workbook-hidden = This stands in a hidden row or column. Show it, or take it out.
refusal-workbook-cell = This cell can’t be read as it looks. Format it as text and write it again.
refusal-workbook-no-questionnaire = No sheet of this workbook is part of a questionnaire. Fill in the one that is downloaded here.
refusal-workbook-foreign-sheet = This sheet is no part of the questionnaire. Copy what matters into an answer, and delete the sheet.
refusal-workbook-sheet-twice = This sheet is there twice. Keep the one that is meant.
refusal-workbook-other-version = This sheet belongs to another questionnaire, or to another version of it. Download the workbook again and copy the answers over.
refusal-workbook-unknown-reference = No question has this reference. Put back the one that stood here.
refusal-workbook-reference-twice = This reference stands in another row too. Keep one of the two rows.
refusal-workbook-outside = This stands where nothing is asked, and would be lost. Move it into an answer.
refusal-workbook-not-a-mark = Write x to choose this, or leave it blank.

# Narrowing a search by what was chosen.
facet-choice = Answer
