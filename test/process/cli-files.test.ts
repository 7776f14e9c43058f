import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { JpegEncoder } from '../../native/core/pixels/jpeg-encode.ts';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';

/** 4 x 2 RGB24: red, green, blue, white, black, grey, cyan, orange. */
const PIXELS = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128, 0, 255, 255, 255, 165, 0];
const LAYOUT = ['--width', 4, '--height', 2, '--format', 'RGB24'];

async function fourByTwo(scope: ReturnType<typeof testScope>): Promise<string> {
  const name = scope.name();
  await peerCreates(scope, name, PIXELS.length);
  const file = scope.path('pixels.raw');
  writeFileSync(file, Uint8Array.from(PIXELS));
  await runPeer(scope, 'raw', name, PIXELS.length, [file, 100, 1]);
  return name;
}

test.each([[[]], [['--observe']]])('snapshot saves the pixels of a mapping without trailer %j', async (more) => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const file = scope.path('picture.png');
  const { code, stdout } = await scope.runCli(['snapshot', name, file, ...LAYOUT, ...more, '--json']);
  expect(code).toBe(0);
  expect(jsonValue(stdout)).toMatchObject({ file, width: 4, height: 2, format: 'RGB24', frameNumber: null });
  const picture = decode(readFileSync(file));
  expect(picture).toMatchObject({ width: 4, height: 2, channels: 3 });
  expect([...picture.data]).toEqual(PIXELS);
});

test('snapshot shows values as it is told to', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const gray = ['--width', 8, '--height', 3, '--format', 'GRAY8'];
  const file = scope.path('picture.png');
  const { code } = await scope.runCli(['snapshot', name, file, ...gray, '--levels', '128:192', '--colour-map', 'inverted']);
  expect(code).toBe(0);
  const shown = PIXELS.map((value) => 255 - Math.min(255, Math.max(0, Math.round(((value - 128) * 255) / 64))));
  expect([...decode(readFileSync(file)).data].filter((_, i) => i % 3 === 0)).toEqual(shown);
});

test.each([
  [['--colour-map', 'turbo'], /needs one value for each pixel; RGB24 has three/u],
  [['--matrix', 'bt709'], /belong to YUV; RGB24 needs neither/u],
  [['--levels', '9:3'], /two numbers such as 16:235/u],
])('snapshot refuses %j of a colour picture', async (options, words) => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const { code, stderr } = await scope.runCli(['snapshot', name, scope.path('picture.png'), ...LAYOUT, ...options]);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});

test('snapshot needs a layout, and says so', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const { code, stderr } = await scope.runCli(['snapshot', name, scope.path('picture.png')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Nothing tells how the pixels .* lie: no trailer[\s\S]*--width, --height and --format/u);
});

test('snapshot takes the layout from the trailer', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:bars', '-W', 64, '-H', 48, '-f', 'NV12']);
  await publisher.said('shows');
  const file = scope.path('picture.png');
  const { code, stdout } = await scope.runCli(['snapshot', name, file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/frame \d+, 64 x 48 NV12/u);
  expect(decode(readFileSync(file))).toMatchObject({ width: 64, height: 48 });
});

test('a mapping into which nothing was written has no picture: said, and no file made; dump saves the zeros with a warning', async () => {
  const scope = testScope();
  const name = scope.name();
  await scope.cli(['create', name, '-W', 4, '-H', 2, '-f', 'RGB24', '--json']).said('ready');
  const file = scope.path('picture.png');
  const { code, stderr } = await scope.runCli(['snapshot', name, file, '--json']);
  expect(code).toBe(8);
  expect(jsonValue(stderr)).toMatchObject({
    code: 'UNINITIALISED',
    message: expect.stringContaining('Nothing was ever written'),
  });
  expect(existsSync(file)).toBe(false);
  const dumped = await scope.runCli(['dump', name, scope.path('zeros.raw')]);
  expect(dumped.code).toBe(0);
  expect(dumped.stderr).toContain('Nothing was ever written');
});

test('a foreign mapping of zeros was not written yet, or is black: refused, and saved when that is asked for', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, 24);
  const file = scope.path('picture.png');
  const refused = await scope.runCli(['snapshot', name, file, ...LAYOUT, '--json']);
  expect([refused.code, jsonValue(refused.stderr)]).toMatchObject([
    8,
    { message: expect.stringContaining('or the picture is black') },
  ]);
  expect(existsSync(file)).toBe(false);
  const saved = await scope.runCli(['snapshot', name, file, ...LAYOUT, '--empty']);
  expect([saved.code, saved.stderr]).toEqual([0, expect.stringContaining('or the picture is black')]);
  expect(decode(readFileSync(file))).toMatchObject({ width: 4, height: 2 });
});

