//! An address in, the form that its own site gives it out: what is known of single sites.

mod forms;
mod names;

pub use names::names_of;

use super::address::Address;
use super::{Scope, Trace};

/// Whether a host is `pattern`, or lies below it. `google.*` is Google under any public suffix.
pub(super) fn host_matches(host: &str, pattern: &str) -> bool {
    let below = |host: &str, site: &str| {
        host.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let Some(pattern) = pattern.strip_suffix(".*") else { return below(host, pattern) };
    let Some(suffix) = psl::suffix_str(host) else { return false };
    host.strip_suffix(suffix)
        .and_then(|rest| rest.strip_suffix('.'))
        .is_some_and(|rest| below(rest, pattern))
}

/// Drops what the site's documents call a tag, and settles the forms of its addresses.
pub(super) fn apply(address: &mut Address, scope: &Scope<'_>, trace: &mut Trace) {
    names::drop(address, scope, trace);
    for form in forms::FORMS {
        let settled = (form.settle)(address, scope).filter(|settled| settled != address);
        if let Some(settled) = settled {
            trace.note(form.rule, || {
                format!("took `{}` for `{}`", address.render(), settled.render())
            });
            *address = settled;
        }
    }
}
