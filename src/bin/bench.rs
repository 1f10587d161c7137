//! Prints what the engine takes on this machine, one line a figure: `figure NAME VALUE UNIT`.

use std::time::Instant;

// The one place natively that measures; the core is handed the time.
#[allow(clippy::disallowed_methods)]
fn main() {
    let start = Instant::now();
    for (name, ms) in mianzheng::bench::run(&mut || start.elapsed().as_secs_f64() * 1e3) {
        println!("figure {name} {ms:.5} ms");
    }
}
