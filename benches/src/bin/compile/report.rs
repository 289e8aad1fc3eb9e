//! The tables.

use mockit_benches::table::{Table, number, ratio};

use crate::library::Library;
use crate::results::{Cost, Results};
use crate::workload::Workload;

/// The tables of one workload: absolute numbers, slopes and ratios.
pub(crate) fn workload(results: &Results, workload: Workload, libs: &[Library]) -> String {
    let mut text = format!("### {workload}: {}\n\n", workload.describe());
    text += &format!("{}\n", absolute(results, workload, libs));
    text += &format!("{}", ratios(results, workload, libs));
    text
}

fn absolute(results: &Results, workload: Workload, libs: &[Library]) -> Table {
    let mut table = Table::new([
        "library",
        "check, CPU s",
        "test build, CPU s",
        "check, ms/method",
        "test build, ms/method",
        "IR lines",
        "stripped binary, KiB",
    ]);
    for &library in libs {
        let seconds = |cost| number(results.seconds(workload, library, cost), 3);
        let slope = |cost| {
            let net = results.net(workload, library, cost);
            let net = net.filter(|_| library != Library::Floor);
            number(net.map(|net| net * 1e3 / workload.mocked() as f64), 2)
        };
        let cell = results.cell(workload, library);
        let lines = cell.and_then(|cell| cell.ir_lines);
        let size = cell.and_then(|cell| cell.size);
        table.row([
            library.name().to_owned(),
            seconds(Cost::Check),
            seconds(Cost::TestBuild),
            slope(Cost::Check),
            slope(Cost::TestBuild),
            number(lines.map(|lines| lines as f64), 0),
            number(size.map(|size| size as f64 / 1024.0), 0),
        ]);
    }
    table
}

fn ratios(results: &Results, workload: Workload, libs: &[Library]) -> Table {
    let mut heading = vec!["ratio".to_owned()];
    let bases = [Library::Hand, Library::Mockall];
    for base in bases {
        for cost in [Cost::Check, Cost::TestBuild] {
            heading.push(format!("{} vs {base}", cost.name()));
            heading.push("net".to_owned());
        }
    }
    heading.push("test build vs best of unimock, mry, faux".to_owned());
    let mut table = Table::new(heading);
    for &library in libs {
        let mut row = vec![library.name().to_owned()];
        for base in bases {
            for cost in [Cost::Check, Cost::TestBuild] {
                let seconds = |library| results.seconds(workload, library, cost);
                let net = |library| results.net(workload, library, cost);
                row.push(ratio(seconds(library), seconds(base)));
                row.push(ratio(net(library), net(base)));
            }
        }
        let seconds = results.seconds(workload, library, Cost::TestBuild);
        row.push(ratio(seconds, best_other(results, workload)));
        table.row(row);
    }
    table
}

/// The CPU seconds of the test build with the cheapest of the other peers.
pub(crate) fn best_other(results: &Results, workload: Workload) -> Option<f64> {
    let peers = Library::OTHER_PEERS.into_iter();
    let seconds = peers.filter_map(|peer| results.seconds(workload, peer, Cost::TestBuild));
    seconds.reduce(f64::min)
}

/// The table of builds from nothing.
pub(crate) fn cold(results: &Results) -> String {
    let mut table = Table::new(["library", "CPU s", "crates", "CPU vs mockall"]);
    let mockall = results.cold.get(&Library::Mockall);
    for (library, cold) in &results.cold {
        table.row([
            library.name().to_owned(),
            number(Some(cold.seconds), 2),
            cold.crates.to_string(),
            ratio(Some(cold.seconds), mockall.map(|cold| cold.seconds)),
        ]);
    }
    format!("### Dependencies built from nothing\n\n{table}")
}
