//! `comity keygen`.

use crate::failure::Failure;
use crate::keys;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Keygen {
    /// Where to write the private key; the public one goes beside it, with `.pub`.
    out: PathBuf,
}

impl Keygen {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let key = keys::generate(&self.out)?;
        println!("{}", key.public().id());
        println!("private key: {} (give it a passphrase: ssh-keygen -p -f {0})", self.out.display());
        println!("public key:  {}.pub", self.out.display());
        Ok(ExitCode::SUCCESS)
    }
}
