//! Pictures in grey, made here: no photograph of anybody's house lies in the repository.

use super::dice::Dice;
use mianzheng::photo::{measure, Measured, Pixels};
use std::ops::Range;

/// A picture, one grey a pixel.
#[derive(Clone)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    greys: Vec<u8>,
}

impl Picture {
    /// One grey.
    pub fn plain(width: usize, height: usize, grey: u8) -> Self {
        Self { width, height, greys: vec![grey; width * height] }
    }

    /// A wall that is lit from one side, on it the case of a meter with two rows of figures.
    pub fn meter() -> Self {
        let mut picture = Self::plain(640, 480, 0);
        for (at, grey) in picture.greys.iter_mut().enumerate() {
            *grey = 120 + (at % 640 / 10) as u8;
        }
        picture.fill(220..420, 120..340, 90);
        picture.fill(235..405, 140..200, 225);
        picture.fill(235..405, 240..320, 60);
        picture.figures(240, 150, 30);
        picture.figures(240, 260, 200);
        picture
    }

    /// Black figures on white, all over.
    pub fn letters() -> Self {
        let mut picture = Self::plain(640, 480, 235);
        for y in (4..440).step_by(40) {
            for x in (4..500).step_by(160) {
                picture.figures(x, y, 20);
            }
        }
        picture
    }

    /// Surfaces and figures of any grey, at any place.
    pub fn scene(bytes: &[u8]) -> Self {
        let mut dice = Dice::new(bytes);
        let mut picture = Self::plain(320, 240, dice.below(256) as u8);
        for _ in 0..30 {
            let (x, y) = (dice.below(255), dice.below(220));
            let (width, height) = (8 + dice.below(90), 8 + dice.below(90));
            picture.fill(x..(x + width).min(320), y..(y + height).min(240), dice.below(256) as u8);
        }
        for _ in 0..4 {
            picture.figures(dice.below(150), dice.below(200), dice.below(256) as u8);
        }
        picture
    }

    /// What the check measures of it.
    pub fn measured(&self) -> Measured {
        let rgba: Vec<u8> = self.greys.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect();
        measure(Pixels::new(&rgba, self.width, self.height).expect("as many pixels as it says"))
    }

    fn fill(&mut self, xs: Range<usize>, ys: Range<usize>, grey: u8) {
        for y in ys {
            self.greys[y * self.width..][xs.clone()].fill(grey);
        }
    }

    /// Eight figures of strokes three pixels wide.
    fn figures(&mut self, x: usize, y: usize, grey: u8) {
        for left in (x..x + 160).step_by(20) {
            self.fill(left..left + 12, y..y + 3, grey);
            self.fill(left + 9..left + 12, y..y + 30, grey);
            self.fill(left..left + 12, y + 27..y + 30, grey);
        }
    }

    /// Copies a part of another one.
    pub fn paste(&mut self, other: &Self, xs: Range<usize>, ys: Range<usize>) {
        for y in ys {
            self.greys[y * self.width..][xs.clone()].copy_from_slice(&other.greys[y * other.width..][xs.clone()]);
        }
    }

    /// Out of focus: each pixel the mean of those so far away, twice, which is nearly a Gaussian.
    pub fn blurred(&self, radius: usize) -> Self {
        let once = self.averaged(radius);
        once.averaged(radius)
    }

    fn averaged(&self, radius: usize) -> Self {
        let mean = |at: usize, length: usize, grey: &dyn Fn(usize) -> u8| {
            let near = at.saturating_sub(radius)..(at + radius + 1).min(length);
            let count = near.len();
            let sum: usize = near.map(|at| usize::from(grey(at))).sum();
            ((sum + count / 2) / count) as u8
        };
        let mut across = self.clone();
        for (at, grey) in across.greys.iter_mut().enumerate() {
            let line = at - at % self.width;
            *grey = mean(at % self.width, self.width, &|x| self.greys[line + x]);
        }
        let mut both = across.clone();
        for (at, grey) in both.greys.iter_mut().enumerate() {
            *grey = mean(at / self.width, self.height, &|y| across.greys[y * self.width + at % self.width]);
        }
        both
    }

    /// With so many per cent of its light.
    pub fn darkened(&self, per_cent: usize) -> Self {
        let greys = self.greys.iter().map(|&grey| (usize::from(grey) * per_cent / 100) as u8).collect();
        Self { greys, ..*self }
    }

    /// With the noise of a sensor.
    pub fn noisy(&self, most: u8) -> Self {
        let mut state = 7_u32;
        let mut noise = |grey: u8| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            grey.saturating_add((state >> 24) as u8 % (2 * most + 1)).saturating_sub(most)
        };
        let greys = self.greys.iter().map(|&grey| noise(grey)).collect();
        Self { greys, ..*self }
    }

    /// With a reflection around a point, softer towards its edge.
    pub fn glaring(mut self, x: usize, y: usize, radius: usize) -> Self {
        for (at, grey) in self.greys.iter_mut().enumerate() {
            let (dx, dy) = ((at % self.width).abs_diff(x), (at / self.width).abs_diff(y));
            let light = (radius * 300).saturating_sub((dx * dx + dy * dy).isqrt() * 200) / radius;
            *grey = grey.saturating_add(light.min(255) as u8);
        }
        self
    }

    /// Left is right.
    pub fn mirrored(&self) -> Self {
        let greys = self.greys.chunks(self.width).flat_map(|line| line.iter().rev().copied()).collect();
        Self { greys, ..*self }
    }
}
