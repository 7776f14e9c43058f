import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import { type CommandHandlers, createCommandDoor } from '../../backend/command-door.ts';
import { type CommandName, commandSchemas, settingsSchema } from '../../backend/contract.ts';
import { DEFAULT_SETTINGS } from '../../backend/default-settings.ts';
import { decodeFrameHeader, encodeFrameHeader, FRAME_HEADER_BYTES, type FrameHeader } from '../../backend/frame-message.ts';
import { SETTINGS_FILE, SettingsStore } from '../../backend/settings-store.ts';
import { isErrorCode, SharedCameraError } from '../../native/core/errors.ts';
import { fuzz } from './fuzz.ts';

const COMMANDS = Object.keys(commandSchemas) as CommandName[];
const KEYS = [
  'id',
  'name',
  'namespace',
  'layout',
  'observe',
  'stream',
  'camera',
  'maxWidth',
  'visible',
  'theme',
  'remembered',
  'width',
];
const handlers = Object.fromEntries(COMMANDS.map((name) => [name, () => null])) as unknown as CommandHandlers<object>;
const PAGE = {};
const logged: string[] = [];
const door = createCommandDoor(handlers, (line) => logged.push(line));

const scalar = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withObjectString: true }),
  fc.constantFrom('local', 'global', 'local:cam', 'RGB24', null, true, 0, -1, 1e308, Number.NaN, '__proto__', '\u0000', '\ud800'),
);
/** Looks like an argument: the right keys, and anything behind them. */
const argument = fc.oneof(
  scalar,
  fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), scalar),
  fc.jsonValue({ maxDepth: 8 }),
);
const command = fc.oneof(fc.constantFrom(...COMMANDS), fc.constantFrom('toString', '__proto__', 'constructor'), fc.anything());

describe('any message', () => {
  fuzz(
    'through the command door is answered, or refused with a code and one clean line in the log',
    fc.asyncProperty(command, argument, async (name, value) => {
      logged.length = 0;
      const outcome: unknown = await door.handle(PAGE, name, value).catch((error: unknown) => error);
      if (outcome === null) return;
      expect(outcome).toBeInstanceOf(SharedCameraError);
      const { code, message, likelyCause, remedy } = outcome as SharedCameraError;
      expect([isErrorCode(code), message !== '', likelyCause !== '', remedy !== '']).toEqual([true, true, true, true]);
      expect(logged).toHaveLength(1);
      expect(logged[0]).toMatch(/^[^\p{Cc}]{1,2000}$/u);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }),
  );

  fuzz(
    'that claims to be a frame is one, or is none',
    fc.property(fc.uint8Array({ maxLength: 2 * FRAME_HEADER_BYTES }), fc.boolean(), (bytes, signed) => {
      const claim = bytes.slice();
      if (signed && claim.length >= FRAME_HEADER_BYTES) {
        const real = new Uint8Array(FRAME_HEADER_BYTES);
        encodeFrameHeader(HEADER, real);
        claim.set(real.subarray(0, 24));
      }
      const header = decodeFrameHeader(claim);
      if (!header) return;
      const { width, height, strideBytes, pixelBytes } = header;
      for (const value of [width, height, strideBytes, pixelBytes]) expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
    }),
  );
});

const HEADER: FrameHeader = {
  ...{ epoch: 1, sequence: 1, width: 2, height: 2, strideBytes: 6, format: 'RGB24', sourceWidth: 2, sourceHeight: 2 },
  ...{ frameNumber: 1, publishedAtMs: 1, copiedAtMs: 1, lockWaitUs: 1, copyUs: 1, pixelBytes: 12 },
  ...{ stream: 1, produced: 1, skipped: 0, torn: 0, crop: { x: 0, y: 0, width: 2, height: 2 } },
};

describe('any settings file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-settings-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const keys = Object.keys(settingsSchema.shape);
  const remembered = fc.array(
    fc.oneof(
      fc.record(
        { name: fc.string(), namespace: fc.constantFrom('local', 'nowhere'), observe: scalar, layout: scalar },
        { requiredKeys: [] },
      ),
      scalar,
    ),
    { maxLength: 4 },
  );

  fuzz(
    'gives settings that are allowed',
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json({ maxDepth: 6 }),
        fc.dictionary(fc.constantFrom(...keys, 'version', '__proto__', 'new'), fc.oneof(fc.jsonValue(), remembered)).map(asText),
      ),
      (text) => {
        writeFileSync(join(folder, SETTINGS_FILE), text);
        const { current } = new SettingsStore(folder);
        expect(settingsSchema.safeParse(current).error).toBeUndefined();
        expect(Object.keys(current).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
      },
    ),
  );
});

function asText(value: object): string {
  return (
    JSON.stringify({ version: 1, ...value }, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? ''
  );
}
