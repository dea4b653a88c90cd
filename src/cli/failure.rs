//! Failures as a person or a script is told of them, and their exit codes.

use std::{error::Error, io::Write, process::ExitCode};

use super::session::message;
use crate::{
    render::{json_text, rows::ErrorRow},
    store::StoreError,
};

/// Exit codes of the interface.
pub(super) mod exit {
    /// Store, configuration, file or internal failure.
    pub(crate) const FAILED: u8 = 1;
    /// Unknown flag, bad date, bad query.
    pub(crate) const USAGE: u8 = 2;
    /// Fetch: some feeds failed.
    pub(crate) const PARTLY: u8 = 3;
    /// Fetch: every feed tried failed.
    pub(crate) const ALL_FAILED: u8 = 4;
    /// Nothing matched, and that was asked about.
    pub(crate) const NOTHING: u8 = 5;
    /// Another fetch holds the lock.
    pub(crate) const RUNNING: u8 = 75;
}

/// Why a command ended: what is told on stderr, and the exit code.
#[derive(Debug)]
pub(super) struct Failure {
    exit: u8,
    code: String,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    /// A failure of the world: exit code 1. `message` is `thing: what is wrong`.
    pub(super) fn failed(code: &str, message: impl Into<String>) -> Self {
        Self {
            exit: exit::FAILED,
            code: code.to_owned(),
            message: message.into(),
            causes: Vec::new(),
            hint: None,
        }
    }

    /// A mistake in what was typed: exit code 2.
    pub(super) fn usage(code: &str, message: impl Into<String>) -> Self {
        Self { exit: exit::USAGE, ..Self::failed(code, message) }
    }

    /// Whether it is the failure of that code.
    pub(super) fn is(&self, code: &str) -> bool {
        self.code == code
    }

    /// With another exit code.
    pub(super) fn exit(mut self, code: u8) -> Self {
        self.exit = code;
        self
    }

    /// With a way out.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With what lies behind it.
    pub(super) fn because(mut self, error: &dyn Error) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            self.causes.push(error.to_string());
            cause = error.source();
        }
        self
    }

    /// A reading or writing failure.
    pub(super) fn io(thing: &str, error: &std::io::Error) -> Self {
        Self::failed("io", format!("{thing}: {error}"))
    }

    /// Tells about it on stderr; the exit code.
    pub(super) fn report(&self, json: bool) -> ExitCode {
        let mut err = std::io::stderr().lock();
        // Nothing can be done about a stderr that cannot be written; the exit code still tells.
        let _ = if json { self.write_json(&mut err) } else { self.write_text(&mut err) };
        ExitCode::from(self.exit)
    }

    fn write_json(&self, err: &mut dyn Write) -> std::io::Result<()> {
        let mut message = self.message.clone();
        for cause in &self.causes {
            message.push_str(": ");
            message.push_str(cause);
        }
        let row = ErrorRow { code: self.code.clone(), message, hint: self.hint.clone() };
        json_text::write_line(err, &row)
    }

    fn write_text(&self, err: &mut dyn Write) -> std::io::Result<()> {
        for (index, text) in self.message.lines().enumerate() {
            let lead = if index == 0 { "error: " } else { "  " };
            err.write_all(message(lead, text).as_bytes())?;
        }
        for cause in &self.causes {
            err.write_all(message("  ", cause).as_bytes())?;
        }
        if let Some(hint) = &self.hint {
            err.write_all(message("hint: ", hint).as_bytes())?;
        }
        Ok(())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let mut failure = Self::failed(error.code(), error.to_string());
        if let Some(source) = error.source() {
            failure = failure.because(source);
        }
        failure.hint = error.hint();
        if matches!(error, StoreError::Address { .. }) {
            failure = failure.exit(exit::USAGE);
        }
        failure
    }
}
