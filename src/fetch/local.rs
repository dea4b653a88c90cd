//! A file or a program in, its bytes as a document out.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use url::Url;

use super::{FetchError, FetchOutcome, Phase, Policy, Request, plain};
use crate::model::Document;

/// How much of what a program says on its standard error is read at all.
const MOST_SAID: u64 = 64 << 10;

/// Reads a file as a document.
pub(super) async fn read_file(path: PathBuf, request: &Request, policy: &Policy) -> FetchOutcome {
    let wait = request.timeout.unwrap_or(policy.total_timeout);
    let url = Url::from_file_path(&path).map_or_else(|()| String::new(), String::from);
    match file_bytes(path, wait, policy.max_body).await {
        Ok(body) => FetchOutcome::Fetched(Document { body, final_url: url, ..Document::default() }),
        Err(error) => FetchOutcome::Failed(error),
    }
}

/// Reads a file, whatever it is: a disk's, a pipe's, a slow network's.
pub(super) async fn file_bytes(
    path: PathBuf,
    wait: Duration,
    limit: u64,
) -> Result<Vec<u8>, FetchError> {
    let shown = plain::harmless(&path.to_string_lossy(), plain::QUOTED);
    // A pipe or a dead network file system may never answer, so the reading thread is left
    // behind when its time is over.
    let reading = tokio::task::spawn_blocking(move || read_capped(&path, limit));
    match tokio::time::timeout(wait, reading).await {
        Err(_elapsed) => Err(FetchError::Timeout { phase: Phase::Body, after: wait, host: shown }),
        Ok(Err(error)) => Err(FetchError::Setup { reason: error.to_string() }),
        Ok(Ok(Err(error))) if error.kind() == io::ErrorKind::NotFound => {
            Err(FetchError::FileNotFound { path: shown })
        }
        Ok(Ok(Err(error))) => Err(FetchError::FileUnreadable { path: shown, reason: said(&error) }),
        Ok(Ok(Ok(body))) if body.len() as u64 > limit => {
            Err(FetchError::TooLarge { what: shown, limit })
        }
        Ok(Ok(Ok(body))) => Ok(body),
    }
}

fn read_capped(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut body)?;
    Ok(body)
}

/// Runs a program without a shell and takes what it prints.
pub(super) async fn run(argv: &[String], request: &Request, policy: &Policy) -> FetchOutcome {
    match output(argv, request.timeout.unwrap_or(policy.total_timeout), policy.max_body).await {
        Ok(body) => FetchOutcome::Fetched(Document { body, ..Document::default() }),
        Err(error) => FetchOutcome::Failed(error),
    }
}

/// What a program prints.
pub(super) async fn output(
    argv: &[String],
    wait: Duration,
    limit: u64,
) -> Result<Vec<u8>, FetchError> {
    let (name, arguments) = argv
        .split_first()
        .ok_or_else(|| FetchError::Setup { reason: "a command without a program".to_owned() })?;
    let program = plain::harmless(name, plain::QUOTED);
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| FetchError::ExecNotStarted {
            program: program.clone(),
            reason: said(&error),
        })?;
    let stderr = tokio::spawn(read_said(child.stderr.take()));
    let stdout = child.stdout.take();
    let reading = async {
        let mut body = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(limit + 1).read_to_end(&mut body).await?;
        }
        // One that writes on is killed, not waited for.
        let status = if body.len() as u64 > limit { None } else { Some(child.wait().await?) };
        Ok::<_, io::Error>((body, status))
    };
    let (body, status) = match tokio::time::timeout(wait, reading).await {
        Err(_elapsed) => {
            return Err(FetchError::Timeout { phase: Phase::Body, after: wait, host: program });
        }
        Ok(ended) => ended.map_err(|error| FetchError::ExecFailed {
            program: program.clone(),
            how: "could not be read from".to_owned(),
            said: said(&error),
        })?,
    };
    match status {
        None => Err(FetchError::TooLarge { what: format!("the output of {program}"), limit }),
        Some(status) if status.success() => Ok(body),
        Some(status) => {
            // A child of the program may keep its standard error open for longer.
            let complaint = tokio::time::timeout(Duration::from_secs(1), stderr).await;
            let complaint = complaint.map(Result::unwrap_or_default).unwrap_or_default();
            let first = complaint.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty());
            let said = plain::harmless_bytes(first.unwrap_or_default(), plain::QUOTED);
            Err(FetchError::ExecFailed { program, how: how(status), said })
        }
    }
}

/// The first words on a program's standard error. The rest is read and dropped, so that the
/// program never waits for a reader.
async fn read_said(stream: Option<impl AsyncRead + Unpin>) -> Vec<u8> {
    let mut said = Vec::new();
    if let Some(mut stream) = stream {
        // What cannot be read is missing from a message that tells of a failure anyway.
        let _ = (&mut stream).take(MOST_SAID).read_to_end(&mut said).await;
        let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
    }
    said
}

fn how(status: ExitStatus) -> String {
    status.code().map_or_else(
        || "was killed by a signal".to_owned(),
        |code| format!("ended with exit status {code}"),
    )
}

fn said(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    plain::harmless(&text.to_lowercase(), plain::QUOTED)
}
