# Cycles: what a secretariat asks, who has answered, reminders.

cycles = Cycles
cycles-lead = A secretariat invites answers to one questionnaire within a window. Answering is voluntary; what was answered stands here as its authors say it.
cycles-open = Open cycles
cycles-none-open = No cycle is open.
cycles-coming = Cycles to come
cycles-past = Past cycles
cycles-all = All cycles
cycle-days-left = { $count ->
    [0] closes today
    [one] { $count } day left
    *[other] { $count } days left
}
cycle-coming = Cycle to come
cycle-open = Open cycle
cycle-closed = Closed cycle
cycle-answer = Prepare an answer
cycle-addendum-note = The window is over: what is accepted now is listed as an addendum.
work-list = Work list of the secretariat
cycle-answers = Answers
cycle-no-answers = No answer can be read here yet.
cycle-addenda = Addenda
cycle-addenda-note = Accepted after the close, or replacing an answer after the close.
cycle-window = Window
cycle-window-note = Whole days, in Coordinated Universal Time; the last day included.
cycle-questionnaire = Questionnaire
cycle-languages = Languages of answers
cycle-record = Record that opens it
draft-answers-cycle = Answers the cycle
cycle-last-day = last day
cycle-problem-gone = The cycle that it answers is no longer there: begin a new draft.
cycle-problem-questionnaire = The cycle asks another questionnaire now: begin a new draft from its page.
cycle-problem-mechanism = An answer is said for the mechanism that asks: choose it under “Said for”.
cycle-problem-narrower = The cycle isn’t public, so that an answer which names it can’t be: choose the mechanism’s participants, or its secretariat.
cycle-problem-window = The window must open on a day and close on the same day or a later one.
cycle-problem-no-questionnaire = Choose a questionnaire that the mechanism takes.
work-list-lead = For this secretariat’s officers alone. It has no other form than this page: it isn’t exported, printed or shown on, and nothing public lets one compute it.
work-list-awaited = Awaited
work-list-answered = Answered
work-list-nobody-awaited = Nobody is awaited.
work-list-not-printed = The work list isn’t printed.
error-not-acceptable = This page has no such form
error-not-acceptable-do = Open it as a page, in a browser.
transmission-cycle = Cycle that it answers
transmission-no-cycle = None
mail-cycles = Reminders of cycles
mail-cycles-note = While an answer of your delegation’s is awaited: 30, 7 and 1 days before the last day, and once after it, all cycles in one letter.
mail-cycles-at-once = At each step
mail-cycles-weekly = Together, on Mondays
mail-cycles-never = None
mail-cycles-of = Of the cycles of
mail-cycles-save = Save
compiled-earlier = Asked no more: version { $count } of the questionnaire
compiled-asked-as = As version { $count } asked it
