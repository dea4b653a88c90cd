//! `tidings config`: every setting, its value and where that comes from.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{args::ConfigArgs, failure::Failure, session::Session};
use crate::{
    config::Resolved,
    render::{
        View,
        grid::{self, Cell},
        json_text,
        outline::Outline,
        padded,
    },
};

/// Lists the settings.
pub(super) fn run(args: &ConfigArgs, session: &Session) -> Result<ExitCode, Failure> {
    let values = session.config.values();
    let mut out = session.output(false);
    let written = if args.json {
        let settings: Vec<_> = values
            .iter()
            .map(|one| {
                serde_json::json!({
                    "name": one.setting.name,
                    "value": one.shown(),
                    "origin": one.origin.to_string(),
                    "default": one.setting.default,
                    "variable": one.setting.variable(),
                    "about": one.setting.about,
                })
            })
            .collect();
        let document = serde_json::json!({"schema_version": 1, "settings": settings});
        json_text::write_line(&mut out, &document)
    } else {
        text(values, &session.view(None), &mut out)
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

/// A setting a line: its name, its value and where that comes from.
fn text(values: &[Resolved], view: &View, out: &mut dyn Write) -> io::Result<()> {
    if view.terminal.is_none() {
        let row = |one: &Resolved| {
            vec![one.setting.name.into(), one.shown().into(), one.origin.to_string().into()]
        };
        return grid::write_rows(out, &values.iter().map(row).collect::<Vec<_>>(), None);
    }
    let widest = values.iter().map(|one| one.setting.name.len()).max().unwrap_or(0);
    let dim = Style::new().dimmed();
    let mut outline = Outline::new(out, view);
    values.iter().try_for_each(|one| {
        let (shown, origin) = (one.shown(), format!("  ({})", one.origin));
        let value = if shown.is_empty() { Cell::styled("none", dim) } else { shown.into() };
        let name = padded(one.setting.name, widest + 2);
        outline.whole(Cell::styled(name, Style::new().bold()), value, Cell::styled(origin, dim))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{self, Sources},
        render::{Terminal, samples},
    };

    fn told(view: &View) -> String {
        let env = |name: &str| match name {
            "HOME" => Some("/home/ann".to_owned()),
            "TIDINGS_FETCH_PROXY" => Some("socks5h://ann:s3cret@proxy.example:1080".to_owned()),
            _ => None,
        };
        let file = "contact = \"https://www.example.org/~ann/about-my-reader.html\"\n";
        let path = std::path::Path::new("/home/ann/.config/tidings/config.toml");
        let flags = [("zone", "Europe/Berlin".to_owned())];
        let sources = Sources { flags: &flags, env: &env, file: Some((path, file)) };
        let config = config::resolve(&sources).expect("settings");
        samples::text(|out| text(config.values(), view, out))
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
store
  /home/ann/.local/share/tidings/tidings.db
    (default)
contact
  https://www.example.org/~ann/about-my-reader.html
    (/home/ann/.config/tidings/config.toml:1)
format                    text  (default)
color                     auto  (default)
pager                     less -FRX  (default)
zone                      Europe/Berlin  (command line)
fetch.jobs                512  (default)
fetch.per-host            2  (default)
fetch.spacing             1s  (default)
fetch.patience            10min  (default)
fetch.connect-timeout     10s  (default)
fetch.first-byte-timeout  30s  (default)
fetch.idle-timeout        20s  (default)
fetch.timeout             45s  (default)
fetch.body-limit          32MiB  (default)
fetch.redirects           10  (default)
fetch.private-networks    subscribed  (default)
fetch.proxy
  socks5h://ann:***@proxy.example:1080
    (TIDINGS_FETCH_PROXY)
fetch.on-republish        ignore  (default)
schedule.interval         auto  (default)
schedule.min-interval     1h  (default)
schedule.max-interval     1w  (default)
keep.age                  forever  (default)
keep.per-feed             50  (default)
keep.responses            4MiB  (default)
dedupe.learned            suggest  (default)
",
        );
    }

    #[test]
    fn eighty_columns_and_more() {
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
store                     /home/ann/.local/share/tidings/tidings.db  (default)
contact                   https://www.example.org/~ann/about-my-reader.html
                            (/home/ann/.config/tidings/config.toml:1)
format                    text  (default)
color                     auto  (default)
pager                     less -FRX  (default)
zone                      Europe/Berlin  (command line)
fetch.jobs                512  (default)
fetch.per-host            2  (default)
fetch.spacing             1s  (default)
fetch.patience            10min  (default)
fetch.connect-timeout     10s  (default)
fetch.first-byte-timeout  30s  (default)
fetch.idle-timeout        20s  (default)
fetch.timeout             45s  (default)
fetch.body-limit          32MiB  (default)
fetch.redirects           10  (default)
fetch.private-networks    subscribed  (default)
fetch.proxy               socks5h://ann:***@proxy.example:1080
                            (TIDINGS_FETCH_PROXY)
fetch.on-republish        ignore  (default)
schedule.interval         auto  (default)
schedule.min-interval     1h  (default)
schedule.max-interval     1w  (default)
keep.age                  forever  (default)
keep.per-feed             50  (default)
keep.responses            4MiB  (default)
dedupe.learned            suggest  (default)
",
        );
        samples::held(&told(&samples::on(Terminal::plain(200))), "
store                     /home/ann/.local/share/tidings/tidings.db  (default)
contact                   https://www.example.org/~ann/about-my-reader.html  (/home/ann/.config/tidings/config.toml:1)
format                    text  (default)
color                     auto  (default)
pager                     less -FRX  (default)
zone                      Europe/Berlin  (command line)
fetch.jobs                512  (default)
fetch.per-host            2  (default)
fetch.spacing             1s  (default)
fetch.patience            10min  (default)
fetch.connect-timeout     10s  (default)
fetch.first-byte-timeout  30s  (default)
fetch.idle-timeout        20s  (default)
fetch.timeout             45s  (default)
fetch.body-limit          32MiB  (default)
fetch.redirects           10  (default)
fetch.private-networks    subscribed  (default)
fetch.proxy               socks5h://ann:***@proxy.example:1080  (TIDINGS_FETCH_PROXY)
fetch.on-republish        ignore  (default)
schedule.interval         auto  (default)
schedule.min-interval     1h  (default)
schedule.max-interval     1w  (default)
keep.age                  forever  (default)
keep.per-feed             50  (default)
keep.responses            4MiB  (default)
dedupe.learned            suggest  (default)
");
    }

    #[test]
    fn eighty_columns_in_colour() {
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[1mstore                     ␛[0m/home/ann/.local/share/tidings/tidings.db␛[2m  (default)␛[0m
␛[1mcontact                   ␛[0mhttps://www.example.org/~ann/about-my-reader.html
                            ␛[2m(/home/ann/.config/tidings/config.toml:1)␛[0m
␛[1mformat                    ␛[0mtext␛[2m  (default)␛[0m
␛[1mcolor                     ␛[0mauto␛[2m  (default)␛[0m
␛[1mpager                     ␛[0mless -FRX␛[2m  (default)␛[0m
␛[1mzone                      ␛[0mEurope/Berlin␛[2m  (command line)␛[0m
␛[1mfetch.jobs                ␛[0m512␛[2m  (default)␛[0m
␛[1mfetch.per-host            ␛[0m2␛[2m  (default)␛[0m
␛[1mfetch.spacing             ␛[0m1s␛[2m  (default)␛[0m
␛[1mfetch.patience            ␛[0m10min␛[2m  (default)␛[0m
␛[1mfetch.connect-timeout     ␛[0m10s␛[2m  (default)␛[0m
␛[1mfetch.first-byte-timeout  ␛[0m30s␛[2m  (default)␛[0m
␛[1mfetch.idle-timeout        ␛[0m20s␛[2m  (default)␛[0m
␛[1mfetch.timeout             ␛[0m45s␛[2m  (default)␛[0m
␛[1mfetch.body-limit          ␛[0m32MiB␛[2m  (default)␛[0m
␛[1mfetch.redirects           ␛[0m10␛[2m  (default)␛[0m
␛[1mfetch.private-networks    ␛[0msubscribed␛[2m  (default)␛[0m
␛[1mfetch.proxy               ␛[0msocks5h://ann:***@proxy.example:1080
                            ␛[2m(TIDINGS_FETCH_PROXY)␛[0m
␛[1mfetch.on-republish        ␛[0mignore␛[2m  (default)␛[0m
␛[1mschedule.interval         ␛[0mauto␛[2m  (default)␛[0m
␛[1mschedule.min-interval     ␛[0m1h␛[2m  (default)␛[0m
␛[1mschedule.max-interval     ␛[0m1w␛[2m  (default)␛[0m
␛[1mkeep.age                  ␛[0mforever␛[2m  (default)␛[0m
␛[1mkeep.per-feed             ␛[0m50␛[2m  (default)␛[0m
␛[1mkeep.responses            ␛[0m4MiB␛[2m  (default)␛[0m
␛[1mdedupe.learned            ␛[0msuggest␛[2m  (default)␛[0m
",
        );
    }

    #[test]
    fn in_a_pipe() {
        samples::held(
            &told(&samples::piped()),
            "
store	/home/ann/.local/share/tidings/tidings.db	default
contact	https://www.example.org/~ann/about-my-reader.html	/home/ann/.config/tidings/config.toml:1
format	text	default
color	auto	default
pager	less -FRX	default
zone	Europe/Berlin	command line
fetch.jobs	512	default
fetch.per-host	2	default
fetch.spacing	1s	default
fetch.patience	10min	default
fetch.connect-timeout	10s	default
fetch.first-byte-timeout	30s	default
fetch.idle-timeout	20s	default
fetch.timeout	45s	default
fetch.body-limit	32MiB	default
fetch.redirects	10	default
fetch.private-networks	subscribed	default
fetch.proxy	socks5h://ann:***@proxy.example:1080	TIDINGS_FETCH_PROXY
fetch.on-republish	ignore	default
schedule.interval	auto	default
schedule.min-interval	1h	default
schedule.max-interval	1w	default
keep.age	forever	default
keep.per-feed	50	default
keep.responses	4MiB	default
dedupe.learned	suggest	default
",
        );
    }
}
