// The worker that looks at a photograph, loaded when one is chosen: it opens it, scales it down, measures it with the core's
// check (photo.wasm, from src/photo/) and packs it anew. What a camera wrote beside the picture (place, time, device) stays
// behind, because only pixels are packed. One message in: the file. Messages out:
//   { step }           1 opening, 2 scaling down, 3 looking, 4 packing
//   { picture, flaw }  a JPEG, and the code of its flaw, 0 for none
//   { unusable }       the code of why it is no use
//   { unable: true }   this browser cannot look at pictures in a worker (Safari before 16.4)
// script/finish-page.mjs writes the digest of the program into the next line.
const INTEGRITY = "";
/** As LONGEST_SIDE of src/photo/measure.rs. */
const LONGEST_SIDE = 1600;
/** All that has to be known before a picture is opened stands in its first half megabyte. */
const HEAD_BYTES = 1 << 19;
const PAGE = 1 << 16;
const QUALITY = 0.85;

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await check(data));
  } catch (error) {
    console.warn("photo check:", error);
    postMessage({ unable: true });
  }
});

async function check(file) {
  if (typeof OffscreenCanvas === "undefined") return { unable: true };
  postMessage({ step: 1 });
  const program = await load();
  const { bitmap, unusable } = await open(file, program);
  if (unusable) return { unusable };
  postMessage({ step: 2 });
  const { width, height } = bitmap;
  const context = scaledDown(bitmap);
  postMessage({ step: 3 });
  const { canvas } = context;
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const measured = program.measured(program.put(pixels), canvas.width, canvas.height);
  const flaw = program.flaw(measured, width, height);
  postMessage({ step: 4 });
  const picture = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return { picture, flaw };
}

/** The check, and a way to put bytes behind what it uses of its memory. */
async function load() {
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/photo.wasm", { integrity: INTEGRITY }));
  const { memory, ...doors } = instance.exports;
  const start = memory.buffer.byteLength;
  const put = (bytes) => {
    const missing = start + bytes.length - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(memory.buffer).set(bytes, start);
    return start;
  };
  return { ...doors, put };
}

async function open(file, program) {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const at = program.put(head);
  const refused = program.refused(at, head.length);
  if (refused) return { unusable: refused };
  try {
    return { bitmap: await createImageBitmap(file, { imageOrientation: "from-image" }) };
  } catch {
    return { unusable: program.undecodable(at, head.length) };
  }
}

function scaledDown(bitmap) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = new OffscreenCanvas(width, height).getContext("2d", { alpha: false, willReadFrequently: true });
  // What is transparent is shown as on paper.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context;
}
