//! `tidings completions SHELL`.

use std::{io::Write, process::ExitCode};

use super::{args::CompletionsArgs, command, failure::Failure, session::Session};

/// Writes the shell's completion script.
pub(super) fn run(args: &CompletionsArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "tidings", &mut script);
    let mut out = session.output(false);
    let written = out.write_all(&script);
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}
