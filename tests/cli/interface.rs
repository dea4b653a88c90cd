//! What holds for every command: pipes, errors, settings, help.

use std::process::Stdio;

use crate::{PINTEREST, home::Home};

#[test]
fn a_closed_pipe_is_success() {
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    for command in ["list", "list --format json", "list --format html", "man", "config", "export"] {
        let ran = home.shell(&format!("{{ tidings {command}; echo $? >&2; }} | head -c 1"));
        assert_eq!(ran.stderr, "0\n", "{command}");
    }
}

#[test]
fn a_full_disk_is_told() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    let said = home.shell("tidings list > /dev/full").fails(1);
    assert!(said.starts_with("error: standard output: "), "{said}");
}

#[test]
fn errors_are_json_where_json_was_asked_for() {
    let home = Home::new();
    for arguments in [
        &["list", "--json", "--since", "3m"][..],
        &["list", "--json", "--nonsense"],
        &["feeds", "--json", "nowhere"],
        &["show", "--json", "zzzz"],
    ] {
        let ran = home.run(arguments);
        assert_ne!(ran.code, 0);
        let error: serde_json::Value = serde_json::from_str(&ran.stderr).expect("JSON");
        assert_eq!(error["type"], "error", "{arguments:?}");
        assert!(error["code"].is_string() && error["message"].is_string(), "{error}");
    }
}

#[test]
fn messages_and_errors_are_json_where_the_log_is() {
    let home = Home::new();
    for arguments in [
        &["show", "zzzz", "--log-format", "json"][..],
        &["list", "--log-format=json", "--nonsense"],
        &["--log-format", "json", "list", "--since", "3m"],
    ] {
        let ran = home.run(arguments);
        let error: serde_json::Value = serde_json::from_str(&ran.stderr).expect("JSON");
        assert_eq!(error["type"], "error", "{arguments:?}");
    }
}

#[test]
fn not_even_an_error_brings_control_characters_to_a_terminal() {
    let home = Home::new();
    for format in [&["--log-format", "json"][..], &["--json"], &[]] {
        let ran = home.run(&[&["feeds", "\u{9b}31m\u{202e}zz"][..], format].concat());
        assert_ne!(ran.code, 0);
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!ran.stderr.contains(hidden), "{format:?}: {:?}", ran.stderr);
    }
}

#[test]
fn mistakes_are_named_with_the_way_out() {
    let home = Home::new();
    for (arguments, message, hint) in [
        (&["list", "--nonsense"][..], "--nonsense: is not understood", "tidings list --help"),
        (&["list", "--forma", "csv"], "--forma: is not understood", "did you mean --format?"),
        (&["lst"], "lst: there is no such command", "did you mean list?"),
        (&["list", "-n", "abc"], "--limit <N>: cannot be \"abc\"", "tidings list"),
        (&["list", "--color", "purple"], "cannot be \"purple\"", "one of auto, always, never"),
        (&["add"], "<SOURCE>...: is missing", "tidings add <SOURCE>..."),
        (&["list", "-0"], "-0: ends ids", "--format ids -0"),
        (&["list", "--store", ""], "--store: is empty", "leave it out"),
        (&["mark", "read", "--query", " "], "--query: is empty", "is:unread"),
    ] {
        let said = home.run(arguments).fails(2);
        let lines: Vec<&str> = said.lines().collect();
        let [first, second] = lines.as_slice() else { panic!("{arguments:?}: {said}") };
        assert!(first.starts_with("error: ") && first.contains(message), "{said}");
        assert!(second.starts_with("hint: ") && second.contains(hint), "{said}");
    }
}

#[test]
fn colour_is_for_terminals_unless_it_was_asked_for() {
    let coloured = |home: &Home, arguments: &[&str]| home.run(arguments).ok().contains('\u{1b}');
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    assert!(!coloured(&home, &["list"]));
    assert!(coloured(&home, &["list", "--color", "always"]));
    assert!(coloured(&home, &["show", "er44", "--color", "always"]));
    let forced = Home::new().with("CLICOLOR_FORCE", "1");
    forced.run(&["fetch", PINTEREST]).ok();
    assert!(coloured(&forced, &["list"]));
    assert!(!coloured(&forced, &["list", "--color", "never"]));
    assert!(!coloured(&forced, &["list", "--ndjson"]), "data is never coloured");
    // What was coloured for reading still names articles.
    assert_eq!(forced.shell("tidings list -n 1 | tidings mark read -").code, 0);
    assert!(coloured(&home, &["--color", "always", "help"]));
    assert!(coloured(&home, &["--color=always", "list", "--help"]));
    assert!(!coloured(&forced, &["--color", "never", "help"]));
    assert!(!coloured(&home, &["help"]));
    let both = Home::new().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1");
    both.run(&["fetch", PINTEREST]).ok();
    assert!(!coloured(&both, &["list"]));
}

