//! Numbers of things, in words.

/// A number of things: `1 article`, `1,000 feeds`.
pub fn count(number: usize, thing: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{grouped} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in
            [(0, "0 feeds"), (1, "1 feed"), (999, "999 feeds"), (1_234_567, "1,234,567 feeds")]
        {
            assert_eq!(count(number, "feed"), text);
        }
    }
}
