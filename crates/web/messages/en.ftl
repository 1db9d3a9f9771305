# The words of the pages in English (United Nations spelling).

skip-to-content = Skip to content
navigation = Main
languages = Languages
breadcrumbs = Where you are
on-this-page = On this page
facts = Facts
neighbours = Neighbouring provisions

mechanisms = Mechanisms
mechanism = Mechanism
instruments = Instruments
instrument = Instrument
framework = Framework
participants = Participants
register = Register
search = Search
secretariat = Secretariat
the-hub = The hub

exercise = Exercise
exercises = Exercises
exercise-note = Everything on this page is invented for practice. It says nothing about any real State or event.
exercises-note = Invented for practice and kept apart: fictional States, fictional texts, fictional statements.

footer-comity = Comity: what States declare about security in the use of ICTs, and what they say they do about it, signed by its authors. Taking part is voluntary; nothing here grades, ranks or attributes.
footer-designations = The designations employed and the presentation of material do not imply the expression of any opinion concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries. Names in a printed text or an author’s statement are reproduced as received.
footer-json = This page as JSON
footer-openapi = API description (OpenAPI)
footer-verify = Verify the register

home-title = From a text to what is done about it
home-heading = From a text to what is done about it
home-lead = Read what States have declared about the use of ICTs, provision by provision. See what participants say they do about each. Check every statement yourself: it is signed by its author and logged where nobody can alter it unseen.
home-step-read = Read an instrument
home-step-compare = Compare provisions by framework item
home-step-find = Find a State
home-step-verify = Verify the register
latest = Latest statements
register-size =
    { $count ->
        [one] The register holds one record.
       *[other] The register holds { $count } records.
    }

mechanisms-lead = Standing forums, each in its own terms. One statement can be made for several of them.
instruments-lead = Texts adopted or put forward by States, as numbered provisions. The official text is named at each; the summaries are ours.
framework-lead = The items that provisions and statements speak to, each cited to the document that lays it down.
participants-lead = Member States and observer States under their United Nations short names, and the organizations that mechanisms or texts name.

body = Body
place = Place
session = Session
agenda-items = Agenda items
letter-from = Letter from
original-language = Original language
official-text = Official text
official-text-in = Official text:
imported-text = Imported text
source = Source
sources = Sources
date = Date
as = As
code = Code
official-site = Official site
unofficial = Unofficial summary, not agreed language
who-stands-in-it = Who stands in it
printed-as = printed “{ $name }”
at-paragraph = paragraph { $name }
at-paragraphs = paragraphs { $name }
at-annex = annex { $name }
roles = Roles
subject = Its word for its subject
standing-member = Members
standing-participant = Participants
standing-associate = Associate members
standing-observer = Observers
standing-member-one = Member
standing-participant-one = Participant
standing-associate-one = Associate member
standing-observer-one = Observer

lineage = Texts it cites, and what came of it
lineage-mechanism = Texts it rests on
lineage-none = It cites no text by symbol or title.
lineage-diagram = The cited texts along time, each joined to this instrument. The list below says the same in words.
lineage-caption = Each dot is a text of the list below, in the order of years; years without a text take no room. The large dot is this instrument; a ring is what came of it.
cited-in = cited in
relation-recalls = Recalls
relation-cites = Cites
relation-adopted-as = Adopted as
relation-established-by = Established by
relation-follows = Follows
relation-earlier-proposal = Preceded by the proposal
relation-stated-in = Stated in

part-preambular = Preamble
part-operative = Operative part
part-other = Paragraphs
provision-preambular = Preambular paragraph { $name }
provision-operative = Operative paragraph { $name }
provision-other = Paragraph { $name }
provision-preambular-short = PP{ $name }
provision-operative-short = OP{ $name }
provision-other-short = § { $name }
nested = Its parts
addressed-to = (addressed to { $name })
voluntary = voluntary
speaks-to = Framework items it speaks to
linked-by = Linked by { $name }
linked-by-editors = Comity’s editors
strength = The verb has strength { $count } of 5 among those that such texts use.
cite = Cite this provision
stance-commitment = Commitment
stance-call = Call
stance-statement = Statement

