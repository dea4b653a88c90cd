//! What opens a feed that is not public, held so that it cannot be printed by accident.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

/// A password or token. `Debug` and `Display` show dots; only [`Secret::reveal`] gives it out.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret into keeping.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the request it is meant for and for the store.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// One way to authenticate a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Basic`, RFC 7617.
    Basic {
        /// The user; never holds a colon.
        user: String,
        /// The password.
        password: Secret,
    },
    /// `Authorization: Bearer`, RFC 6750.
    Bearer(Secret),
    /// A header of the server's own.
    Header {
        /// The header's name, a token of RFC 9110 section 5.6.2.
        name: String,
        /// Its value.
        value: Secret,
    },
}

/// Where a feed's credential comes from: the option itself, a file or a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Given in the option, kept in the store.
    Given(Credential),
    /// The first line of a file that is read at each request.
    File(String),
    /// The first line a program prints; run without a shell.
    Command(String),
}

const FORMS: &str = "write basic USER:PASSWORD, bearer TOKEN, header NAME: VALUE, \
                     from file PATH or from command COMMAND";

impl Credential {
    /// Reads `basic USER:PASSWORD`, `bearer TOKEN` or `header NAME: VALUE`.
    ///
    /// No error repeats what was typed: it may be a secret in the wrong form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (form, rest) = word(text);
        if rest.is_empty() || rest.chars().any(char::is_control) {
            return Err(FORMS.to_owned());
        }
        match form.to_ascii_lowercase().as_str() {
            "basic" => {
                let (user, password) =
                    rest.split_once(':').ok_or("write basic USER:PASSWORD, with a colon")?;
                Ok(Self::Basic { user: user.to_owned(), password: Secret::new(password) })
            }
            "bearer" if rest.contains(char::is_whitespace) => {
                Err("a bearer token holds no spaces".to_owned())
            }
            "bearer" => Ok(Self::Bearer(Secret::new(rest))),
            "header" => header(rest),
            _ => Err(FORMS.to_owned()),
        }
    }

    /// Reads what a credential file or program gave: its first line, in the forms of
    /// [`Credential::parse`], or bare `USER:PASSWORD`, or a bare token.
    pub fn from_output(text: &str) -> Result<Self, String> {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty());
        let line = line.ok_or("it gave nothing")?;
        let bare = !line.contains(char::is_whitespace);
        match Self::parse(line) {
            Ok(credential) => Ok(credential),
            Err(_) if bare && line.contains(':') => Self::parse(&format!("basic {line}")),
            Err(_) if bare => Self::parse(&format!("bearer {line}")),
            Err(why) => Err(why),
        }
    }

    /// The text [`Credential::parse`] reads, secret and all: for the store alone.
    fn reveal(&self) -> String {
        match self {
            Self::Basic { user, password } => format!("basic {user}:{}", password.reveal()),
            Self::Bearer(token) => format!("bearer {}", token.reveal()),
            Self::Header { name, value } => format!("header {name}: {}", value.reveal()),
        }
    }
}

impl Auth {
    /// Reads the option's text: a credential, `from file PATH` or `from command COMMAND`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (first, rest) = word(text);
        if !first.eq_ignore_ascii_case("from") {
            return Credential::parse(text).map(Self::Given);
        }
        let (source, place) = word(rest);
        match (source.to_ascii_lowercase().as_str(), place) {
            ("file" | "command", "") => Err(FORMS.to_owned()),
            ("file", path) => Ok(Self::File(path.to_owned())),
            ("command", command) => Ok(Self::Command(command.to_owned())),
            _ => Err(FORMS.to_owned()),
        }
    }

    /// Takes user and password out of an http(s) address, where they would be shown and logged.
    pub fn take_from(url: &mut Url) -> Option<Self> {
        if url.username().is_empty() && url.password().is_none() {
            return None;
        }
        let plain = |part: &str| {
            percent_decoded(part).chars().filter(|c| !c.is_control()).collect::<String>()
        };
        let user = plain(url.username()).replace(':', "");
        let password = Secret::new(plain(url.password().unwrap_or_default()));
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        Some(Self::Given(Credential::Basic { user, password }))
    }

    /// The option's text if it only says where the secret lies; nothing secret is in it.
    pub fn reference(&self) -> Option<String> {
        match self {
            Self::Given(_) => None,
            Self::File(path) => Some(format!("from file {path}")),
            Self::Command(command) => Some(format!("from command {command}")),
        }
    }
}

