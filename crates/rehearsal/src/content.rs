//! Files of a catalogue, and audiences.

use record::Audience;
use serde_json::{Value, json};

/// A mechanism of these States, which takes measures.
pub fn mechanism(id: &str, version: u64, codes: &[&str]) -> Value {
    json!({
        "format": "mechanism", "id": id, "version": version, "exercise": false, "kinds": ["measure"],
        "participations": [{ "standing": "member", "codes": codes }],
    })
}

/// The kind `measure`.
pub fn measure_kind() -> Value {
    json!({
        "format": "kind", "id": "measure", "version": 1,
        "evidence": ["signed", "transmitted"], "writers": ["participant-delegate"],
        "audiences": ["public", "own", "participants", "group", "mechanism", "secretariat"],
        "signers": { "min": 1, "max": 2 }, "framework_items": { "min": 1, "max": 2 },
    })
}

/// The author's own delegation.
pub fn own() -> Audience {
    Audience::Own
}

/// These participants.
pub fn participants(codes: &[&str]) -> Audience {
    Audience::Participants { participants: codes.iter().map(|c| (*c).to_owned()).collect() }
}
