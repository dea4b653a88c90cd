//! A text in, one word of a shell out.

/// The text as one word of a shell, in single quotes, so that a command which is shown can be
/// copied whatever a publisher put into an address.
pub fn shell_word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_gives_back_what_was_quoted() {
        for text in ["plain", "https://a.example/?x=1&y=$HOME", "it's", "''", "", "a\\ `b` \"c\"!"]
        {
            let script = format!("printf %s {}", shell_word(text));
            let ran = std::process::Command::new("sh").args(["-c", &script]).output();
            assert_eq!(ran.expect("sh runs").stdout, text.as_bytes());
        }
    }
}
