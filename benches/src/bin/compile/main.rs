//! Measures what mocks cost the compiler: the same generated workload with
//! every library, with doubles written by hand, and with none, side by side.

mod described;
mod doubles;
mod functions;
mod generic;
mod goals;
mod hand;
mod library;
mod measure;
mod methods;
mod options;
mod project;
mod report;
mod results;
mod source;
mod subject;
mod traits;
mod workload;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mockit_benches::machine;

use crate::options::{Options, USAGE};
use crate::project::{Project, generate_empty};
use crate::results::{Cost, Measured, Results};

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let temporary = std::env::temp_dir().join(format!("mockit-compile-{}", std::process::id()));
    let root = options.keep.clone().unwrap_or_else(|| temporary.clone());
    fs::create_dir_all(&root).map_err(|error| error.to_string())?;
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    println!("## Compile cost\n\n{}", machine::describe());

    let outcome = measure_all(options, &root);
    // Nothing can be done about files that are left in a temporary directory.
    let _ = fs::remove_dir_all(&temporary);
    let results = outcome?;

    for &workload in &options.workloads {
        println!("{}", report::workload(&results, workload, &options.libs));
    }
    if options.cold {
        println!("{}", report::cold(&results));
    }
    println!("### Targets\n");
    println!("{}\n", goals::verdicts(&results, &options.workloads));
    println!(
        "Noise: the median of {} rounds is at most {:.0} % above the least. Load at end: {}.",
        options.rounds,
        results.noise() * 100.0,
        machine::load()
    );
    Ok(())
}

fn measure_all(options: &Options, root: &Path) -> Result<Results, String> {
    let projects = prepare(options, root)?;
    println!("- versions: {}\n", versions(&projects));

    let mut results = Results::default();
    for project in &projects {
        let measured = Measured::default();
        results.cells.push((project.workload, project.library, measured));
    }
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        for (project, (_, _, measured)) in projects.iter().zip(&mut results.cells) {
            measured.rounds(Cost::Check).push(measure::check(project)?);
            let seconds = measure::test_build(project)?;
            measured.rounds(Cost::TestBuild).push(seconds);
        }
    }
    for (project, (_, _, measured)) in projects.iter().zip(&mut results.cells) {
        measured.size = complain(measure::stripped_size(project));
        measured.ir_lines = complain(measure::ir_lines(project));
    }
    if options.cold {
        for round in 1..=2 {
            eprintln!("cold build {round} of 2");
            cold(options, root, &mut results)?;
        }
    }
    Ok(results)
}

/// Generates the projects, builds each once and runs its tests. A library that
/// cannot do it or fails is left out, which the report shows as dashes.
fn prepare(options: &Options, root: &Path) -> Result<Vec<Project>, String> {
    let mut projects = Vec::new();
    for &workload in &options.workloads {
        for &library in options.libs.iter().filter(|library| library.can(workload.shape)) {
            eprintln!("preparing {workload} with {library}");
            let project = Project::generate(root, library, workload)
                .map_err(|error| format!("cannot write below {}: {error}", root.display()))?;
            if complain(measure::prepare(&project)).is_some() {
                projects.push(project);
            }
        }
    }
    Ok(projects)
}

fn cold(options: &Options, root: &Path, results: &mut Results) -> Result<(), String> {
    for &library in &options.libs {
        if library.dependency().is_none() {
            continue;
        }
        let dir: PathBuf = generate_empty(root, library).map_err(|error| error.to_string())?;
        let Some(cold) = complain(measure::cold(&dir, library.written_as().name())) else {
            continue;
        };
        let least = results.cold.entry(library).or_insert(cold);
        if cold.seconds < least.seconds {
            *least = cold;
        }
    }
    Ok(())
}

/// The versions of the libraries, as resolved in the generated projects.
fn versions(projects: &[Project]) -> String {
    let mut versions = Vec::new();
    for project in projects {
        let lock = fs::read_to_string(project.dir.join("Cargo.lock")).unwrap_or_default();
        let name = project.library.name();
        if let Some(version) = machine::locked_version(&lock, name) {
            let text = format!("{name} {version}");
            if !versions.contains(&text) {
                versions.push(text);
            }
        }
    }
    versions.join(", ")
}

/// Reports an error and goes on without the value.
fn complain<T>(result: Result<T, String>) -> Option<T> {
    result.map_err(|message| eprintln!("{message}")).ok()
}
