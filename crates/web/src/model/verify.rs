//! "Verify this yourself": the exact commands, for tools that are on any machine.

use record::Header;
use serde::Serialize;
use utoipa::ToSchema;

use crate::hub::Config;
use crate::model::RecordLine;
use crate::model::record::Signature;

/// What a step of verification shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Takes the signed bytes.
    Fetch,
    /// The id is the digest of the header, and the header names the digest of the body.
    Digest,
    /// The author's key signed the header.
    Signature,
    /// The register holds it, and its checkpoints fit together.
    Register,
}

/// A step and the commands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Command {
    /// What it shows.
    pub step: Step,
    /// What to type into a shell.
    pub shell: String,
}

/// The commands that check a record from outside.
pub(crate) fn commands(
    config: &Config,
    line: &RecordLine,
    header: &Header,
    signatures: &[Signature],
    with_body: bool,
) -> Vec<Command> {
    let at = format!("{}/records/{}", config.base_url, line.id);
    // What isn't public is given to a program that shows a token of a reader's.
    let curl = if line.audience.is_some() {
        "curl -fsS -H \"Authorization: Bearer $COMITY_TOKEN\""
    } else {
        "curl -fsS"
    };
    let (body_from, body_digest) = if with_body {
        let digest = header.body.sha256;
        (format!("\n{curl} -o body {at}/body"), format!("\necho '{digest}  body' | sha256sum -c"))
    } else {
        (String::new(), String::new())
    };
    let fetch = format!("{curl} -o header {at}/header{body_from}");
    let digest = format!("echo '{}  header' | sha256sum -c{body_digest}", line.id);
    let mut found =
        vec![Command { step: Step::Fetch, shell: fetch }, Command { step: Step::Digest, shell: digest }];
    // No common tool checks a passkey's signature; `comity verify`, below, does.
    let armored = signatures.iter().filter_map(|s| Some((s, s.armored.as_deref()?)));
    found.extend(armored.map(|(signature, armored)| Command {
        step: Step::Signature,
        shell: check_signature(&header.participant, signature, armored),
    }));
    found.push(Command { step: Step::Register, shell: format!("comity verify {}", config.base_url) });
    found
}

fn check_signature(participant: &str, signature: &Signature, armored: &str) -> String {
    format!(
        "echo '{participant} {key}' > allowed_signers\n\
         cat > signature.sig <<'END'\n{armored}\nEND\n\
         ssh-keygen -Y verify -f allowed_signers -I {participant} -n {namespace} -s signature.sig < header",
        key = signature.public_key,
        armored = armored.trim_end(),
        namespace = record::signature::NAMESPACE,
    )
}
