//! The targets of the project for compile cost, held against the results.

use mockit_benches::targets::verdict;

use crate::library::Library;
use crate::report::best_other;
use crate::results::{Cost, Results};
use crate::workload::Workload;

/// One line for each target and workload it applies to.
pub(crate) fn verdicts(results: &Results, workloads: &[Workload]) -> String {
    let mut lines = Vec::new();
    for &workload in workloads {
        let goal = |cost: Cost, base: Library, limit: f64, what: &str| {
            let (measured, note) = against(results, workload, cost, base);
            let name = format!("{workload} {what} vs {base}");
            verdict(&name, measured, limit, &note)
        };
        if workload.uses == 0 {
            for cost in [Cost::Check, Cost::TestBuild] {
                let what = format!("unused mocks (U=0), {}", cost.name());
                lines.push(goal(cost, Library::Hand, 1.5, &what));
            }
            continue;
        }
        lines.push(goal(Cost::Check, Library::Hand, 1.2, "check"));
        lines.push(goal(Cost::TestBuild, Library::Hand, 1.4, "test build"));
        lines.push(goal(Cost::Check, Library::Mockall, 1.0 / 7.0, "check"));
        lines.push(goal(Cost::TestBuild, Library::Mockall, 0.2, "test build"));
        let own = results.seconds(workload, Library::Mockit, Cost::TestBuild);
        let measured = own.zip(best_other(results, workload));
        lines.push(verdict(
            &format!("{workload} test build vs best other peer"),
            measured.map(|(own, best)| own / best),
            0.4,
            "",
        ));
    }
    let cold = |library| results.cold.get(&library).map(|cold| cold.seconds);
    let measured = cold(Library::Mockit).zip(cold(Library::Mockall));
    lines.push(verdict("cold build vs mockall", measured.map(|(own, peer)| own / peer), 0.8, ""));
    lines.join("\n")
}

/// mockit's cost against that of `base`: of the whole crate, which is what the
/// targets are about, and in a note of what is above the floor.
fn against(results: &Results, workload: Workload, cost: Cost, base: Library) -> (Option<f64>, String) {
    let quotient = |own: Option<f64>, base: Option<f64>| own.zip(base).map(|(a, b)| a / b);
    let whole =
        quotient(results.seconds(workload, Library::Mockit, cost), results.seconds(workload, base, cost));
    let net = quotient(results.net(workload, Library::Mockit, cost), results.net(workload, base, cost));
    let note = net.map_or_else(String::new, |net| format!(" (net of the floor {net:.3})"));
    (whole, note)
}