test('dump saves the bytes as they are, and what they are beside them', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const file = scope.path('frame.raw');
  expect((await scope.runCli(['dump', name, file, ...LAYOUT])).code).toBe(0);
  expect([...readFileSync(file)]).toEqual(PIXELS);
  expect(jsonValue(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({
    name,
    namespace: 'local',
    width: 4,
    height: 2,
    format: 'RGB24',
    strideBytes: 12,
    offsetBytes: 0,
    bytes: 24,
    frameNumber: null,
  });
});

test('dump without a layout saves all that is mapped', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const file = scope.path('frame.raw');
  expect((await scope.runCli(['dump', name, file])).code).toBe(0);
  const bytes = readFileSync(file);
  expect(bytes.length).toBe(4096 - 4);
  expect([...bytes.subarray(0, 24)]).toEqual(PIXELS);
  expect(jsonValue(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({ width: null, format: null, bytes: 4092 });
});

test('dump keeps the number and the time of the frame', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:bars', '-W', 64, '-H', 48, '-f', 'YUYV']);
  await publisher.said('shows');
  const file = scope.path('frame.raw');
  expect((await scope.runCli(['dump', name, file])).code).toBe(0);
  const sidecar = jsonValue(readFileSync(`${file}.json`, 'utf8'));
  expect(sidecar).toMatchObject({ width: 64, format: 'YUYV', bytes: 64 * 48 * 2 });
  expect(sidecar['frameNumber']).toBeGreaterThan(0);
  expect(Math.abs(Date.now() - Date.parse(String(sidecar['captureTime'])))).toBeLessThan(60_000);
});

test('nothing is left of a file that could not be written', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const before = readdirSync(scope.folder);
  const { code, stderr } = await scope.runCli(['dump', name, scope.path('nowhere/frame.raw'), ...LAYOUT]);
  expect(code).toBe(2);
  expect(stderr).toContain('does not exist');
  expect(readdirSync(scope.folder)).toEqual(before);
});

test('snapshot saves samples of 16 bits as they are', async () => {
  const scope = testScope();
  const name = await fourByTwo(scope);
  const file = scope.path('picture.png');
  const { code } = await scope.runCli(['snapshot', name, file, '--width', 4, '--height', 3, '--format', 'GRAY16BE']);
  expect(code).toBe(0);
  const picture = decode(readFileSync(file));
  expect(picture).toMatchObject({ width: 4, height: 3, depth: 16, channels: 1 });
  expect([...picture.data]).toEqual(Array.from({ length: 12 }, (_, i) => (PIXELS[i * 2] ?? 0) * 256 + (PIXELS[i * 2 + 1] ?? 0)));
});

test('compressed frames are saved and dumped as the JPEG that they are, and torn ones are told', async () => {
  const scope = testScope();
  const [jpeg, width, height] = [new Uint8Array(10_000), 40, 24];
  const length = new JpegEncoder(width, height).encode(new Uint32Array(width * height), jpeg) ?? 0;
  const layout = ['--width', width, '--height', height, '--format', 'MJPEG'];
  const hold = async (bytes: Uint8Array) => {
    const name = scope.name();
    await peerCreates(scope, name, bytes.length);
    const file = scope.path('payload.raw');
    writeFileSync(file, bytes);
    await runPeer(scope, 'raw', name, bytes.length, [file, 100, 1]);
    return name;
  };
  const whole = await hold(jpeg);
  for (const command of ['snapshot', 'dump']) {
    const file = scope.path(`${command}.jpg`);
    expect((await scope.runCli([command, whole, file, ...layout])).code).toBe(0);
    expect(Buffer.compare(readFileSync(file), jpeg.subarray(0, length))).toBe(0);
  }
  const torn = await scope.runCli(['snapshot', await hold(jpeg.slice(0, length - 2)), scope.path('torn.jpg'), ...layout]);
  expect(torn.code).toBe(2);
  expect(torn.stderr).toMatch(/no whole JPEG: it breaks off/u);
  const coloured = await scope.runCli(['snapshot', whole, scope.path('levels.jpg'), ...layout, '--levels', 'auto']);
  expect(coloured.stderr).toMatch(/saved as they were compressed/u);
});
