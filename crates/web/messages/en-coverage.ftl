# Report once: what a delegation has said, by provision; pictures.
