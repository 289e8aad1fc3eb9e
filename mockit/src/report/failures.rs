//! What doubles hold against their test, until it is known what the test itself says.

use super::{Unmet, verification};

/// All that a double holds against its test.
#[derive(Default)]
pub(crate) struct Failures {
    pub(crate) unmet: Vec<Unmet>,
    /// Reports of calls that failed, and whose panic may have been swallowed.
    pub(crate) swallowed: Vec<String>,
    /// What explains the others, and is nothing by itself.
    pub(crate) below: String,
    /// Tells what happened before.
    pub(crate) happened: Option<Happened>,
}

/// Tells what the doubles of a test were called with.
pub(crate) type Happened = Box<dyn Fn() -> String + Send>;

impl Failures {
    pub(crate) fn is_empty(&self) -> bool {
        self.unmet.is_empty() && self.swallowed.is_empty()
    }

    /// `None` where there is nothing but what was `said` already.
    pub(crate) fn text(mut self, said: Option<&str>) -> Option<String> {
        if let Some(said) = said {
            self.swallowed.retain(|text| text != said);
            self.unmet.retain(|unmet| !repeats(&unmet.sentence, said));
        }
        Some(verification(&self.unmet, &self.swallowed, &String::new)? + &self.below)
    }

    /// What a double that is alone says, with what happened before.
    pub(crate) fn report(self) -> Option<Report> {
        let happened = || self.happened.as_ref().map(|tell| tell()).unwrap_or_default();
        let whole = verification(&self.unmet, &self.swallowed, &happened)? + &self.below;
        let plain = verification(&self.unmet, &self.swallowed, &String::new)? + &self.below;
        Some(Report { whole, plain })
    }
}

/// What fails a test.
pub(crate) struct Report {
    pub(crate) whole: String,
    /// Without what happened before, which a guard tells once.
    pub(crate) plain: String,
}

/// Does a sentence only count the calls of which the last one was too many, and said so?
fn repeats(sentence: &str, said: &str) -> bool {
    let expectation =
        sentence.split_once(" called ").filter(|(_, bound)| bound.contains(" more than expected "));
    expectation.is_some_and(|(expectation, _)| said.starts_with(expectation))
}

/// More would bury the ones that matter.
const SHOWN_DOUBLES: usize = 50;

/// What all doubles of a test say; several may say the same.
pub(crate) fn of_all_doubles(texts: Vec<String>) -> Option<String> {
    let mut parts: Vec<(String, usize)> = Vec::new();
    for text in texts {
        match parts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => parts.push((text, 1)),
        }
    }
    let more = parts.len().saturating_sub(SHOWN_DOUBLES);
    let shown = parts.into_iter().take(SHOWN_DOUBLES).map(|(text, count)| match count {
        1 => text,
        2 => text + "\n\n  So says another double.",
        n => format!("{text}\n\n  So say {} other doubles.", n - 1),
    });
    let mut shown: Vec<String> = shown.collect();
    if more > 0 {
        shown.push(format!("… and {more} more"));
    }
    (!shown.is_empty()).then(|| shown.join("\n\n"))
}

/// Below the panic with which a test has failed.
pub(crate) fn below_panic(text: &str) -> String {
    format!("\nand, of the doubles of the same test:\n{text}")
}

/// Beside the error that a test has returned, which is printed after it.
pub(crate) fn beside_error(text: &str) -> String {
    format!("\nThe test has returned an error. Of its doubles:\n{text}")
}
