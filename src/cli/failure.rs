//! Failures as a person or a script is told of them, and their exit codes.

use std::{error::Error, io::Write, process::ExitCode};

use super::session::message_width;
use crate::{
    render::{json_text, outline::message, rows::ErrorRow},
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
#[derive(Clone, Debug)]
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
        let _ = if json {
            self.write_json(&mut err)
        } else {
            err.write_all(self.text(message_width()).as_bytes())
        };
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

    /// The failure in words, in lines of at most so many columns.
    fn text(&self, most: usize) -> String {
        let mut text = String::new();
        for (index, line) in self.message.lines().enumerate() {
            text += &message(if index == 0 { "error: " } else { "  " }, line, most);
        }
        for cause in &self.causes {
            text += &message("  ", cause, most);
        }
        if let Some(hint) = &self.hint {
            text += &message("hint: ", hint, most);
        }
        text
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;

    #[test]
    fn failures_by_width_and_in_a_pipe() {
        let failure = Failure {
            causes: vec!["127.0.0.1:8765 answered 404 Not Found, which is no feed".to_owned()],
            ..Failure::failed(
                "no-feed",
                "https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss: gives no \
                 feed\nand nothing else that could be read",
            )
        };
        let failure = failure.hint("check the address; tidings add --no-check follows it as it is");
        samples::held(
            &failure.text(60),
            "
error: https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss:
       gives no feed
  and nothing else that could be read
  127.0.0.1:8765 answered 404 Not Found, which is no feed
hint: check the address; tidings add --no-check follows it
      as it is
",
        );
        samples::held(
            &failure.text(80),
            "
error: https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss:
       gives no feed
  and nothing else that could be read
  127.0.0.1:8765 answered 404 Not Found, which is no feed
hint: check the address; tidings add --no-check follows it as it is
",
        );
        samples::held(
            &failure.text(200),
            "
error: https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss: gives no feed
  and nothing else that could be read
  127.0.0.1:8765 answered 404 Not Found, which is no feed
hint: check the address; tidings add --no-check follows it as it is
",
        );
        samples::held(
            &failure.text(usize::MAX),
            "
error: https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss: gives no feed
  and nothing else that could be read
  127.0.0.1:8765 answered 404 Not Found, which is no feed
hint: check the address; tidings add --no-check follows it as it is
",
        );
    }
}
