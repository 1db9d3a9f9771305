# Subscriptions by e-mail.

subscribe = Subscribe by e-mail
subscriptions = Subscriptions by e-mail
subscriptions-lead = What is new on the subjects that you choose, in one letter a day or a week, and none when there is nothing new.
subscriptions-no-mail = This hub sends no mail. What is new on your subjects stands on this page.
subscriptions-unconfirmed = Nothing is mailed to you: your account has no address that is confirmed and takes mail.
subscriptions-confirm = Confirm an address
subscriptions-none = You have no subscription.
subscriptions-as = As { $name }
subscriptions-since = since
subscriptions-leave = Unsubscribe
subscriptions-leave-one = Unsubscribe from { $name }
subscriptions-leave-all = Unsubscribe from all
subscriptions-rhythm = How often
subscriptions-every = One letter for all subscriptions
subscriptions-every-note = It goes to your confirmed address, in the language that you chose for letters.
subscriptions-daily = Daily
subscriptions-weekly = Weekly, on Mondays
subscriptions-save = Save
subscriptions-newest = New on your subjects
subscriptions-newest-note = What was accepted since you subscribed and what the delegation for which you act now may read.
subscriptions-begin = Add a subscription
subscriptions-begin-note = The page of every framework item, mechanism and kind has a button for it.
subscriptions-most = { $count ->
    [one] You can have at most one subscription.
    *[other] You can have at most { $count } subscriptions.
}
subscriptions-what-mail-says = A letter names public records by title, author, kind and date. Of records that are not for everybody it says only how many are new; you read them here once you have signed in. Each letter has a link by which you unsubscribe without signing in.
notice-subscribed = You are subscribed. The first letter tells of what is accepted from now on.
notice-unsubscribed = You are unsubscribed.
notice-address-unconfirmed = You are not subscribed: first confirm an address for mail on your account’s page.
leave-digest = Unsubscribe from the letters
leave-digest-lead = This ends all subscriptions of the person to whom the letter was sent. No sign-in is needed.
leave-digest-now = Unsubscribe
leave-digest-note = Opening this page has changed nothing. Notices of what is done in a delegation’s name are not affected.
leave-digest-left = The subscriptions to which this link belongs have ended. No further letter is sent for them.
leave-digest-again = Whoever signs in can subscribe again at any time.
