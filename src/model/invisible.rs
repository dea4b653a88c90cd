//! A character in, whether it must not reach a terminal or a line out.

/// Whether a character has no place in a text that is shown: it commands a terminal, or makes a
/// text look like another (Trojan Source, CVE-2021-42574). Ends of lines and tabs are controls
/// too; what may stand for them is for the caller to say.
pub fn is_invisible(c: char) -> bool {
    match c {
        // C0, DEL and C1; the soft hyphen, which some terminals show as a hyphen.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}'
        // Mongolian vowel separator, zero-width space, bidi embeddings and overrides.
        | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}'
        // Separators of lines and paragraphs.
        | '\u{2028}' | '\u{2029}'
        // Word joiner, invisible operators, bidi isolates, deprecated format characters.
        | '\u{2060}'..='\u{206f}'
        // Byte-order mark, interlinear annotation, musical format characters, tags.
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}
