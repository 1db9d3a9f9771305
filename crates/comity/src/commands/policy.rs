//! `comity policy`: which rule says who may do what.

use crate::failure::{FAILED, Failure};
use clap::{Args, Subcommand};
use policy::{Rules, Subject, written};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Policy {
    /// Say whether somebody may do something, and by which rules. Ends with 0 if so, with 1 if not.
    Explain(Explain),
}

#[derive(Args)]
pub struct Explain {
    /// Who asks: ROLE@SEAT, more roles of the same seat after commas; or nobody, the public. A seat is participant/CODE,
    /// mechanism/ID or stakeholder/ID.
    #[arg(long, value_name = "ROLE@SEAT,…")]
    who: String,
    /// What they want to do, and about what: read-body:class,audience=public. An audience of a mechanism's participants names
    /// those who took part when it was said: audience=mechanism/lagoon/XA+XB
    #[arg(long, value_name = "ACTION:RESOURCE")]
    what: String,
    /// A mechanism in which they take part. Repeat for each.
    #[arg(long = "in", value_name = "MECHANISM")]
    mechanisms: Vec<String>,
    /// A group, at a version, to which they belong. Repeat for each.
    #[arg(long = "group", value_name = "ID/VERSION")]
    groups: Vec<String>,
    /// How they signed in: passkey, openid-connect, code, or token with its scopes (token+read+write).
    #[arg(long, default_value = "passkey", value_name = "MEANS")]
    by: String,
    /// They gave a fresh touch.
    #[arg(long)]
    stepped_up: bool,
}

impl From<written::QuestionError> for Failure {
    fn from(error: written::QuestionError) -> Self {
        Self::input(error.code(), &error)
    }
}

impl From<policy::PolicyError> for Failure {
    fn from(error: policy::PolicyError) -> Self {
        Self::new(error.code(), &error)
    }
}

impl Policy {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let Self::Explain(explain) = self;
        explain.run()
    }
}

impl Explain {
    fn subject(&self) -> Result<Subject, Failure> {
        let mut subject = written::who(&self.who)?;
        if subject.seat.is_some() {
            subject.means = written::means(&self.by)?;
        } else if !self.mechanisms.is_empty() || !self.groups.is_empty() || self.stepped_up {
            return Err(Failure::input(
                "question-who",
                "nobody has no mechanisms, groups or touch: name a role and a seat",
            ));
        }
        subject.mechanisms = self.mechanisms.iter().cloned().collect();
        subject.groups = self.groups.iter().map(|text| written::group(text)).collect::<Result<_, _>>()?;
        subject.stepped_up = self.stepped_up;
        Ok(subject)
    }

    fn run(&self) -> Result<ExitCode, Failure> {
        let subject = self.subject()?;
        let (action, resource) = written::what(&self.what)?;
        let decision = Rules::built_in()?.decide(&subject, action, &resource);
        println!("{}", if decision.allowed { "allowed" } else { "denied" });
        if decision.because.is_empty() {
            println!("{}", decision.says().concat());
        }
        for rule in &decision.because {
            println!("{}: {}", rule.id, rule.says);
        }
        Ok(if decision.allowed { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::BAD_INPUT;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        policy: Policy,
    }

    fn status(arguments: &[&str]) -> Result<String, u8> {
        let line =
            Line::try_parse_from(["policy", "explain"].iter().chain(arguments)).map_err(|_| BAD_INPUT)?;
        line.policy.run().map(|code| format!("{code:?}")).map_err(|failure| failure.status)
    }

    fn ends(code: ExitCode) -> String {
        format!("{code:?}")
    }

    #[test]
    fn what_is_allowed_ends_with_0_and_what_is_denied_with_1() {
        let body = "read-body:class,audience=mechanism/lagoon/XA+XB";
        let reader = ["--who", "reader@participant/XA", "--what", body];
        assert_eq!(status(&reader), Ok(ends(ExitCode::from(FAILED))));
        assert_eq!(status(&[&reader[..], &["--in", "lagoon"]].concat()), Ok(ends(ExitCode::SUCCESS)));
        let joined = ["--who", "reader@participant/XC", "--what", body, "--in", "lagoon"];
        assert_eq!(status(&joined), Ok(ends(ExitCode::from(FAILED))));
        let public = ["--who", "nobody", "--what", "read-body:class,audience=public"];
        assert_eq!(status(&public), Ok(ends(ExitCode::SUCCESS)));
        let export = ["--who", "delegate@participant/XA", "--what", "export:class,audience=own/XA"];
        assert_eq!(status(&export), Ok(ends(ExitCode::from(FAILED))));
        assert_eq!(status(&[&export[..], &["--stepped-up"]].concat()), Ok(ends(ExitCode::SUCCESS)));
        assert_eq!(
            status(&[&export[..], &["--stepped-up", "--by", "code"]].concat()),
            Ok(ends(ExitCode::from(FAILED)))
        );
    }

    #[test]
    fn what_can_not_be_read_ends_with_2() {
        let what = ["--what", "read-body:class,audience=public"];
        for who in ["minister@participant/XA", "delegate@XA", "delegate"] {
            assert_eq!(status(&[&["--who", who], &what[..]].concat()), Err(BAD_INPUT), "{who}");
        }
        assert_eq!(status(&["--who", "nobody", "--what", "read-body:class"]), Err(BAD_INPUT));
        assert_eq!(status(&[&["--who", "nobody", "--stepped-up"], &what[..]].concat()), Err(BAD_INPUT));
        assert_eq!(status(&["--who", "nobody"]), Err(BAD_INPUT));
    }
}
