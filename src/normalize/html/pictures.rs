//! An `img` tag in; the picture to show, the character it draws, or nothing out.

use std::borrow::Cow;

use super::{super::address::Base, attributes::value, trackers::is_tracker};

/// Attributes that hold the true address where a script was to load the picture later.
const LAZY: &[&str] = &["data-src", "data-lazy-src", "data-original", "data-orig-src"];

/// Below this many pixels in a direction a picture is an icon.
const ICON: u32 = 48;

/// What an `img` is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// A picture at this address; whether it may stand for the article.
    Shown(String, bool),
    /// An emoji or symbol set as a picture.
    Symbol(String),
    /// A counter, spacer, or nothing that can be shown.
    Nothing,
}

/// Looks at an `img` tag's attributes.
pub(super) fn picture(rest: &str, base: &Base<'_>) -> Picture {
    let alt = value(rest, "alt").unwrap_or_default();
    if is_symbol(&alt) {
        return Picture::Symbol(alt.trim().to_owned());
    }
    let (width, height) = (pixels(rest, "width"), pixels(rest, "height"));
    if [width, height].into_iter().flatten().any(|n| n <= 1) {
        return Picture::Nothing;
    }
    let Some(address) = source(rest).and_then(|source| base.web(&source)) else {
        return Picture::Nothing;
    };
    if is_tracker(&address) {
        return Picture::Nothing;
    }
    let icon = [width, height].into_iter().flatten().any(|n| n < ICON)
        || address.contains("gravatar.com/avatar");
    Picture::Shown(address, !icon)
}

/// The address: the lazily loaded one where the plain one is missing or a placeholder.
fn source(rest: &str) -> Option<Cow<'_, str>> {
    let plain = value(rest, "src").filter(|src| !src.trim().is_empty());
    let placeholder = plain.as_deref().is_none_or(|src| {
        let src = src.trim_start();
        src.get(..5).is_some_and(|s| s.eq_ignore_ascii_case("data:"))
            || ["/blank.gif", "/spacer.gif", "/lazyload.gif", "/transparent.gif", "/1x1.trans.gif"]
                .iter()
                .any(|name| src.ends_with(name))
    });
    let lazy = if placeholder {
        LAZY.iter().find_map(|name| value(rest, name).filter(|src| !src.trim().is_empty()))
    } else {
        None
    };
    lazy.or(plain)
}

fn pixels(rest: &str, name: &str) -> Option<u32> {
    let value = value(rest, name)?;
    let value = value.trim();
    value.strip_suffix("px").unwrap_or(value).trim().parse().ok()
}

/// Whether an alternative text is an emoji or the like, as WordPress and Twitter set them.
fn is_symbol(alt: &str) -> bool {
    let alt = alt.trim();
    !alt.is_empty()
        && alt.chars().count() <= 10
        && alt.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(address: &str, stands: bool) -> Picture {
        Picture::Shown(address.to_owned(), stands)
    }

    #[test]
    fn pictures_counters_and_symbols() {
        let base = Base::new([Some("https://site.example/")]);
        for (rest, expected) in [
            (" src=a.png", shown("https://site.example/a.png", true)),
            (" src='https://c.example/i.gif' width=1 height=1", Picture::Nothing),
            (" src=a.png height='1px'", Picture::Nothing),
            (" src=https://pixel.wp.com/b.gif", Picture::Nothing),
            (" src=a.png width=16", shown("https://site.example/a.png", false)),
            (
                " src='data:image/gif;base64,R0' data-src=b.jpg",
                shown("https://site.example/b.jpg", true),
            ),
            (" data-lazy-src=c.jpg", shown("https://site.example/c.jpg", true)),
            (" src='data:image/png;base64,iVBO'", Picture::Nothing),
            (" src=javascript:alert(1)", Picture::Nothing),
            (" class=emoji alt=🎉 src=x.png", Picture::Symbol("🎉".to_owned())),
            (" alt='#1' src=x.png", shown("https://site.example/x.png", true)),
        ] {
            assert_eq!(picture(rest, &base), expected, "{rest}");
        }
    }
}
