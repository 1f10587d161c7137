//! What can be measured of a picture that is scaled down: how sharp, how bright, how much of it is blown out.
//!
//! **Sharpness** is the steepest step between two pixels as a share of the whole step that it is part of. The picture is
//! divided into cells of 16 by 16 pixels; a cell's steepest slope (Sobel's gradient, as in Tenengrad) is divided by the
//! contrast of the cell with its neighbours. An edge that is blurred by a Gaussian of σ pixels gives about 0.8 ÷ σ whatever
//! its contrast is, so that a grey meter on a white wall is measured like black letters on paper. The variance of the
//! Laplacian was weighed and rejected: over a picture with much plain wall it measures the sensor's noise. Cells without
//! contrast count as not sharp, and what one cell in fifty reaches is the picture's sharpness: what is photographed may be
//! small and its background blurred, a date that the camera wrote into a corner is not enough.
//!
//! **Brightness** is what the brightest tenth of the pixels reaches, so that a meter in a dark shaft, lit by a flash, is
//! bright enough. **Glare** is the share of blown-out pixels in the middle of the picture: skies are at its edge.

/// The most pixels that a side may have; larger pictures are scaled down first.
pub const LONGEST_SIDE: usize = 1600;

const CELL: usize = 16;
const CELLS_A_SIDE: usize = LONGEST_SIDE / CELL;
/// Below this contrast (of 255) a cell holds noise and shadows, and nothing that can be sharp.
const LEAST_CONTRAST: u8 = 40;
/// One cell in so many has to reach the sharpness of the picture.
const SHARP_PART: usize = 50;
/// From here on, a channel of a pixel tells nothing any more.
const BLOWN_OUT: u8 = 250;
const STEPS: usize = 1001;

/// A picture's pixels: red, green, blue and an alpha that is not looked at, line by line.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> Pixels<'a> {
    /// None when the bytes are not so many pixels, or a side is nought or longer than [`LONGEST_SIDE`].
    pub fn new(rgba: &'a [u8], width: usize, height: usize) -> Option<Self> {
        let fits = |side| (1..=LONGEST_SIDE).contains(&side);
        (fits(width) && fits(height) && rgba.len() == width * height * 4).then_some(Self { rgba, width, height })
    }
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Per mille: 1000 is a step from one pixel to the next, 0 is nothing but plain surfaces.
    pub sharpness: u16,
    /// What the brightest tenth of the pixels reaches, of 255.
    pub brightness: u8,
    /// Blown-out pixels in the middle of the picture, per mille.
    pub glare: u16,
}

impl Measured {
    /// As one number, for the way out of a worker.
    pub fn packed(self) -> u32 {
        u32::from(self.sharpness) << 20 | u32::from(self.glare) << 8 | u32::from(self.brightness)
    }

    /// The way back.
    pub fn unpacked(packed: u32) -> Self {
        let per_mille = |bits: u32| (bits & 0x3ff) as u16;
        Self { sharpness: per_mille(packed >> 20), glare: per_mille(packed >> 8), brightness: packed as u8 }
    }
}

/// Measures a picture, each pixel once.
pub fn measure(pixels: Pixels) -> Measured {
    let mut light = Light::new(pixels);
    let mut cells = [[Cell::EMPTY; CELLS_A_SIDE]; CELLS_A_SIDE];
    // The last three lines in grey, the newest last.
    let mut lines = [[0_u8; LONGEST_SIDE]; 3];
    for (y, line) in pixels.rgba.chunks_exact(pixels.width * 4).enumerate() {
        lines.rotate_left(1);
        for (x, (pixel, grey)) in line.chunks_exact(4).zip(&mut lines[2]).enumerate() {
            *grey = light.take_in(pixel, x, y);
        }
        if let Some(row) = cells.get_mut(y / CELL) {
            take_contrast(row, &lines[2][..pixels.width]);
        }
        if let Some(row) = y.checked_sub(1).filter(|_| y >= 2).and_then(|middle| cells.get_mut(middle / CELL)) {
            take_slopes(row, &lines, pixels.width);
        }
    }
    let sharpness = sharpness(&cells, pixels.width.div_ceil(CELL), pixels.height.div_ceil(CELL));
    Measured { sharpness, brightness: light.brightness(), glare: light.glare() }
}

#[derive(Clone, Copy)]
struct Cell {
    darkest: u8,
    brightest: u8,
    /// The square of the steepest slope; a step of 1 from pixel to pixel has the slope 4.
    steepest: u32,
}

