# The review of imported texts.

event-import-reviewed = Corrected what was read out of an imported text
event-import-confirmed = Confirmed an imported text
