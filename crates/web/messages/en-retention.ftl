# How long what is restricted is kept, and who erased it and why.

kind-kept = How long it is kept
kind-kept-days = { $count ->
    [one] What is not public: { $count } day from acceptance. Then the hub erases the text and its files; that it was said stays in the register.
   *[other] What is not public: { $count } days from acceptance. Then the hub erases the text and its files; that it was said stays in the register.
}
kind-kept-for-good = For good, unless somebody who may do so has it erased. What is public stays in any case.
kept-until = The hub keeps this text and its files until { $day }. Then it erases them; that it was said, by whom and for whom, stays in the register.
kept-if-accepted-today = { $count ->
    [one] The hub keeps this text and its files for { $count } day from acceptance: until { $day } if it is accepted today. Then it erases them; that it was said, by whom and for whom, stays in the register.
   *[other] The hub keeps this text and its files for { $count } days from acceptance: until { $day } if it is accepted today. Then it erases them; that it was said, by whom and for whom, stays in the register.
}
erased-why-retention = The hub erased it: the time for which restricted records of this kind are kept was over.
erased-why-withdrawn = Its author erased it: it withdrew the text.
erased-why-author-personal-data = Its author erased it: it held personal data.
erased-why-author-unlawful-content = Its author erased it: its content was unlawful.
erased-why-secretariat-personal-data = The secretariat erased it: it held personal data.
erased-why-secretariat-unlawful-content = The secretariat erased it: its content was unlawful.
