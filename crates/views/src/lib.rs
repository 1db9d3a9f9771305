//! Folds what was said into what is shown.
