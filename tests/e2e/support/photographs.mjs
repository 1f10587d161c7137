// Photographs for tests, made in the browser: a meter on a wall with its number, as it is, out of focus, in the dark, with a
// reflection. So no picture of anybody's house lies in the repository.
const METER = { width: 1600, height: 1200, blur: 0, light: 1, reflection: 0, grain: 0, type: "image/jpeg" };

/** A photograph as a file for `setInputFiles`. `blur` in pixels, `light` and `grain` as shares, `reflection` as a share of the width. */
export async function photograph(page, wanted = {}, name = "电表.jpg") {
  const picture = { ...METER, ...wanted };
  // Drawn in a page of its own, so that the one that is measured has nothing to do with it.
  const studio = await page.context().newPage();
  const base64 = await studio.evaluate(draw, picture);
  await studio.close();
  return { name, mimeType: picture.type, buffer: Buffer.from(base64, "base64") };
}

/** In the page: draws the meter and answers the file's bytes in base64. */
async function draw({ width, height, blur, light, reflection, grain, type }) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.filter = blur ? `blur(${blur}px)` : "none";
  const wall = context.createLinearGradient(0, 0, width, 0);
  wall.addColorStop(0, "#7d7a75");
  wall.addColorStop(1, "#b9b4ad");
  context.fillStyle = wall;
  context.fillRect(-width, -height, 3 * width, 3 * height);
  const [x, y, side] = [width * 0.3, height * 0.2, width * 0.4];
  const box = (color, left, top, wide, high) => {
    context.fillStyle = color;
    context.fillRect(x + left * side, y + top * side, wide * side, high * side);
  };
  box("#4a4d50", 0, 0, 1, 1);
  box("#e3e1da", 0.08, 0.08, 0.84, 0.3);
  box("#23272b", 0.08, 0.5, 0.84, 0.4);
  const letters = (color, size, text, left, top) => {
    context.fillStyle = color;
    context.font = `bold ${size * side}px sans-serif`;
    context.fillText(text, x + left * side, y + top * side);
  };
  letters("#1c1d1e", 0.1, "DDS 666 220V", 0.1, 0.2);
  letters("#1c1d1e", 0.09, "No. 3691 0736", 0.1, 0.34);
  letters("#f4f4f0", 0.24, "007 418", 0.12, 0.78);
  context.filter = "none";
  context.fillStyle = `rgb(0 0 0 / ${1 - light})`;
  context.fillRect(0, 0, width, height);
  if (reflection > 0) {
    const radius = reflection * width;
    const lamp = context.createRadialGradient(width / 2, height / 2, 0, width / 2, height / 2, radius);
    lamp.addColorStop(0, "#fff");
    lamp.addColorStop(0.8, "#fff");
    lamp.addColorStop(1, "rgb(255 255 255 / 0)");
    context.fillStyle = lamp;
    context.fillRect(0, 0, width, height);
  }
  if (grain > 0) {
    // The noise of a sensor, which is what fills the files of a camera.
    const tile = new OffscreenCanvas(512, 512);
    const noise = new ImageData(512, 512);
    let state = 7;
    for (let at = 0; at < noise.data.length; at += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      noise.data.fill(state >>> 24, at, at + 3);
      noise.data[at + 3] = 255 * grain;
    }
    tile.getContext("2d").putImageData(noise, 0, 0);
    context.fillStyle = context.createPattern(tile, "repeat");
    context.fillRect(0, 0, width, height);
  }
  const blob = await canvas.convertToBlob({ type, quality: 0.92 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 1 << 15) text += String.fromCharCode(...bytes.subarray(at, at + (1 << 15)));
  return btoa(text);
}

/** Where the picture below says it was taken. */
export const PLACE = "Exif\0\0";

/**
 * The same photograph with what a phone writes into it (Exif 2.32, TIFF 6.0): that it was held upright, and where it was
 * taken: 28° 12′ north, 115° 48′ east.
 */
export function withPlace({ name, mimeType, buffer }) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    if (typeof value === "string") bytes.write(value, 8, "latin1");
    else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (...entries) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const degrees = (...values) => {
    const bytes = Buffer.alloc(24);
    values.forEach((value, ix) => {
      bytes.writeUInt32LE(value, 8 * ix);
      bytes.writeUInt32LE(1, 8 * ix + 4);
    });
    return bytes;
  };
  const [ASCII, SHORT, LONG, RATIONAL] = [2, 3, 4, 5];
  const places = 8 + 2 + 2 * 12 + 4;
  const values = places + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from("II*\0\x08\0\0\0", "latin1"),
    directory(entry(0x0112, SHORT, 1, 6), entry(0x8825, LONG, 1, places)),
    directory(
      entry(1, ASCII, 2, "N\0"),
      entry(2, RATIONAL, 3, values),
      entry(3, ASCII, 2, "E\0"),
      entry(4, RATIONAL, 3, values + 24),
    ),
    degrees(28, 12, 0),
    degrees(115, 48, 0),
  ]);
  const body = Buffer.concat([Buffer.from(PLACE, "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return { name, mimeType, buffer: Buffer.concat([buffer.subarray(0, 2), head, body, buffer.subarray(2)]) };
}
