# Drafts within a delegation: parts, remarks, clearance.
draft-seen-by = Only your delegation sees this. It lies on this hub: whoever runs the hub could read it.
draft-parts = Parts
draft-parts-note = Each part is written and saved by itself. Colleagues can write in others, or in other fields of the same part, at the same time.
save-and-next = Save and go to the next part
save-and-previous = Save and go back to the previous part
draft-words = The text
draft-choices = For whom, and what it speaks to
draft-answered = { $answered } of { $asked } answered
draft-remarks-open = { $count ->
    [one] { $count } open remark
   *[other] { $count } open remarks
 }
draft-to-preview = Look at all of it and sign
draft-blank = Nothing
draft-changes = What was changed, by whom
draft-changes-note = Of each field the last change, and what stood there before.
draft-changes-none = Nothing was changed yet.
draft-before = What stood there before
draft-before-gone = What stood there before is not kept any more.
draft-remarks = Remarks
draft-remarks-seen-by = Remarks stay in your delegation. They are never signed, and go with the draft.
remark = Remark
remark-section = On which section
remark-make = Make the remark
remark-settle = Settled
remark-settled-on = Settled
remarks-settled = Settled remarks
clearance = Clearance
clearance-note = Whoever has read and approved it says so here. Any change ends that.
draft-clear = It is cleared
draft-cleared = Cleared
draft-document = Word file
draft-document-kept = A Word file is kept with this draft and will lie under the same signature:
draft-document-bring = Bring a cleared Word file
draft-document-note = Its words take the place of what stands in the field. The file itself is kept and signed with them, and whoever can read the record can download it, with whatever else the file says of its authors.
draft-document-into = Take its words into
draft-document-file = Word file (.docx, at most 4 MiB)
draft-document-send = Take it in
draft-document-remove = Take the file out again
draft-document-record = The text as a file
draft-document-record-note = Signed with the text. What it says besides the text above is its author’s too.
release-rule = One drafts, another releases
release-rule-on = On: whoever typed the last change of a part can’t release a draft alone. Since
release-rule-off = Off: whoever may sign can also sign what they typed themselves.
release-rule-note = It holds wherever this hub takes a signature on a draft, also where answers came in a workbook or a file. A move of a record is held to it too. A record that somebody writes and signs on their own machine passes through no draft: this hub takes it with the signatures of two people.
release-rule-begin = Turn it on
release-rule-end = Turn it off
release-rule-on-draft = In your delegation one drafts and another releases: choose the key of a colleague who did not type the last changes, alone or beside your own.
event-release-rule = The rule on releasing drafts was changed
notice-saved-with-others = Saved. Colleagues changed other fields in the meantime; their words stay.
notice-cleared = The draft is marked as cleared.
notice-remark-made = The remark is there.
notice-remark-settled = The remark is settled.
notice-document-taken = The file’s words are in the draft, and the file is kept with it.
notice-choose-signers = Choose as many different people to sign as this kind of record asks for.
signers-asked = This kind asks for the signatures of { $count ->
        [one] one person
       *[other] { $count } different people
    } at least.
notice-document-unreadable = This file can’t be taken in. Save it as .docx, without macros or encryption, at most 4 MiB.
notice-needs-release = In your delegation one drafts and another releases. Choose also the key of a colleague who did not type the last change of each part.
refusal-attachment-type = A file that belongs to a signed text is a Word file (.docx) or a PDF.
notice-too-long = Not saved. What you typed stands below.
