//! What a text's hash and the likeness of two texts say.

use super::super::{similarity, text_hash};
use super::decisions::{HARBOUR, ORCHARD, TELESCOPE};

#[test]
fn typography_is_no_edit() {
    for (a, b, same) in [
        ("it's \"so\" - ok...", "it’s “so” — ok…", true),
        ("two  words\n", " two words", true),
        ("soft\u{ad}hy\u{200b}phen", "softhyphen", true),
        ("caf\u{e9}", "cafe\u{301}", true),
        ("two words", "twowords", false),
        ("Two words", "two words", false),
        ("a - b", "a + b", false),
    ] {
        assert_eq!(text_hash(a) == text_hash(b), same, "{a:?} {b:?}");
    }
    assert_eq!(text_hash(" \n\u{ad}"), 0);
}

#[test]
fn likeness_of_texts() {
    let close = |a: &str, b: &str| similarity(a, b).expect("long enough");
    assert!((close(HARBOUR, HARBOUR) - 1.0).abs() < 1e-9);
    assert!(close(HARBOUR, &HARBOUR.to_uppercase()) > 0.99, "letter case is no difference");
    assert!(close(HARBOUR, &format!("{HARBOUR} and so on")) > 0.85);
    assert!(close(HARBOUR, ORCHARD) < 0.05);
    // The beginning of a text agrees with the whole, however long that is.
    assert!(close(HARBOUR, &format!("{HARBOUR} {ORCHARD} {TELESCOPE}")) > 0.9);
    // Repetition counts: a chorus is not its verse.
    let chorus = "row row row your boat ".repeat(8);
    let verse = format!("{} {HARBOUR}", "row row row your boat ".repeat(2));
    assert!(close(&chorus, &verse) < 0.5);
}

#[test]
fn short_texts_say_nothing() {
    let words = |n: usize| vec!["word"; n].join(" ");
    assert_eq!(similarity(&words(23), &words(40)), None);
    assert_eq!(similarity(&words(40), &words(23)), None);
    assert!(similarity(&words(24), &words(24)).is_some());
    assert_eq!(similarity("", HARBOUR), None);
}

#[test]
fn scripts_without_spaces_have_words() {
    let crane =
        "港湾委员会在两个干燥的夏季延误之后批准了第二台起重机第一批船只将在春季从新码头卸货";
    let pears =
        "修剪一棵老梨树从枯木开始然后是交叉的枝条只有在第三个冬天你才会缩短树冠因为一下子失去";
    assert!(similarity(crane, crane).is_some_and(|x| x > 0.99));
    assert!(similarity(crane, pears).is_some_and(|x| x < 0.1));
}

#[test]
fn books_cost_no_more_than_articles() {
    let book = "all work and no play makes a dull text ".repeat(100_000);
    let start = std::time::Instant::now();
    assert!(similarity(&book, &book).is_some());
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
}
