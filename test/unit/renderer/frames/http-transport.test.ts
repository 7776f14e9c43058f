import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { FRAME_HEADER_BYTES } from '../../../../backend/frame-message.ts';
import { frameOfMessage } from '../../../../renderer/frames/frame-of-message.ts';
import { HttpTransport } from '../../../../renderer/frames/reader/http-transport.ts';
import { until } from '../../../support/wait.ts';
import { fakeBackend } from '../../web/fake-backend.ts';
import { openPage, testServer } from '../../web/page-client.ts';

const PIXEL_BYTES = 16_000;

async function stage() {
  const server = await testServer({ backend: fakeBackend({ pixelBytes: PIXEL_BYTES }) });
  const page = await openPage(server);
  const lost: { streams: readonly number[]; reason: string }[] = [];
  const addresses = {
    frames: `${server.url}streams/${page.session}`,
    credits: `${server.url.replace('http:', 'ws:')}credits/${page.session}`,
  };
  const transport = new HttpTransport(addresses, (streams, reason) => lost.push({ streams, reason }));
  onTestFinished(() => transport.close());

  /** What the worker that draws has of a stream. */
  async function open(stream: number) {
    const { answer } = await page.request('stream.open', { stream });
    const { epoch } = answer as { epoch: number };
    const { port1, port2 } = new MessageChannel();
    const came: ArrayBuffer[] = [];
    port2.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => came.push(data);
    onTestFinished(() => port2.close());
    transport.open(stream, epoch, port1);
    return { port: port2, came, credit: (sequence: number) => port2.postMessage({ stream, epoch, sequence }) };
  }
  return { server, transport, lost, open };
}

beforeEach(() => {
  // As a page has them, which says where it came from.
  const own = fetch;
  const origin = (address: string) => ({ Origin: new URL(address).origin.replace('ws:', 'http:') });
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => own(address, { ...init, headers: origin(address) }));
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(address: string) {
        super(address, { headers: origin(address) });
        this.on('error', () => {}); // "close" follows
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
});

describe('HttpTransport', () => {
  it('brings each stream its own frames, one for each credit, and takes their buffers back', async () => {
    const { open, server } = await stage();
    const streams = [await open(1), await open(2)];
    for (let sequence = 0; sequence < 4; sequence++) {
      // The first credits are given before the response has begun.
      for (const { credit } of streams) credit(sequence);
      for (const { came } of streams) await until(() => came.length === sequence + 1, { what: `frame ${sequence + 1}` });
      for (const [i, { came, port }] of streams.entries()) {
        const buffer = came[sequence] as ArrayBuffer;
        const { header, pixels } = frameOfMessage(buffer);
        expect(header).toMatchObject({ stream: i + 1, sequence: sequence + 1 });
        expect([pixels.byteLength, pixels[0]]).toEqual([PIXEL_BYTES, sequence + 1]);
        port.postMessage(buffer, [buffer]);
        expect(buffer.byteLength).toBe(0);
      }
    }
    expect(server.backend.sessions[0]?.credits).toHaveLength(8);
  });

  it('goes on with the others when a stream is closed, and throws away what still comes for it', async () => {
    const { open, transport } = await stage();
    const [closed, stays] = [await open(1), await open(2)];
    closed.credit(0);
    await until(() => closed.came.length === 1, { what: 'a frame' });
    closed.credit(1);
    transport.closeStream(1);
    stays.credit(0);
    await until(() => stays.came.length === 1, { what: 'a frame of the other stream' });
    expect(stays.came[0]?.byteLength).toBe(FRAME_HEADER_BYTES + PIXEL_BYTES);
    expect(closed.came).toHaveLength(1);
    expect(transport.lost).toBe(false);
  });

  it('says once which streams are lost when the program ends', async () => {
    const { open, server, lost, transport } = await stage();
    for (const stream of [3, 4]) {
      const { came, credit } = await open(stream);
      credit(0);
      await until(() => came.length === 1, { what: 'a frame' });
    }
    await server.close();
    await until(() => transport.lost, { what: 'the transport to be lost' });
    expect(lost).toHaveLength(1);
    expect(lost[0]?.streams).toEqual([3, 4]);
    expect(lost[0]?.reason).toMatch(/\w/u);
  });

  it('is lost at once where there is no program', async () => {
    const lost: string[] = [];
    const { server } = await stage();
    const address = `${server.origin}/nothing`;
    const transport = new HttpTransport({ frames: address, credits: address.replace('http:', 'ws:') }, (_, reason) =>
      lost.push(reason),
    );
    await until(() => lost.length === 1, { what: 'a reason' });
    expect(transport.lost).toBe(true);
  });
});
