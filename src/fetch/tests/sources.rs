//! Files and programs in, documents out.

use super::*;

#[test]
fn files_are_read_and_missing_ones_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a b.xml");
    std::fs::write(&path, "<rss/>").expect("a file");
    let shown = path.to_str().expect("UTF-8");
    let answer = fetch(request(shown));
    assert_eq!(body(&answer), b"<rss/>");
    assert_eq!(answer.bytes, 6);
    let FetchOutcome::Fetched(document) = answer.outcome else { panic!() };
    assert!(
        document.final_url.starts_with("file:///") && document.final_url.ends_with("a%20b.xml")
    );
    assert_eq!(body(&fetch(request(document.final_url))), b"<rss/>");
    assert_eq!(code(&fetch(request(format!("{shown}.not")))), "file-not-found");
    assert_eq!(code(&fetch(request(folder.path().to_str().expect("UTF-8")))), "file-unreadable");
    let small = Policy { max_body: 3, ..policy() };
    assert_eq!(code(&fetch_with(request(shown), &small)), "too-large");
}

#[test]
fn programs_are_run_without_a_shell() {
    for (command, expected) in [
        ("exec:printf '<rss>%s</rss>' 'a b;$HOME'", Ok("<rss>a b;$HOME</rss>")),
        ("exec:sh -c 'echo one; echo why >&2; exit 3'", Err("sh ended with exit status 3: why")),
        ("exec:sh -c 'kill -9 $$'", Err("sh was killed by a signal")),
        (
            "exec:no-such-program-here",
            Err("cannot run no-such-program-here: no such file or directory"),
        ),
        ("exec:sleep 30", Err("timed out after 2 s waiting for the rest of the answer from sleep")),
        ("exec:yes", Err("the output of yes is larger than 1 MiB")),
        ("exec:sh -c 'head -c 300000 /dev/zero >&2; echo done'", Ok("done\n")),
    ] {
        let answer = fetch(request(command));
        match (&answer.outcome, expected) {
            (FetchOutcome::Fetched(document), Ok(text)) => {
                assert_eq!(String::from_utf8_lossy(&document.body), text, "{command}");
            }
            (FetchOutcome::Failed(error), Err(message)) => assert_eq!(error.to_string(), message),
            (other, _) => panic!("{command}: {other:?}"),
        }
    }
}

#[test]
fn an_address_that_cannot_be_fetched_is_an_answer_too() {
    for url in ["ftp://a.example/", "nonsense", "exec:", "exec:'", "http://"] {
        assert_eq!(code(&fetch(request(url))), "bad-url", "{url}");
    }
    assert!(fetch_many(Vec::new(), &policy()).is_empty());
}
