//! Sites whose addresses have several forms for one text, and how to tell which text it is.
//!
//! A form holds only where the site's own links, redirects or documents show it. A form that is
//! read only by its shape (Substack on a domain of its own) asks for the site's signature.

mod forums;
mod media;
mod papers;

use super::super::Scope;
use super::super::address::Address;

/// One site's forms.
pub(super) struct Form {
    /// What is settled and where that is known from.
    pub(super) rule: &'static str,
    /// The settled address, or `None` if this is none of the site's articles.
    pub(super) settle: fn(&Address, &Scope<'_>) -> Option<Address>,
}

pub(super) const FORMS: &[Form] = &[
    Form {
        rule: "Medium: a post's id ends its address, the words before it may change",
        settle: papers::medium,
    },
    Form {
        rule: "Substack: its app's links, and its tags on a domain of the author's",
        settle: papers::substack,
    },
    Form {
        rule: "Blogger: one blog under every country's domain, and its mobile view",
        settle: papers::blogspot,
    },
    Form {
        rule: "BBC: one text on both domains; a number behind # counts its versions",
        settle: papers::bbc,
    },
    Form { rule: "heise: the number that ends the address names the text", settle: papers::heise },
    Form { rule: "arXiv: abstract, PDF and HTML of one version", settle: papers::arxiv },
    Form { rule: "RFC Editor: renderings of one RFC", settle: papers::rfc },
    Form { rule: "Wikimedia: mobile view of the same page", settle: papers::wikimedia },
    Form {
        rule: "Google News: an article's id; the rest is the reader's edition",
        settle: papers::google_news,
    },
    Form { rule: "Amazon: the product's number (ASIN)", settle: papers::amazon },
    Form { rule: "YouTube: the video's id, in whichever player", settle: media::youtube },
    Form { rule: "Vimeo: the video's number, in whichever player", settle: media::vimeo },
    Form { rule: "X: the post's id", settle: media::twitter },
    Form { rule: "Reddit: the post's id, and the comment's", settle: forums::reddit },
    Form {
        rule: "Stack Exchange: the question's or answer's number",
        settle: forums::stack_exchange,
    },
    Form { rule: "Lobsters: the story's id", settle: forums::lobsters },
    Form { rule: "Discourse: the topic's number, and the post's", settle: forums::discourse },
];

/// The page at `path` of `host`, nothing behind it.
fn page(host: &str, path: String) -> Address {
    Address { host: host.to_owned(), port: None, path, query: Vec::new(), fragment: String::new() }
}

/// The same address on another host.
fn on_host(address: &Address, host: String) -> Address {
    Address { host, ..address.clone() }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
