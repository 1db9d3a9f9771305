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

/// The kind `project`, which passes from `proposed` through `under-way` to `completed` or `ended`, and on to `filed`.
pub fn project_kind() -> Value {
    let state = |id: &str| json!({ "id": id });
    let step = |id: &str, from: &[&str], to: &str, who: &[&str]| json!({ "id": id, "from": from, "to": to, "who": who });
    let states = ["proposed", "under-way", "completed", "ended", "filed"].map(state);
    let mut kind = measure_kind();
    kind["id"] = json!("project");
    kind["framework_items"] = json!({ "min": 0, "max": 2 });
    kind["workflow"] = json!({
        "start": "proposed",
        "states": states,
        "moves": [
            step("agree", &["proposed"], "under-way", &["referred"]),
            step("complete", &["under-way"], "completed", &["author"]),
            step("end", &["proposed", "under-way"], "ended", &["author", "referred"]),
            step("file", &["completed", "ended"], "filed", &["secretariat"]),
        ],
    });
    kind
}

/// The author's own delegation.
pub fn own() -> Audience {
    Audience::Own
}

/// These participants.
pub fn participants(codes: &[&str]) -> Audience {
    Audience::Participants { participants: codes.iter().map(|c| (*c).to_owned()).collect() }
}
