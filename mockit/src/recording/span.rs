//! Times of the virtual clock, in words.

use std::time::Duration;

/// `1.5 s`; nothing of what is below a millisecond, which is as fine as tokio's clock is.
pub(super) fn span(time: Duration) -> Option<String> {
    let millis = time.as_millis();
    let (minutes, seconds) = (millis / 60_000, millis % 60_000);
    let seconds = match (minutes, seconds / 1000, seconds % 1000) {
        (_, 0, 0) => String::new(),
        (0, 0, rest) => format!("{rest} ms"),
        (_, whole, 0) => format!("{whole} s"),
        (_, whole, rest) => format!("{whole}.{rest:03} s").replace("0 s", " s").replace("0 s", " s"),
    };
    let units = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")];
    let larger = units.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    let parts: Vec<_> = larger.chain([seconds]).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        let text = |millis| span(Duration::from_millis(millis)).unwrap_or_default();
        let times = [0, 1, 250, 2000, 1500, 1050, 1005, 60_000, 62_100, 5_400_000, 90_000_000];
        let texts =
            ["", "1 ms", "250 ms", "2 s", "1.5 s", "1.05 s", "1.005 s", "1 min", "1 min 2.1 s", "1 h 30 min"];
        let expected: Vec<_> = texts.into_iter().chain(["1 d 1 h"]).collect();
        assert_eq!(times.map(text).to_vec(), expected);
        assert_eq!(span(Duration::from_micros(999)), None);
    }
}
