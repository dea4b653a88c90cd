//! The one way to stdout: buffered, through a pager where a person reads, quiet on closed pipes.

use std::{
    io::{self, BufWriter, IsTerminal, Stdout, Write},
    process::{Child, ChildStdin, Command, Stdio},
};

use super::failure::Failure;

/// Where a command's data goes.
pub(super) enum Output {
    /// Standard output.
    Plain(BufWriter<Stdout>),
    /// A pager that was started for it.
    Paged(Child, BufWriter<ChildStdin>),
}

impl Output {
    /// Standard output as it is.
    pub(super) fn plain() -> Self {
        Self::Plain(BufWriter::with_capacity(1 << 16, io::stdout()))
    }

    /// A pager if stdout is a terminal and the pager starts, else standard output.
    ///
    /// `command` is split at spaces; it is the user's own setting, run without a shell.
    pub(super) fn paged(command: &str) -> Self {
        let mut words = command.split_whitespace();
        let Some(program) = words.next().filter(|_| io::stdout().is_terminal()) else {
            return Self::plain();
        };
        let spawned = Command::new(program).args(words).stdin(Stdio::piped()).spawn();
        match spawned {
            Ok(mut child) => match child.stdin.take() {
                Some(stdin) => Self::Paged(child, BufWriter::with_capacity(1 << 16, stdin)),
                None => Self::plain(),
            },
            Err(_) => Self::plain(),
        }
    }

    /// Ends the output: everything is written, a pager is left by its user. Whether all of it
    /// reached the reader: not if they closed the pipe, which is success all the same.
    pub(super) fn finish(self, written: io::Result<()>) -> Result<bool, Failure> {
        let flushed = match self {
            Self::Plain(mut out) => written.and_then(|()| out.flush()),
            Self::Paged(mut child, out) => {
                let flushed = written.and_then(|()| {
                    out.into_inner().map(drop).map_err(io::IntoInnerError::into_error)
                });
                child.wait().map_err(|error| Failure::io("pager", &error))?;
                flushed
            }
        };
        match flushed {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Failure::io("standard output", &error)),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Paged(_, out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Paged(_, out) => out.flush(),
        }
    }
}

/// A number of things in words: `1 article`, `1,000 feeds`.
pub(super) fn count(number: usize, thing: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{grouped} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in
            [(0, "0 feeds"), (1, "1 feed"), (999, "999 feeds"), (1_234_567, "1,234,567 feeds")]
        {
            assert_eq!(count(number, "feed"), text);
        }
    }
}