act-undertakes = undertakes
act-agrees = agrees
act-decides = decides
act-declares = declares
act-adopts = adopts
act-intends = intends
act-advocates = advocates
act-demands = demands
act-calls = calls upon
act-urges = urges
act-requests = requests
act-invites = invites
act-encourages = encourages
act-recommends = recommends
act-supports = supports
act-welcomes = welcomes
act-expresses-appreciation = expresses appreciation
act-expresses-concern = expresses concern
act-condemns = condemns
act-hopes = hopes
act-stresses = stresses
act-reaffirms = reaffirms
act-affirms = affirms
act-recognizes = recognizes
act-recalls = recalls
act-considers = considers
act-notes = notes
act-states = states

form-resolution = Resolution
form-draft-resolution = Draft resolution
form-decision = Decision
form-draft-decision = Draft decision
form-declaration = Declaration
form-statement = Statement
form-joint-statement = Joint statement
form-communique = Communiqué
form-meeting-summary = Meeting summary
form-report = Report
form-letter-with-annex = Letter with annex
form-plan = Plan
form-agreement = Agreement
form-other = Text

status-draft = Draft
status-adopted = Adopted
status-adopted-by-consensus = Adopted without a vote
status-adopted-by-vote = Adopted by a vote
status-summary = Summary, adopted by nobody
status-issued = Issued by its authors

date-adopted = Adopted
date-meeting = Meeting
date-letter = Letter
date-approved-in-committee = Approved in committee
date-distributed = Distributed
date-document = Document
introduced = { $name }:

basis-sponsor = Sponsor
basis-party = Party
basis-host = Host
basis-speaker = Spoke
basis-present = Named as present
basis-voted-for = Voted for
basis-against = Voted against
basis-abstained = Abstained
basis-member = Printed as a member
basis-reservation = Entered a reservation
basis-dissociation = Dissociated itself
basis-sponsor-group = Sponsors
basis-party-group = Parties
basis-host-group = Hosts
basis-speaker-group = Spoke
basis-present-group = Named as present
basis-voted-for-group = Voted for
basis-against-group = Voted against
basis-abstained-group = Abstained
basis-member-group = Printed as members
basis-reservation-group = Entered reservations
basis-dissociation-group = Dissociated themselves

type-state = State
type-organization = organization
type-stakeholder = speaks for no State
type-unknown = not in the catalogue

citation-resolution = Resolution
citation-decision = Decision
citation-report = Report
citation-declaration = Declaration
citation-statement = Statement
citation-communique = Communiqué
citation-plan = Plan
citation-charter = Charter
citation-convention = Convention
citation-agenda-item = Agenda item
citation-document = Document

language = Language
language-ar = Arabic
language-en = English
language-es = Spanish
language-fr = French
language-ru = Russian
language-zh = Chinese

laid-down-in = Laid down in
elaborated-in = Elaborated in
corresponding = Corresponds to
side-by-side = What the instruments say
side-by-side-note = Every provision of every instrument that speaks to this item, oldest instrument first. The summaries are unofficial and not agreed language.

states = States
organizations = Intergovernmental organizations
organization = Organization
other-bodies = Other bodies
other-bodies-note = Named in texts; they speak for no State.
fictional-states = Fictional States
state-member = Member State of the United Nations
state-observer = Observer State
state-fictional = Fictional State, invented for exercises
takes-part-in = Mechanisms it takes part in
stands-in = Instruments it stands in
stands-in-note = A name stands as the text prints it. Sponsoring, speaking or being present binds nobody; membership is never inferred.
timeline = Timeline
voluntary-note = Saying anything here is voluntary. This page lists what is on record and is not a measure of anything else.

statements = Statements
statements-answering = Statements that answer it
statements-voluntary = What participants chose to say here, newest first. The list is no measure of anything else.
statements-why-here = A statement stands under a provision that it names, or that speaks to the same framework item in a mechanism its author chose.
all-statements = All of them
newest-only = The newest are listed; search finds the others.
answers = Provisions it answers
said-for = Said for
standing-superseded = superseded
standing-erased = erased
standing-current = Stands
standing-current-means = Its author has not replaced it.
disputed = disputed by its author