#[test]
fn settings_come_from_flag_environment_file_and_default_in_that_order() {
    let mut home = Home::new().with("TIDINGS_ZONE", "+02:00");
    std::fs::create_dir_all(home.path(".config/tidings")).expect("a folder");
    home.write(".config/tidings/config.toml", "zone = \"UTC\"\nformat = \"ids\"\n");
    let settings = home.run(&["config"]).ok();
    assert!(settings.contains("zone\t+02:00\tTIDINGS_ZONE\n"), "{settings}");
    assert!(settings.contains("format\tids\t"), "{settings}");
    assert!(settings.contains("fetch.jobs\t512\tdefault\n"), "{settings}");
    let settings = home.run(&["config", "--store", "other.db"]).ok();
    assert!(settings.contains("store\tother.db\tcommand line\n"), "{settings}");
    home.write(".config/tidings/config.toml", "zome = \"UTC\"\n");
    let said = home.run(&["list"]).fails(1);
    assert!(said.contains("zome") && said.contains("zone"), "{said}");
    assert!(said.contains("hint: mend or remove that line"), "{said}");
    home.set_now("yesterday");
    home.write(".config/tidings/config.toml", "");
    home.run(&["list"]).fails(2);
}

#[test]
fn a_foreign_file_is_refused_and_left_alone() {
    let home = Home::new();
    let path = home.write("letter.txt", "Dear all, this is not a database but a letter to you.");
    for command in ["list", "fetch", "feeds"] {
        let said = home.run(&[command, "--store", &path]).fails(1);
        assert!(said.contains("not a tidings store") && said.contains("hint: "), "{said}");
    }
    let text = std::fs::read_to_string(&path).expect("the letter");
    assert!(text.starts_with("Dear all"));
}

#[test]
fn help_man_and_completions_speak_of_every_command() {
    let home = Home::new();
    let help = home.run(&["--help"]).ok();
    let man = home.run(&["man"]).ok();
    let (_, listed) = help.split_once("Commands:\n").expect("a list of commands");
    let commands: Vec<&str> = listed
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty())
        })
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands {
        assert!(man.contains(command), "man: {command}");
        assert!(home.run(&[command, "--help"]).ok().contains("Usage: tidings"), "{command}");
        assert!(home.run(&["man", command]).ok().contains(command), "{command}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(home.run(&["completions", shell]).ok().contains("TIDINGS_COMPLETE"), "{shell}");
    }
    assert!(home.run(&["--version"]).ok().starts_with("tidings "));
    home.run(&["nonsense"]).fails(2);
}

#[test]
fn manual_pages_list_what_an_option_takes() {
    let home = Home::new();
    for (command, values) in [
        ("fetch", &["wait", "skip", "fail", "any", "all", "never"][..]),
        ("list", &["published", "received", "relevance", "feed", "title"]),
        ("search", &["published", "received"]),
        ("completions", &["bash", "elvish", "fish", "powershell", "zsh"]),
        ("config", &["auto", "always", "never", "text", "json"]),
    ] {
        let page = home.run(&["man", command]).ok();
        let listed: Vec<&str> = page
            .split(".IP \\(bu 2\n")
            .skip(1)
            .filter_map(|item| item.lines().next()?.split(':').next())
            .collect();
        for value in values {
            assert!(listed.contains(value), "man {command}: {value} in {listed:?}");
        }
    }
}

#[test]
fn an_interrupted_fetch_keeps_what_it_has() {
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    let path = home.write("slow.sh", "touch started; sleep 30\n");
    let mut child = home
        .command(&["fetch", &format!("exec:sh {path}")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("tidings starts");
    // The signals are listened for before the first program is started.
    while !home.path("started").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let killed = home.shell(&format!("kill -TERM {}", child.id()));
    assert_eq!(killed.code, 0);
    let status = child.wait().expect("tidings ends");
    assert_eq!(status.code(), Some(143));
    assert_eq!(home.run(&["list"]).ok().lines().count(), 31);
}
