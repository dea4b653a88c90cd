//! Text in, without the commands of page builders that were not carried out.
//!
//! WordPress writes `[gallery_view ids="1"]` where a plug-in is to put something; a feed made while
//! the plug-in is away carries the command itself.

use std::borrow::Cow;

use crate::normalize::text::boundary;

/// No command is longer.
const LONGEST: usize = 4 * 1024;

/// The text without commands. One is told from an author's brackets by a name of several words
/// (`fusion_text`, `time-video`) with nothing but settings after it.
pub(super) fn without_shortcodes(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices('[') {
        if at < done {
            continue;
        }
        // After a command, one without settings is one too.
        let bare = at > 0 && done == at;
        if let Some(length) = shortcode(&text[at..], bare) {
            kept.push_str(&text[done..at]);
            done = at + length;
        }
    }
    if done == 0 {
        return text;
    }
    kept.push_str(&text[done..]);
    Cow::Owned(kept)
}

/// The length of the command that a text begins with, perhaps one without settings.
fn shortcode(text: &str, bare: bool) -> Option<usize> {
    let text = &text[..boundary(text, LONGEST)];
    let name = text.get(1..)?;
    let closing = name.starts_with('/');
    let name = name.trim_start_matches('/');
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let (name, settings) = name.split_at(length);
    let inner = name.trim_matches(['_', '-']);
    let compound = inner.contains(['_', '-'])
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && inner.bytes().all(|b| !b.is_ascii_uppercase());
    let rest = if closing { settings } else { after_settings(settings)? };
    let said = settings.len() - rest.len();
    (compound && (closing || bare || said > 0) && rest.starts_with(']'))
        .then(|| text.len() - rest.len() + 1)
}

/// What follows settings such as `width="3"`, whose quotes WordPress may have curled.
fn after_settings(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let setting = rest.trim_start();
        if setting.starts_with(']') || setting.starts_with("/]") {
            return Some(setting.trim_start_matches('/'));
        }
        let length =
            setting.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
        let value = setting[length..].strip_prefix('=').filter(|_| length > 0)?;
        let quote = |c: char| matches!(c, '"' | '\'' | '”' | '“' | '″' | '’' | '‘' | '′' | '»');
        rest = match value.strip_prefix(quote) {
            Some(quoted) => {
                let end = quoted.find(|c: char| quote(c))?;
                quoted[end..].trim_start_matches(quote)
            }
            None => &value[value.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))?..],
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_go_and_brackets_stay() {
        for (text, expected) in [
            ("[row_inner full=”no” on=”” cut=\"a b\"]Tea.[/row_inner] Hot.", "Tea. Hot."),
            ("[time-clip id=7 wide=true][/time-clip]", ""),
            ("[row_outer a=\"1\"][row_inner][x]Tea.", "[x]Tea."),
            ("[tea_pot hot='yes' /]x", "x"),
            ("Tea [sic] and [a-b] and [read_me] stay", "Tea [sic] and [a-b] and [read_me] stay"),
            ("[see a=1] and [x_y z]", "[see a=1] and [x_y z]"),
            ("[a_b c=\"no end", "[a_b c=\"no end"),
            ("[[a_b c=1]]", "[]"),
            ("[", "["),
        ] {
            assert_eq!(without_shortcodes(text.into()), expected, "{text}");
        }
    }
}
