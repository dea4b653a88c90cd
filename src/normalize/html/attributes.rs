//! A start tag's attributes in, those that may stay out, their values checked and resolved.

use std::borrow::Cow;

use super::{
    super::address::Base,
    elements::{EVERYWHERE, Element, Value},
    entities::decode,
    markup::Attribute,
    tokens::attributes,
};

/// Longer texts in attributes are no titles but data.
const LONGEST: usize = 4 * 1024;

/// The attributes that may stay, each once, the first of a name winning as in browsers.
pub(super) fn allowed<'a>(element: &Element, rest: &'a str, base: &Base<'_>) -> Vec<Attribute<'a>> {
    let mut kept: Vec<Attribute<'a>> = Vec::new();
    for (name, value) in attributes(rest) {
        let known = element.attributes.iter().chain(EVERYWHERE);
        let Some((name, kind)) = known.into_iter().find(|(n, _)| n.eq_ignore_ascii_case(name))
        else {
            continue;
        };
        if kept.iter().any(|(n, _)| n == name) {
            continue;
        }
        if let Some(value) = checked(*kind, decode(value), base) {
            kept.push((name, value));
        }
    }
    kept
}

fn checked<'a>(kind: Value, value: Cow<'a, str>, base: &Base<'_>) -> Option<Cow<'a, str>> {
    match kind {
        Value::Text => (value.len() <= LONGEST && !value.trim().is_empty()).then_some(value),
        Value::Page => base.page(&value).map(Cow::Owned),
        Value::File => base.web(&value).map(Cow::Owned),
        Value::Number => {
            let number = value.trim();
            let digits = number.strip_suffix("px").unwrap_or(number);
            let good =
                (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            good.then(|| Cow::Owned(digits.to_owned()))
        }
        Value::Flag => Some(Cow::Borrowed("")),
    }
}

/// The decoded value of the first attribute of this name (ASCII lower case).
pub(super) fn value<'a>(rest: &'a str, name: &str) -> Option<Cow<'a, str>> {
    attributes(rest).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| decode(v))
}

/// Whether an XML-style `/` ends the tag; the one in `href=http://a.example/` does not.
pub(super) fn is_self_closed(rest: &str) -> bool {
    rest.strip_suffix('/').is_some_and(|front| {
        front.is_empty()
            || front.ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'')
    })
}
