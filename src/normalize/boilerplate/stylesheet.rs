//! Text in, where the style sheet begins that ends it: what is left of a `style` element when a
//! program took only its tags.

/// Fewer rules are a remark about CSS.
const FEWEST: usize = 2;
/// No list of selectors is longer.
const SELECTORS: usize = 200;

/// Where the run of rules begins that a text ends with.
pub(in crate::normalize) fn stylesheet(text: &str) -> Option<usize> {
    let (mut start, mut rules) = (text.len(), 0);
    while let Some(at) = last_rule(&text[..start]) {
        start = at;
        rules += 1;
    }
    (rules >= FEWEST).then_some(start)
}

/// Where the rule begins that a text ends with: `selector { property: value; }`.
fn last_rule(text: &str) -> Option<usize> {
    let text = text.trim_end().strip_suffix('}')?;
    let open = text.rfind('{')?;
    let settings = text[open + 1..].trim().strip_suffix(';')?;
    let property = |name: &str| {
        let name = name.trim();
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    };
    let all = settings
        .split(';')
        .all(|setting| setting.split_once(':').is_some_and(|(name, _)| property(name)));
    let start = text[..open].rfind(['\n', '}']).map_or(0, |at| at + 1);
    let selector = text[start..open].trim();
    (all && !selector.is_empty() && selector.len() <= SELECTORS).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_are_found_and_remarks_left() {
        for (text, expected) in [
            (
                "Tea.\n\n.a b {\nmargin: 0 1px;\n-x-y: url(http://a.example/);\n}\n.c { d: e; }",
                "Tea.\n\n",
            ),
            ("Tea.\n\n.a { b: c; }", "Tea.\n\n.a { b: c; }"),
            ("let x = {a: 1};\nlet y = {b: 2}", "let x = {a: 1};\nlet y = {b: 2}"),
            ("fn a() { return; }\nfn b() { go(); }", "fn a() { return; }\nfn b() { go(); }"),
            ("}", "}"),
        ] {
            assert_eq!(&text[..stylesheet(text).unwrap_or(text.len())], expected, "{text}");
        }
    }
}
