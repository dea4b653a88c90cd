//! Standard input as a document, whole or not at all.

use std::io::Read;

use super::{failure::Failure, session::Session};

/// All of standard input, as far as the settings take a document of its size. What is larger is
/// refused: half a feed would pass for a whole one.
pub(super) fn read(session: &Session) -> Result<Vec<u8>, Failure> {
    let limit = session.config.body_limit();
    let mut body = Vec::new();
    std::io::stdin()
        .lock()
        .take(limit + 1)
        .read_to_end(&mut body)
        .map_err(|error| Failure::io("standard input", &error))?;
    if body.len() as u64 > limit {
        let message = format!("standard input: is larger than {limit} bytes");
        return Err(Failure::failed("too-large", message).hint("fetch.body-limit takes more"));
    }
    Ok(body)
}
