//! A page in, its characters out, as far as finding links needs them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::model::Document;

/// UTF-8 if it is; else by the `charset` of the media type, else what the web falls back to.
/// Addresses are ASCII in nearly all pages, so a wrong guess costs at most a title.
pub(super) fn decode(document: &Document) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(&document.body) {
        return Cow::Borrowed(text);
    }
    let label = document.content_type.as_deref().and_then(|media| {
        let (_, after) = media.split_once("charset=")?;
        Encoding::for_label(after.split(';').next()?.trim().trim_matches('"').as_bytes())
    });
    let encoding = match label {
        Some(label) if label != UTF_8 => label,
        // It is not, as was just seen; but it may be with a few bad bytes in it.
        Some(_) => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(&document.body).0
}
