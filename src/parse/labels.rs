//! A Content-Type header and the first bytes of a document in, the encodings they name out.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Where an XML declaration is looked for; junk may stand before it.
const DECLARATION_WINDOW: usize = 1024;

/// What is said about the encoding, the transport's word first (RFC 7303 section 3).
#[derive(Debug, Default)]
pub(super) struct Labels {
    names: Vec<String>,
}

impl Labels {
    /// What the header and the declaration in the first bytes say.
    pub(super) fn of(bytes: &[u8], content_type: Option<&str>) -> Self {
        let window = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
        let names = [content_type.and_then(charset), declared(window)];
        Self { names: names.into_iter().flatten().collect() }
    }

    /// The encodings named that are known and can be other than UTF-8.
    pub(super) fn encodings(&self) -> impl Iterator<Item = &'static Encoding> {
        self.names
            .iter()
            .filter_map(|name| encoding(name))
            .filter(|&found| found != UTF_8 && found != UTF_16LE && found != UTF_16BE)
    }

    /// Whether this very name was said.
    pub(super) fn says(&self, wanted: &str) -> bool {
        self.names.iter().any(|name| name == wanted)
    }
}

/// The `charset` parameter of a Content-Type header.
fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}

/// The encoding that the XML declaration in these first bytes names.
fn declared(window: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(window);
    let declaration = &text[text.find("<?xml")?..];
    let declaration = &declaration[..declaration.find('>').unwrap_or(declaration.len())];
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value[1..].split(quote).next()?.trim().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

/// The encoding of a label: the web's labels, and a few that feeds use besides.
fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = match label {
        "cp932" | "ms-kanji" | "mskanji" | "shiftjis" => "shift_jis",
        "cp936" | "gb_18030" | "gb18030-2000" => "gb18030",
        "cp949" | "ms949" | "uhc" => "euc-kr",
        "cp950" => "big5",
        "utf8mb4" | "utf_8" | "u8" => "utf-8",
        "win-1251" | "windows1251" | "win1251" => "windows-1251",
        "win-1252" | "windows1252" | "ansi" => "windows-1252",
        "eucjp" | "euc_jp" | "ujis" => "euc-jp",
        "mac_roman" | "mac-roman" | "macroman" => "macintosh",
        "latin-1" | "iso8859_1" | "iso_8859_1" => "iso-8859-1",
        other => other,
    };
    Encoding::for_label(label.as_bytes())
}
