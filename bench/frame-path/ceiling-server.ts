// ceiling-server: what a streaming response can carry and nothing else: a page whose worker reads frames of so many bytes as fast as they come.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const WORKER = `
onmessage = async ({ data: { bytes, milliseconds } }) => {
  const abort = new AbortController();
  const response = await fetch('/frames/' + bytes, { signal: abort.signal });
  const reader = response.body.getReader({ mode: 'byob' });
  // As the viewer reads.
  let piece = new ArrayBuffer(2 ** 19);
  let filled = 0, frames = 0, warm = performance.now() + 500, started;
  for (;;) {
    const { value } = await reader.read(new Uint8Array(piece));
    piece = value.buffer;
    filled += value.byteLength;
    if (filled < bytes) continue;
    filled -= bytes;
    const now = performance.now();
    if (now < warm) continue;
    if (started === undefined) started = now;
    else frames++;
    if (now - started >= milliseconds) {
      postMessage(frames * 1000 / (now - started));
      abort.abort();
      return;
    }
  }
};
`;
const PAGE = `<!doctype html><html lang="en"><title>ceiling</title><link rel="icon" href="data:,"><script>
window.measure = (bytes, milliseconds) => new Promise((resolve) => {
  const worker = new Worker('/worker.js');
  worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
  worker.postMessage({ bytes, milliseconds });
});
</script></html>`;

const server = createServer((request, response) => {
  const [, bytes] = /^\/frames\/(\d+)$/u.exec(request.url ?? '') ?? [];
  if (bytes === undefined) {
    const isWorker = request.url === '/worker.js';
    response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? WORKER : PAGE);
    return;
  }
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
  const frames = [1, 2, 3].map((value) => new Uint8Array(Number(bytes)).fill(value));
  let next = 0;
  const send = (): void => {
    const frame = frames[next % frames.length];
    next++;
    if (frame && !response.destroyed) response.write(frame, send);
  };
  response.on('error', () => response.destroy());
  send();
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
process.stdin
  .once('end', () => {
    server.closeAllConnections();
    server.close();
  })
  .resume();
