//! Figures in, plots of characters out; every one has a form in plain ASCII.

use super::paint::{columns, cut};
use super::safe;

const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_LEVELS: [char; 8] = ['_', '.', ',', '-', '=', '+', '*', '#'];
/// The last columns of a bar, from an eighth to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Columns enough for bars to be compared, and for a title to be known by.
const BAR: usize = 24;
const HEAT: [char; 5] = ['·', '░', '▒', '▓', '█'];
const ASCII_HEAT: [char; 5] = ['.', '-', '+', '*', '#'];
const HOURS: &str = "    0     3     6     9     12    15    18    21";
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A line of columns, one a value, the tallest that of the largest value.
pub fn sparkline(values: &[u64], unicode: bool) -> String {
    let levels = if unicode { LEVELS } else { ASCII_LEVELS };
    let most = values.iter().max().copied().unwrap_or(0);
    values.iter().map(|value| levels[level(*value, most, levels.len() - 1)]).collect()
}

/// Neighbouring values added up until there are no more than so many.
pub fn gathered(values: &[u64], most: usize) -> Vec<u64> {
    let together = values.len().div_ceil(most.max(1)).max(1);
    values.chunks(together).map(|chunk| chunk.iter().sum()).collect()
}

/// Horizontal bars, each behind its label and before its value, in so many columns.
pub fn bars(rows: &[(String, u64)], width: usize, unicode: bool) -> Vec<String> {
    let most = rows.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let labels: Vec<_> = rows.iter().map(|(label, _)| safe::line(label)).collect();
    // A third for the labels; more where the bars have enough all the same.
    let most_label = (width / 3).max(width.saturating_sub(BAR).min(BAR));
    let widest = labels.iter().map(|label| columns(label)).max().unwrap_or(0).min(most_label);
    let digits = most.to_string().len();
    let room = width.saturating_sub(widest + digits + 2).max(1);
    labels
        .iter()
        .zip(rows)
        .map(|(label, (_, value))| {
            let label = cut(label, widest);
            let padding = " ".repeat(widest - columns(&label));
            let bar = bar(*value, most, room, unicode);
            let gap = if bar.is_empty() { "" } else { " " };
            format!("{label}{padding} {bar}{gap}{value}")
        })
        .collect()
}

/// A bar of `value` where `most` would fill the columns. Something is never nothing.
pub fn bar(value: u64, most: u64, columns: usize, unicode: bool) -> String {
    let eighths = level(value, most, columns * 8);
    let whole = eighths / 8;
    if !unicode {
        return "#".repeat(whole + usize::from(eighths % 8 >= 4 || (whole == 0 && eighths > 0)));
    }
    let rest = (eighths % 8).checked_sub(1).map(|eighth| EIGHTHS[eighth]);
    "█".chars().cycle().take(whole).chain(rest).collect()
}

/// Counts by weekday (Monday first) and hour as a map of 7 lines and one above, 52 columns wide.
pub fn heat_map(counts: &[[u64; 24]; 7], unicode: bool) -> Vec<String> {
    let heat = if unicode { HEAT } else { ASCII_HEAT };
    let most = counts.iter().flatten().max().copied().unwrap_or(0);
    let row = |(day, counts): (&&str, &[u64; 24])| {
        let cells = counts.iter().flat_map(|count| {
            let cell = heat[level(*count, most, heat.len() - 1)];
            // Cells of two columns are about square; empty ones are better apart.
            [cell, if *count == 0 { ' ' } else { cell }]
        });
        format!("{day} {}", cells.collect::<String>().trim_end())
    };
    std::iter::once(HOURS.to_owned()).chain(WEEKDAYS.iter().zip(counts).map(row)).collect()
}

/// The value on a scale from 0 to `steps`, on which `most` is `steps` and only nothing is 0.
fn level(value: u64, most: u64, steps: usize) -> usize {
    if value == 0 || most == 0 {
        return 0;
    }
    let level = u128::from(value) * steps as u128 / u128::from(most);
    usize::try_from(level).unwrap_or(steps).clamp(1, steps.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparklines() {
        for (values, unicode, expected) in [
            (&[0, 1, 2, 4, 8][..], true, "▁▂▂▄█"),
            (&[0, 1, 2, 4, 8], false, "_..-#"),
            (&[0, 0], true, "▁▁"),
            (&[], true, ""),
            (&[1, u64::MAX], true, "▂█"),
        ] {
            assert_eq!(sparkline(values, unicode), expected);
        }
        assert_eq!(gathered(&[1, 2, 3, 4, 5], 2), [6, 9]);
        assert_eq!(gathered(&[1, 2], 5), [1, 2]);
        assert_eq!(gathered(&[], 0), Vec::<u64>::new());
    }

    #[test]
    fn bars_keep_to_their_columns() {
        let rows = [
            ("Tool Blog".to_owned(), 61),
            ("日本のブログの長い題名".to_owned(), 31),
            ("Quiet\u{1b}[2J".to_owned(), 0),
        ];
        assert_eq!(
            bars(&rows, 30, true),
            ["Tool Blog  ████████████████ 61", "日本のブ…  ████████▏ 31", "Quiet[2J   0"]
        );
        assert_eq!(bars(&rows[..1], 30, false), ["Tool Blog ################# 61"]);
        assert_eq!(bars(&[], 30, true), Vec::<String>::new());
        for width in 0..40 {
            bars(&rows, width, true);
        }
        assert_eq!(bar(1, 1000, 10, true), "▏");
        assert_eq!(bar(1, 1000, 10, false), "#");
    }

    #[test]
    fn a_week_by_the_hour() {
        let mut counts = [[0; 24]; 7];
        counts[0][16] = 8;
        counts[2][3] = 1;
        let map = heat_map(&counts, true);
        assert_eq!(map.len(), 8);
        assert_eq!(map[0], "    0     3     6     9     12    15    18    21");
        assert_eq!(map[1], "Mon · · · · · · · · · · · · · · · · ██· · · · · · ·");
        assert_eq!(map[3], "Wed · · · ░░· · · · · · · · · · · · · · · · · · · ·");
        assert_eq!(
            heat_map(&counts, false)[3],
            "Wed . . . --. . . . . . . . . . . . . . . . . . . ."
        );
        assert!(map.iter().all(|line| columns(line) <= 52));
    }
}
