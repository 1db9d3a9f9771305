//! `comity keygen`: a key that signs records, or one that cosigns checkpoints.

use crate::failure::Failure;
use crate::keys;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Keygen {
    /// Where to write the private key; the public one goes beside it, with `.pub`.
    out: PathBuf,
    /// Make a witness's key of this name instead (`witness.example.org/w1`, no scheme): `comity witness --key` takes it.
    #[arg(long, value_name = "NAME")]
    witness: Option<String>,
}

impl Keygen {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if let Some(name) = &self.witness {
            if name.contains("://") {
                let bare = name.split_once("://").map_or("", |(_, rest)| rest).trim_end_matches('/');
                let advice = format!("a witness's name has no scheme, it is no address: --witness {bare}");
                return Err(Failure::input("witness-name", advice));
            }
            let key = keys::generate_witness(&self.out, name)?;
            println!("{}", key.public());
            println!("private key: {}", self.out.display());
            println!(
                "public key:  {}.pub (for the policies of those who rely on this witness)",
                self.out.display()
            );
            return Ok(ExitCode::SUCCESS);
        }
        let key = keys::generate(&self.out)?;
        println!("{}", key.public().id());
        println!("private key: {} (give it a passphrase: ssh-keygen -p -f {0})", self.out.display());
        println!("public key:  {}.pub", self.out.display());
        Ok(ExitCode::SUCCESS)
    }
}
