//! Choices taken from a list of bytes, so that a failing case shrinks to few and small ones. Where the bytes have run out,
//! every choice is the first.

/// The bytes that are left.
pub struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    /// Dice that fall as these bytes say.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether there are bytes left.
    pub fn is_left(&self) -> bool {
        !self.0.is_empty()
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % count.max(1)
    }

    /// True once in so many throws.
    pub fn once_in(&mut self, throws: usize) -> bool {
        self.below(throws) == throws - 1
    }

    /// One of these.
    pub fn one<'b, T>(&mut self, of: &'b [T]) -> Option<&'b T> {
        of.get(self.below(of.len()))
    }
}
