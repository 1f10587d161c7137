// Measuring in a page: what is counted is when a frame with the change in it has been painted, by the page's own clock.
import { appendFileSync } from "node:fs";

/** Adds a line to what `make bench` prints. */
export function figure(name, value, unit = "ms") {
  const line = `figure ${name} ${Number(value.toPrecision(4))} ${unit}\n`;
  if (process.env.FIGURES) appendFileSync(process.env.FIGURES, line);
  else process.stdout.write(line);
}

export const median = (values) => percentile(values, 50);

/** The smallest value that so many per cent of the values do not exceed. */
export function percentile(values, per_cent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * per_cent) / 100) - 1)];
}

/** `window.painted(then)` calls back after the next frame has been painted, with the time. To be evaluated in the page. */
export function watchPaint() {
  window.painted = (then) => {
    requestAnimationFrame(() => {
      // A message is delivered after the frame that is being made.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  };
}

/** A slow phone: so many times less processor. */
export async function throttle(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
  return session;
}

/** A slow network: 1.6 Mbit/s down, 0.75 up, 150 ms, nothing cached. */
export async function slowNetwork(session) {
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
}
