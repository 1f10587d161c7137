//! The gallery's entry: all controls in all states, for staff and for the accessibility and screenshot suites.

fn main() {
    mianzheng::ui::gallery::start();
}
