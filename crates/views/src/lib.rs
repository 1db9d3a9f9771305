//! Decides what may be said (admission) and folds what was said into what is shown.
