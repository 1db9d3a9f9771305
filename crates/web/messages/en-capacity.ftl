# Capacity-building: needs, offers, what may meet them, and projects of two sides.

capacity = Capacity-building
capacity-lead = Needs and offers, and the projects that grow out of them. A need and an offer that may meet are shown beside each other, with the reasons.
capacity-counts = Counts what stands and what you may read. States are not counted, and nothing is ranked.
capacity-nothing = No need, offer or project stands here yet.
counted-by = Counted by
counted-name = Name
counted-item = Framework item
counted-help = Form of help
needs = Needs
offers = Offers
projects = Projects
count-needs = { $count ->
    [one] { $count } need
   *[other] { $count } needs
}
count-offers = { $count ->
    [one] { $count } offer
   *[other] { $count } offers
}
count-projects = { $count ->
    [one] { $count } record of a project
   *[other] { $count } records of projects
}
lists-narrowed = The lists are narrowed to:
term-region = Region
term-language = Working languages
term-group = Who is helped
term-period = Time
matches = What may meet it
matches-of-need = Offers that speak to an item of this need, in a form of help that it asks for, and that nothing in them contradicts.
matches-of-offer = Needs that speak to an item of this offer, for a form of help that it gives, and that nothing in them contradicts.
matches-order = The newest comes first; nothing is ranked.
matches-none = Nothing that you may read meets it so far.
matches-count = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}
matches-more = { $count ->
    [one] { $count } match in all; the newest are shown.
   *[other] { $count } matches in all; the newest are shown.
}
matches-incomplete = Some could not be compared: there are too many, or their content cannot be read here.
match-why = Why they may meet
match-items = Both speak to: { $name }.
match-forms = Both name this form of help: { $name }.
match-shared = { $term }: { $name }.
match-differs = { $name }: they name different ones.
match-period = Time that both leave open: { $from } to { $until }.
match-period-from = Time that both leave open: from { $from }.
match-period-until = Time that both leave open: until { $until }.
match-unsaid-need = { $name }: cannot be told, the need leaves it open.
match-unsaid-offer = { $name }: cannot be told, the offer leaves it open.
match-unsaid-both = { $name }: cannot be told, both leave it open.
match-projects = Projects that name both
own-matches = Matches and projects
own-matches-lead = Your delegation’s own needs and offers that stand, and what may meet each of them among what you may read.
own-matches-nothing = Your delegation has no need, offer or project that stands.
own-matches-more = The newest are shown; there are more.
together = Start a project together
together-lead = A draft of your delegation begins: it names the need and the offer, and takes over what both say. Nothing is said before it is signed. The other side then signs a record of its own; nobody signs for another.
together-readers = You can choose more readers in the draft, as far as they can also read the need and the offer.
together-apart = The need and the offer have different readers, so that no record can name both. Ask that one of them be said for the readers of the other too.
together-begin = Begin the draft
project-sides = The need and the offer
project-beside = Said by the other side too
project-beside-note = Each side says its own: these records name the same need and the same offer, and belong together.
project-join = Say our own of this project
project-join-lead = A draft of your delegation begins, with the words of the other side, which you can change. It names the project, the need and the offer. By signing it you say that your side takes part; to agree without words of your own, the project’s page is enough.
project-begun = Begun by the other side