impl Cell {
    const EMPTY: Self = Self { darkest: 255, brightest: 0, steepest: 0 };
}

fn take_contrast(row: &mut [Cell], line: &[u8]) {
    for (cell, greys) in row.iter_mut().zip(line.chunks(CELL)) {
        for grey in greys {
            cell.darkest = cell.darkest.min(*grey);
            cell.brightest = cell.brightest.max(*grey);
        }
    }
}

fn take_slopes(row: &mut [Cell], lines: &[[u8; LONGEST_SIDE]; 3], width: usize) {
    let [above, middle, below] = lines.each_ref().map(|line| line[..width].windows(3));
    for (x, ((a, m), b)) in above.zip(middle).zip(below).enumerate() {
        let (&[a0, a1, a2], &[m0, _, m2], &[b0, b1, b2]) = (a, m, b) else { continue };
        let across = weighed(a2, m2, b2) - weighed(a0, m0, b0);
        let down = weighed(b0, b1, b2) - weighed(a0, a1, a2);
        let slope = (across * across + down * down) as u32;
        if let Some(cell) = row.get_mut((x + 1) / CELL) {
            cell.steepest = cell.steepest.max(slope);
        }
    }
}

fn weighed(one: u8, middle: u8, other: u8) -> i32 {
    i32::from(one) + 2 * i32::from(middle) + i32::from(other)
}

/// What the best cells reach. A step is measured against all that is around it, because it may go on in the next cell.
fn sharpness(cells: &[[Cell; CELLS_A_SIDE]; CELLS_A_SIDE], columns: usize, rows: usize) -> u16 {
    let mut counts = [0_usize; STEPS];
    for y in 0..rows {
        for x in 0..columns {
            let around = cells.iter().take(y + 2).skip(y.saturating_sub(1));
            let around = around.flat_map(|row| row.iter().take(x + 2).skip(x.saturating_sub(1)));
            let ends = around.fold((255, 0), |(low, high), cell| (cell.darkest.min(low), cell.brightest.max(high)));
            let contrast = u32::from(ends.1.saturating_sub(ends.0));
            let steepest = cells.get(y).and_then(|row| row.get(x)).map_or(0, |cell| cell.steepest);
            if contrast >= u32::from(LEAST_CONTRAST) {
                let share = (steepest * 16).isqrt() * 1000 / (contrast * 16);
                if let Some(count) = counts.get_mut((share as usize).min(STEPS - 1)) {
                    *count += 1;
                }
            }
        }
    }
    reached_by(&counts, (columns * rows).div_ceil(SHARP_PART)) as u16
}

/// The largest value that so many reach; 0 when there are not so many.
fn reached_by(counts: &[usize], wanted: usize) -> usize {
    let mut seen = 0;
    for (value, count) in counts.iter().enumerate().rev() {
        seen += count;
        if seen >= wanted {
            return value;
        }
    }
    0
}

/// Counts brightness over the whole picture, and glare in its middle.
struct Light {
    counts: [usize; 256],
    blown_out: usize,
    width: usize,
    height: usize,
}

impl Light {
    fn new(pixels: Pixels) -> Self {
        Self { counts: [0; 256], blown_out: 0, width: pixels.width, height: pixels.height }
    }

    /// Counts a pixel; its grey by ITU-R BT.601.
    fn take_in(&mut self, pixel: &[u8], x: usize, y: usize) -> u8 {
        let &[red, green, blue, _] = pixel else { return 0 };
        let grey = ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8;
        if let Some(count) = self.counts.get_mut(usize::from(grey)) {
            *count += 1;
        }
        if red.min(green).min(blue) >= BLOWN_OUT && in_the_middle(x, self.width) && in_the_middle(y, self.height) {
            self.blown_out += 1;
        }
        grey
    }

    fn brightness(&self) -> u8 {
        reached_by(&self.counts, (self.width * self.height).div_ceil(10)) as u8
    }

    fn glare(&self) -> u16 {
        let middle = |side: usize| (0..side).filter(|at| in_the_middle(*at, side)).count();
        (self.blown_out * 1000 / (middle(self.width) * middle(self.height)).max(1)) as u16
    }
}

/// Whether it is in the middle half of a side.
fn in_the_middle(at: usize, side: usize) -> bool {
    (side..3 * side).contains(&(4 * at))
}
