//! The one way to stdout: buffered, through a pager where a person reads more than a
//! screen of it, quiet on closed pipes.

use std::{
    io::{self, BufWriter, Stdout, Write},
    process::{Child, ChildStdin, Command, Stdio},
};

use super::{failure::Failure, signals::leave_interrupts_to_the_pager};
pub(super) use crate::model::count;

/// Where a command's data goes.
pub(super) enum Output {
    /// Standard output.
    Plain(BufWriter<Stdout>),
    /// A terminal, as long as all of it fits on one screen.
    Held(Screen),
    /// A pager that was started for it.
    Paged(Child, BufWriter<ChildStdin>),
}

/// What is held back until it is known whether it needs a pager.
pub(super) struct Screen {
    text: Vec<u8>,
    lines: usize,
    rows: usize,
    pager: String,
}

impl Output {
    /// Standard output as it is.
    pub(super) fn plain() -> Self {
        Self::Plain(BufWriter::with_capacity(1 << 16, io::stdout()))
    }

    /// A terminal of so many rows, with a pager for what is longer.
    ///
    /// A pager is started only then: even one that ends at once on short output leaves its traces
    /// on the screen. `pager` is split at spaces; it is the user's own setting, run without a
    /// shell.
    pub(super) fn paged(pager: &str, rows: usize) -> Self {
        Self::Held(Screen { text: Vec::new(), lines: 0, rows, pager: pager.to_owned() })
    }

    /// Ends the output: everything is written, a pager is left by its user. Whether all of it
    /// reached the reader: not if they closed the pipe, which is success all the same.
    pub(super) fn finish(self, written: io::Result<()>) -> Result<bool, Failure> {
        let flushed = match self {
            Self::Plain(mut out) => written.and_then(|()| out.flush()),
            Self::Held(screen) => written.and_then(|()| io::stdout().write_all(&screen.text)),
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

    /// Goes on in a pager, or plainly where none starts.
    fn page(screen: &Screen) -> io::Result<Self> {
        let mut words = screen.pager.split_whitespace();
        let spawned = words
            .next()
            .and_then(|program| {
                Command::new(program).args(words).stdin(Stdio::piped()).spawn().ok()
            })
            .and_then(|mut child| child.stdin.take().map(|stdin| (child, stdin)));
        let mut output = match spawned {
            Some((child, stdin)) => {
                leave_interrupts_to_the_pager();
                Self::Paged(child, BufWriter::with_capacity(1 << 16, stdin))
            }
            None => Self::plain(),
        };
        output.write_all(&screen.text)?;
        Ok(output)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Paged(_, out) => out.write(bytes),
            Self::Held(screen) => {
                screen.text.extend_from_slice(bytes);
                screen.lines += bytes.split(|&byte| byte == b'\n').count() - 1;
                if screen.lines >= screen.rows {
                    *self = Self::page(screen)?;
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Paged(_, out) => out.flush(),
            Self::Held(_) => Ok(()),
        }
    }
}
