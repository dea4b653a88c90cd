//! A language as a document names it in, a tag in the form of RFC 5646 out.

/// Every two-letter code of ISO 639-1: two letters that are none of them are a country or a typo.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce \
    ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv \
    ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr \
    ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so \
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh \
    yi yo za zh zu";

/// Codes that were replaced (IANA's registry), and three-letter codes that have a shorter form.
const REPLACED: &[(&str, &str)] = &[
    ("iw", "he"),
    ("in", "id"),
    ("ji", "yi"),
    ("jw", "jv"),
    ("mo", "ro"),
    ("sh", "sr"),
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("rus", "ru"),
    ("jpn", "ja"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("kor", "ko"),
    ("pol", "pl"),
    ("swe", "sv"),
    ("ces", "cs"),
];

/// Codes that say that the language is not one, or not known.
const NO_LANGUAGE: &[&str] = &["und", "zxx", "mul", "mis", "root"];

/// The tag with the customary case, e.g. `pt-BR`; `None` if it is none, as a whole.
pub(super) fn tag(written: &str) -> Option<String> {
    // `en_US.UTF-8` is what a server's environment says.
    let written = written.trim().split(['.', '@', ',', ';', ' ']).next()?;
    let mut parts = written.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    let replaced = REPLACED.iter().find(|(old, _)| *old == language);
    let language = replaced.map_or(&*language, |(_, new)| new);
    let known = match language.len() {
        2 => TWO_LETTERS.split_ascii_whitespace().any(|code| code == language),
        3 => language.bytes().all(|b| b.is_ascii_lowercase()) && !NO_LANGUAGE.contains(&language),
        _ => false,
    };
    if !known {
        return None;
    }
    let mut tag = language.to_owned();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).take(6).collect();
    for (at, part) in parts.iter().enumerate() {
        let Some(subtag) = subtag(part) else {
            // What follows is said of more than the language; but it must be well-formed.
            return is_extension(&parts[at..]).then_some(tag);
        };
        tag.push('-');
        tag.push_str(&subtag);
    }
    Some(tag)
}

/// Whether this is a second language code, or a letter with what it announces (RFC 5646 section
/// 2.1: `extlang`, `extension`, `privateuse`).
fn is_extension(parts: &[&str]) -> bool {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    match parts {
        [one, next, ..] if one.len() == 1 => letters(one) && (1..=8).contains(&next.len()),
        [code, ..] => code.len() == 3 && letters(code),
        [] => false,
    }
}

/// A script, region or variant in its customary case.
fn subtag(part: &str) -> Option<String> {
    let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
    let digits = part.bytes().all(|b| b.is_ascii_digit());
    let alphanumeric = part.bytes().all(|b| b.is_ascii_alphanumeric());
    match part.len() {
        4 if letters => Some(part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase()),
        2 if letters => Some(part.to_ascii_uppercase()),
        3 if digits => Some(part.to_owned()),
        5..=8 if alphanumeric => Some(part.to_ascii_lowercase()),
        4 if alphanumeric && part.as_bytes()[0].is_ascii_digit() => Some(part.to_ascii_lowercase()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_customary_case_or_none() {
        for (written, expected) in [
            ("en", Some("en")),
            ("en-us", Some("en-US")),
            (" EN_gb ", Some("en-GB")),
            ("zh-hans-cn", Some("zh-Hans-CN")),
            ("es-419", Some("es-419")),
            ("de-1996", Some("de-1996")),
            ("ca-valencia", Some("ca-valencia")),
            ("en_US.UTF-8", Some("en-US")),
            ("pt-br,en", Some("pt-BR")),
            ("iw", Some("he")),
            ("eng", Some("en")),
            ("gsw-CH", Some("gsw-CH")),
            ("en-", Some("en")),
            ("en-x-simple", Some("en")),
            ("zh-yue", Some("zh")),
            ("utf-8", None),
            ("rss_2.0.channel.language", None),
            ("en-u$", None),
            ("English", None),
            ("jp", None),
            ("und", None),
            ("x-default", None),
            ("日本語", None),
            ("e", None),
            ("", None),
        ] {
            assert_eq!(tag(written).as_deref(), expected, "{written}");
        }
    }
}