evidence-signed = Signed by its author
evidence-transmitted = Transmitted by the secretariat
evidence-relayed = Relayed by the hub
evidence-hub = The hub’s own
evidence-signed-means = A delegate’s own key signed these very bytes.
evidence-transmitted-means = Received on paper or by e-mail and entered by the secretariat, which signed it. Its author hasn’t confirmed it with a signature.
evidence-relayed-means = The hub says that the participant sent it. No key of the participant signed it.
evidence-hub-means = Said by the hub itself, signed by the log’s key. No participant says it.

kind-provision = Provision
kind-genesis = Beginning of the log
kind-key = Enrolment of a key
kind-revocation = Revocation of a key
kind-catalogue = Catalogue file
kind-erasure = Erasure
kind-audit-commitment = Commitment to an hour of the audit trail

written = Written
accepted = Accepted
supersedes = Takes the place of
superseded-by = Its author has replaced this statement by
replaced-by = by
refers = Refers to
erased = The content of this record was erased; its header and its place in the register remain. Erased by
erased-by = by
disputed-means = Its author has revoked the key that signed this, from a time before it was written, and has not confirmed the statement.
content = Content
proof = Proof
record = Record
records = Records
record-id = Record id
position = Position
under-checkpoint = Under checkpoint
checkpoint-of = of { $size } records, by { $hashes } hashes, with root
log = Log
key = Key
vouched-for = vouched for by the secretariat
author = Author
verify-yourself = Verify this yourself
verify-lead = With tools that are on most machines, and without trusting this page more than you wish: compare the key with one you know from its owner.
verify-fetch = Fetch the signed bytes.
verify-digest = The id is the digest of the header, and the header names the digest of the body.
verify-signature = The author’s key signed the header.
verify-register = Check the whole register: every signature, every rule, and that nothing was altered, dropped or backdated.

register-lead = Everything said here goes into one append-only log. A checkpoint signs all of it, so that altering, dropping or backdating anything leaves evidence.
register-empty = Nothing has been recorded yet.
checkpoint = Newest checkpoint
root = Root
signed-by = Signed by
log-key = Key of the log
signed-note = The signed note, byte for byte
entries = Entries
restricted = Restricted: for the audience its author chose
newer = Newer
older = Older

search-label = Words in provisions and public statements
search-for = Search: { $name }
search-help = Any form of a word is found, with or without accents.
search-nothing = Try another word or a shorter one, or take a choice off.
results =
    { $count ->
        [0] Nothing found
        [one] One result
       *[other] { $count } results
    }
result-pages = Pages of results
narrow = Narrow the search
narrowed-to = The search is narrowed to
remove = take off
previous = Previous
next = Next
facet-kind = Kind
facet-mechanism = Mechanism
facet-participant = Author
facet-item = Framework item
facet-language = Language

error-not-found = Nothing is found at this address
error-not-found-do = Check the address, or search for what you expected here. Records that aren’t public are not shown, whether they exist or not.
error-method-not-allowed = This address takes another method
error-method-not-allowed-do = Read it with GET. The API description lists what each address takes.
error-bad-request = The address can’t be read
error-bad-request-do = Check the part after the question mark, or shorten what you searched for.
error-too-large = The request is too large
error-too-large-do = Send less: a header has at most 16 KiB, a body at most 1 MiB. Longer matter is an attachment, by digest.
error-record-damaged = What is stored of this record doesn’t verify
error-record-damaged-do = It is not shown. The operator can repair it from a mirror or a backup; a mirror may serve it now.
error-store-unavailable = This can’t be answered right now
error-store-unavailable-do = Try again in a minute. Nothing that was acknowledged is lost.
error-fault = The hub made a mistake
error-fault-do = Try again. If it happens again, tell the operator the address of this page and the code above.
go-home = Go to the home page

confirmed = Confirmed by its author
confirmed-by = Its author has confirmed this with its own signature, word for word:
confirms = Confirms a transmission
confirms-means = The secretariat had entered the same statement, down to the bytes of its body, for its author:
evidence-transmitted-confirmed-means = Received on paper or by e-mail and entered by the secretariat, which signed it. Its author has confirmed it since.
received = How it arrived
received-medium = Received by
received-reference = Reference
received-on = Received on
received-file = Received file
received-download = Download
medium-note-verbale = Note verbale
medium-letter = Letter
medium-e-mail = E-mail
medium-other = Other means
