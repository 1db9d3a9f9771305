# Cycles: what a secretariat asks, who has answered, reminders.
