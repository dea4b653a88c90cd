//! A word of a date in, what it names out: months, halves of the day, zones, in the languages
//! that feeds have been seen to use. All names are written as `folded` leaves them.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// English short names come first: they are what the standards prescribe.
const SHORT: &[(&str, u32)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    // Short forms that are no beginnings of the name.
    ("mrt", 3),
    ("maj", 5),
    ("mai", 5),
    ("mei", 5),
    ("set", 9),
    ("sept", 9),
    ("okt", 10),
];

/// Month names, as they stand in dates; beginnings of three letters and more count too.
#[rustfmt::skip]
const LANGUAGES: &[[&str; 12]] = &[
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
    ["januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"],
    ["janner", "feber", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"],
    ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"],
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
    ["janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    ["gener", "febrer", "marc", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"],
    ["ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"],
    ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "desember"],
    ["tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesakuuta", "heinakuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"],
    ["jaanuar", "veebruar", "marts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember"],
    ["sausio", "vasario", "kovo", "balandzio", "geguzes", "birzelio", "liepos", "rugpjucio", "rugsejo", "spalio", "lapkricio", "gruodzio"],
    ["januar", "februar", "marcius", "aprilis", "majus", "junius", "julius", "augusztus", "szeptember", "oktober", "november", "december"],
    ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "wrzesnia", "pazdziernika", "listopada", "grudnia"],
    ["styczen", "luty", "marzec", "kwiecien", "maj", "czerwiec", "lipiec", "sierpien", "wrzesien", "pazdziernik", "listopad", "grudzien"],
    ["ledna", "unora", "brezna", "dubna", "kvetna", "cervna", "cervence", "srpna", "zari", "rijna", "listopadu", "prosince"],
    ["leden", "unor", "brezen", "duben", "kveten", "cerven", "cervenec", "srpen", "zari", "rijen", "listopad", "prosinec"],
    ["januara", "februara", "marca", "aprila", "maja", "juna", "jula", "augusta", "septembra", "oktobra", "novembra", "decembra"],
    ["sijecnja", "veljace", "ozujka", "travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", "listopada", "studenoga", "prosinca"],
    ["januar", "februar", "mart", "april", "maj", "jun", "jul", "avgust", "septembar", "oktobar", "novembar", "decembar"],
    ["ocak", "subat", "mart", "nisan", "mayıs", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasım", "aralık"],
    ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"],
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    ["январь", "февраль", "март", "апрель", "маи", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
    ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
    ["януари", "февруари", "март", "април", "маи", "юни", "юли", "август", "септември", "октомври", "ноември", "декември"],
    ["ιανουαριου", "φεβρουαριου", "μαρτιου", "απριλιου", "μαιου", "ιουνιου", "ιουλιου", "αυγουστου", "σεπτεμβριου", "οκτωβριου", "νοεμβριου", "δεκεμβριου"],
    ["ιανουαριος", "φεβρουαριος", "μαρτιος", "απριλιος", "μαιος", "ιουνιος", "ιουλιος", "αυγουστος", "σεπτεμβριος", "οκτωβριος", "νοεμβριος", "δεκεμβριος"],
    ["يناير", "فبراير", "مارس", "ابريل", "مايو", "يونيو", "يوليو", "اغسطس", "سبتمبر", "اكتوبر", "نوفمبر", "ديسمبر"],
    ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
    ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
];

/// Zones by name, in minutes east of UTC. Names of several zones are left out unless RFC 822
/// gives them a meaning: an hour that may be wrong is worse than none.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("sast", 120),
    ("cat", 120),
    ("eat", 180),
    ("msk", 180),
    ("msd", 240),
    ("pkt", 300),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("acdt", 630),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("nst", -210),
    ("ndt", -150),
    ("adt", -180),
    ("at", -240),
    ("brt", -180),
    ("art", -180),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("mt", -420),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
];

/// Words between the parts.
const FILLERS: &[&str] = &[
    "of", "at", "the", "on", "de", "del", "den", "der", "um", "uhr", "klo", "kl", "le", "la", "el",
    "las", "los", "a", "as", "alle", "ore", "o", "st", "nd", "rd", "th", "er", "г", "года", "р",
    "року", "в", "etc", "e",
];

/// The text in lower case, without accents and without what stands in parentheses.
pub(super) fn folded(text: &str) -> String {
    let mut out: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        // Composed again at the end, since decomposition takes Korean syllables apart.
        let lower = text.to_lowercase();
        lower.nfkd().filter(|c| !is_combining_mark(*c)).nfc().collect()
    };
    while let Some(open) = out.find('(') {
        let close = out[open..].find(')').map_or(out.len(), |at| open + at + 1);
        out.replace_range(open..close, " ");
    }
    for (long, short) in [("a.m.", "am"), ("p.m.", "pm"), ("a. m.", "am"), ("p. m.", "pm")] {
        if out.contains(long) {
            out = out.replace(long, short);
        }
    }
    out
}

/// The month of a name in any language; nothing if two languages disagree.
pub(super) fn month(word: &str) -> Option<u32> {
    if let Some((_, month)) = SHORT.iter().find(|(short, _)| *short == word) {
        return Some(*month);
    }
    agreed(|name| name == word).or_else(|| {
        let long_enough = word.chars().count() >= 3;
        if long_enough { agreed(|name| name.starts_with(word)) } else { None }
    })
}

fn agreed(fits: impl Fn(&str) -> bool) -> Option<u32> {
    let mut months = LANGUAGES
        .iter()
        .flat_map(|names| names.iter().zip(1..))
        .filter(|(name, _)| fits(name))
        .map(|(_, month)| month);
    let first = months.next()?;
    months.all(|month| month == first).then_some(first)
}

/// Whether a word means the afternoon or the morning. German dates begin with `am`, which is
/// none of it, hence the question whether there was a time before.
pub(super) fn afternoon(word: &str, timed: bool) -> Option<bool> {
    match word {
        "pm" if timed => Some(true),
        "am" if timed => Some(false),
        "오후" | "下午" | "午後" => Some(true),
        "오전" | "上午" | "午前" => Some(false),
        _ => None,
    }
}

/// Seconds east of UTC in a zone.
pub(super) fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| minutes * 60)
}

/// Whether a word begins like an English weekday: most do, and need not be looked for in all
/// languages.
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|start| DAYS.contains(&start))
        && (word.len() <= 5 || word.ends_with("day"))
}

/// Whether a word adds nothing.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}
