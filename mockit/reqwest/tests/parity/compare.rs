//! The differences, against those that are known.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::known::Known;
use crate::run::Outcome;

struct Difference {
    key: String,
    line: String,
}

/// One line for each difference that is not known, and for each known one that is none any more.
pub fn against(known: &[Known], outcomes: &[Outcome]) -> Vec<String> {
    let mut failures = Vec::new();
    for outcome in outcomes {
        let mut found = differences(outcome);
        let of_it = known.iter().filter(|known| known.scenarios.iter().any(|name| fits(name, outcome.name)));
        for key in of_it.flat_map(|known| known.keys) {
            let before = found.len();
            found.retain(|difference| !fits(key, &difference.key));
            if found.len() == before {
                failures.push(format!("{} | {key} | is a known difference, and is none", outcome.name));
            }
        }
        failures.extend(found.into_iter().map(|difference| difference.line));
    }
    failures
}

/// One line for each known difference of scenarios that are not there.
pub fn without_scenario(known: &[Known], outcomes: &[Outcome]) -> Vec<String> {
    let names = known.iter().flat_map(|known| known.scenarios);
    let unused = names.filter(|name| !outcomes.iter().any(|outcome| fits(name, outcome.name)));
    unused.map(|name| format!("{name} | has known differences, and is no scenario")).collect()
}

fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => text.ends_with(end),
        (None, Some(begin)) => text.starts_with(begin),
        (None, None) => text == pattern,
    }
}

fn differences(outcome: &Outcome) -> Vec<Difference> {
    let Outcome { name, real, mock } = outcome;
    let mut found = Vec::new();
    let mut differ = |key: &String, real: String, mock: String| {
        let line = format!("{name} | {key} | real: {real} | mock: {mock}");
        found.push(Difference { key: key.clone(), line });
    };
    let shown = |value: Option<&String>| value.map_or("(none)".to_owned(), |value| format!("{value:?}"));
    for key in real.values.keys().chain(mock.values.keys()).collect::<BTreeSet<_>>() {
        let (real, mock) = (real.values.get(key), mock.values.get(key));
        if real != mock {
            differ(key, shown(real), shown(mock));
        }
    }
    for (key, real) in &real.took {
        let mock = mock.took.get(key).copied().unwrap_or_default();
        // tokio's timers are never early, and the machine is often late.
        let (early, late) =
            (mock.saturating_sub(Duration::from_millis(5)), mock + Duration::from_millis(1500));
        if !(early..late).contains(real) {
            differ(key, format!("{real:?}"), format!("{mock:?}"));
        }
    }
    found
}
