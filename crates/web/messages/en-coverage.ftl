# Report once: what a delegation has said, by provision; pictures.

coverage = Provisions and what we have said
coverage-lead = Each provision of the texts of your mechanisms and each framework item, with what your delegation has said about it and when. A record stands under every provision that speaks to an item it names, in the mechanisms chosen for it.
coverage-seen-by = Seen by your delegation alone. What is not said here is shown to nobody else.
coverage-no-mechanism = The catalogue lists your delegation in no mechanism.
coverage-nothing = Nothing said here.
coverage-not-answered = Your delegation has not answered. Answering is voluntary.
coverage-more = { $count ->
    [one] One more record, older.
    *[other] { $count } more records, older.
}
coverage-elsewhere = Said on the same item for another mechanism:
coverage-figures = { $said } of { $all }
coverage-picture-note = Counts records, not their worth. Nothing is owed for the rest.
picture-table = The same in a table
hold-own = Your delegation stands in this text as one of its authors: its commitments are undertakings of theirs. Calls are shown as calls.
hold-draft = Put forward, not adopted: nothing in it is an undertaking.
hold-summary = A summary that nobody adopted: nothing in it is an undertaking.
hold-meeting = Hosting, speaking, being present or being a member of the body is no undertaking.
hold-apart = Your delegation voted against this text, abstained, reserved its position or dissociated itself: its commitments are not shown as yours.
hold-not-named = This text does not name your delegation: it is listed because it belongs to the mechanism.
timeline-picture = Statements along time
timeline-records = { $count ->
    [one] { $count } statement
    *[other] { $count } statements
}
years-picture = Statements by year
years-picture-note = Counts statements that stand, by the year in which the register accepted them. States are not counted.
figure = { $count }
year = Year

use-again = Use again
use-again-lead = Carry what this record says into another kind or mechanism. It becomes a draft of your delegation, which is signed there too; this record stays as it is.
use-into = Into
use-new-draft = A new draft
use-open-draft = A draft that is open
use-mechanism = For which mechanism
use-mechanism-note = For a new draft; one that is open keeps its own.
use-name-it = Name the record
use-name-it-note = Say in the draft where it was said first. Whoever may read the new record must be able to read this one: untick it where the new one is for more readers.
used-in = Carried into a draft: { $name }
left-over = What found no place
left-over-note = Nothing was cut. Copy what you want to keep from here.
left-item = No section there asks about this item.
left-not-asked = The other form does not ask this.
left-taken = Something else stands there already.
said-first-in = (Said first in record { $name }.)

follow-feed = Follow by feed (Atom)
translate = Translate
translate-note = Your delegation’s own translation is a record beside this one: signed, for the same readers, with the same mechanisms, items and provisions. Leave these as they are, and write the words anew. Lists and counts show the original alone, which leads to it.
translate-into = Into which language
translation-of = This is its author’s own translation. The original counts:
translations-of-author = Its author’s own translations
