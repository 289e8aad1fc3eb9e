use mockit::automock;

#[automock]
#[path = "on_mod_in_a_file/functions.txt"]
mod functions;

fn main() {}
