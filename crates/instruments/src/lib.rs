//! Reads the text of an instrument into numbered provisions, participants and citations.
