//! The tables, and the goals that the measurements are held against.

use crate::cases::Case;
use crate::cold::BASE;
use crate::growth::SIZES;
use crate::measure::Cold;
use crate::samples::Samples;
use crate::side::Kind;
use crate::table::{Table, number, ratio};
use crate::targets::verdict;

pub(crate) const CONTENDERS: [&str; 6] = ["floor", "mockit", "wiremock", "httpmock", "mockito", "httptest"];

/// Those that listen on a socket.
fn servers() -> &'static [&'static str] {
    &CONTENDERS[2..]
}

/// The row of a request with so many stubs.
pub(crate) fn stubs(size: usize) -> String {
    format!("{size} stubs")
}

/// The row of a request for the path that was registered first, of the most stubs.
pub(crate) fn first() -> String {
    format!("{} stubs, first path", SIZES[SIZES.len() - 1])
}

/// The row of what it takes to register so many.
pub(crate) fn registering(size: usize) -> String {
    format!("registering, of {size} stubs")
}

/// Medians of the requests and of start-ups, and their ratios.
pub(crate) fn requests(samples: &Samples, profile: &str) -> String {
    let mut times = Table::new([format!("median µs, {profile}")].into_iter().chain(names(&CONTENDERS)));
    let pairs = || CONTENDERS[2..].iter().map(|name| ("mockit", *name));
    let heading = ["mockit / floor".to_owned(), "mockit / fastest server".to_owned()];
    let heading = heading.into_iter().chain(pairs().map(|(part, whole)| format!("{part} / {whole}")));
    let mut ratios = Table::new([format!("ratio, {profile}")].into_iter().chain(heading));
    for row in Case::ALL.map(Case::name) {
        let time = |contender: &str| samples.median(&row, contender);
        times.row([row.clone()].into_iter().chain(CONTENDERS.map(|name| number(time(name), 2))));
        let fastest = fastest(samples, &row).map(|(_, time)| time);
        let first = [(time("floor"), 2), (fastest, 3)];
        let others = pairs().map(|(_, whole)| (time(whole), 3));
        let cells = first.into_iter().chain(others).map(|(whole, decimals)| {
            number(time("mockit").zip(whole).map(|(part, whole)| part / whole), decimals)
        });
        ratios.row([row.clone()].into_iter().chain(cells));
    }
    format!("### Requests and start-up\n\n{times}\n{ratios}")
}

/// Medians of a request with many stubs.
pub(crate) fn growth(samples: &Samples, profile: &str) -> String {
    let heading = SIZES.map(stubs).into_iter().chain(["10000 / 10".to_owned()]);
    let heading = heading.chain([first()]).chain(SIZES.map(registering));
    let mut table = Table::new([format!("µs, {profile}")].into_iter().chain(heading));
    for name in &CONTENDERS[1..] {
        let time = |row: String| samples.median(&row, name);
        let mut row = vec![(*name).to_owned()];
        row.extend(SIZES.map(|size| number(time(stubs(size)), 2)));
        row.push(ratio(time(stubs(10_000)), time(stubs(10))));
        row.push(number(time(first()), 2));
        row.extend(SIZES.map(|size| number(time(registering(size)), 2)));
        table.row(row);
    }
    format!(
        "### GET of the path that was registered last, and registering one stub\n\n{table}\n\
         A dash: registering them all takes more than a minute. The newest stub is tried first by httptest."
    )
}

/// The builds from nothing.
pub(crate) fn cold(builds: &[(&'static str, Cold)]) -> String {
    let mut table = Table::new(["built, dev profile", "crates", "CPU s", "crates more", "CPU s more"]);
    let base = of(builds, BASE);
    for (name, cold) in builds {
        let label = if *name == BASE { BASE.to_owned() } else { format!("+ {name}") };
        let more = base.filter(|_| *name != BASE);
        table.row([
            label,
            cold.crates.to_string(),
            number(Some(cold.seconds), 1),
            number(more.map(|base| cold.crates as f64 - base.crates as f64), 0),
            number(more.map(|base| cold.seconds - base.seconds), 1),
        ]);
    }
    format!("### Dependencies built from nothing\n\n{table}")
}

/// The goals. What was not measured says so.
pub(crate) fn goals(samples: &Samples, builds: &[(&'static str, Cold)], release: bool) -> String {
    let get = Case::Sequential(Kind::Get).name();
    // Beside each ratio of medians stands that of the least, which other load on the machine moves less.
    let ratio = |name: &str, (row, own): (&str, &str), (whole_row, whole): (&str, &str), limit: f64| {
        let of = |time: &dyn Fn(&str, &str) -> Option<f64>| Some(time(row, own)? / time(whole_row, whole)?);
        let measured = of(&|row, name| samples.median(row, name));
        let least = number(of(&|row, name| samples.least(row, name)), 3);
        verdict(name, measured, limit, &format!(" (of the least {least})"))
    };
    let against = |row: &str, name: &str, limit: f64| {
        let server = fastest(samples, row).map_or("none", |(server, _)| server);
        ratio(&format!("{name} vs fastest server ({server})"), (row, "mockit"), (row, server), limit)
    };
    let more = of(builds, "mockit").zip(of(builds, BASE));
    let crates = more.map(|(own, base)| own.crates as f64 - base.crates as f64);
    let seconds = more.map(|(own, base)| own.seconds - base.seconds);
    // A test's request costs less in proportion where nothing is optimized.
    let limit = if release { 1.0 / 15.0 } else { 1.0 / 10.0 };
    [
        ratio(&format!("{get}, vs floor"), (&get, "mockit"), (&get, "floor"), 1.8),
        against(&get, &format!("{get},"), limit),
        against(&Case::StartUp.name(), "start-up", 1.0 / 6.0),
        ratio("GET with 10000 stubs vs 10", (&stubs(10_000), "mockit"), (&stubs(10), "mockit"), 1.2),
        verdict("crates on top of the base", crates, 8.0, ""),
        verdict("CPU seconds on top of the base", seconds, 5.0, ""),
    ]
    .join("\n")
}

fn fastest(samples: &Samples, row: &str) -> Option<(&'static str, f64)> {
    let times = servers().iter().filter_map(|name| Some((*name, samples.median(row, name)?)));
    times.min_by(|a, b| a.1.total_cmp(&b.1))
}

fn of(builds: &[(&'static str, Cold)], wanted: &str) -> Option<Cold> {
    builds.iter().find(|(name, _)| *name == wanted).map(|(_, cold)| *cold)
}

fn names(contenders: &[&str]) -> impl Iterator<Item = String> {
    contenders.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().into_iter()
}