/// Shows the form and the place, never the secret.
impl fmt::Display for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(Credential::Basic { user, password }) => {
                write!(f, "basic {user}:{password}")
            }
            Self::Given(Credential::Bearer(token)) => write!(f, "bearer {token}"),
            Self::Given(Credential::Header { name, value }) => write!(f, "header {name}: {value}"),
            Self::File(path) => write!(f, "from file {path}"),
            Self::Command(command) => write!(f, "from command {command}"),
        }
    }
}

/// For the store, which keeps its file private: the secret is in it.
impl Serialize for Auth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Given(credential) => serializer.serialize_str(&credential.reveal()),
            Self::File(_) | Self::Command(_) => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Auth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The first word and the rest, both trimmed.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (first, rest.trim())
}

fn header(text: &str) -> Result<Credential, String> {
    let (name, value) = text.split_once(':').ok_or("write header NAME: VALUE, with a colon")?;
    let (name, value) = (name.trim(), value.trim());
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || value.is_empty() || !name.chars().all(token) {
        return Err("write header NAME: VALUE, the name in letters, digits and hyphens".to_owned());
    }
    Ok(Credential::Header { name: name.to_owned(), value: Secret::new(value) })
}

/// Undoes the percent-encoding of a part of a URL.
fn percent_decoded(part: &str) -> String {
    // A query pair decodes percent signs by the same rule; a literal plus must survive it.
    let pair = format!("={}", part.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_shown_without_the_secret_and_kept_with_it() {
        for (text, shown) in [
            ("basic ann:s3cret", "basic ann:…"),
            ("basic ann:s3:cret with spaces", "basic ann:…"),
            ("bearer s3cret", "bearer …"),
            ("header X-Api-Key: s3cret", "header X-Api-Key: …"),
            ("from file ~/.feeds/ann", "from file ~/.feeds/ann"),
            ("from command pass show feeds/ann", "from command pass show feeds/ann"),
        ] {
            let auth = Auth::parse(text).expect(text);
            assert_eq!(auth.to_string(), shown);
            assert!(!format!("{auth:?}").contains("s3"), "{auth:?}");
            let kept = serde_json::to_string(&auth).expect("text");
            assert_eq!(kept, format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Auth>(&kept).expect("what was kept"), auth);
        }
    }

    #[test]
    fn what_is_refused_is_not_repeated() {
        for text in [
            "",
            "basic",
            "basic s3cret",
            "bearer s3cret s3cret",
            "s3cret",
            "from",
            "from file",
            "from s3cret x",
            "header s3cret",
            "header a b: s3cret",
            "header X: ",
            "bearer s3cret\r\nX-Evil:1",
        ] {
            let why = Auth::parse(text).expect_err(text);
            assert!(!why.contains("s3cret"), "{why}");
        }
    }

    #[test]
    fn files_and_programs_may_give_the_bare_thing() {
        let basic = Credential::Basic { user: "ann".into(), password: Secret::new("pw") };
        for (text, expected) in [
            ("\n ann:pw \nsecond line", Ok(basic.clone())),
            ("basic ann:pw", Ok(basic)),
            ("t0ken", Ok(Credential::Bearer(Secret::new("t0ken")))),
            ("", Err("it gave nothing".to_owned())),
            ("two words", Err(FORMS.to_owned())),
        ] {
            assert_eq!(Credential::from_output(text), expected, "{text}");
        }
    }

    #[test]
    fn user_and_password_leave_the_address() {
        let mut url = Url::parse("https://ann:p%40ss+1%26@a.example/feed").expect("a URL");
        let auth = Auth::take_from(&mut url).expect("credentials");
        assert_eq!(url.as_str(), "https://a.example/feed");
        let password = Secret::new("p@ss+1&");
        assert_eq!(auth, Auth::Given(Credential::Basic { user: "ann".into(), password }));
        assert_eq!(Auth::take_from(&mut url), None);
    }
}
