//! Command line in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidings::cli::run(std::env::args_os())
}
