import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { type ErrorCode, SharedCameraError } from '../../native/core/errors.ts';
import { type Framelock, loadFramelock } from '../../native/os/framelock.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { promisedSecond } from '../support/patience.ts';
import type { PeerExit, PeerProcess } from './world.ts';

/** Every mapping name of this process begins with it. */
export const NAME_PREFIX = `cf${process.pid.toString(36)}-`;
let names = 0;

/** A name that nobody else uses. */
export function freshName(label = 'cam'): string {
  return `${NAME_PREFIX}${++names}-${label}`;
}

export function osNameOf(name: string): string {
  return getOsBackend().name(name, 'local').osName;
}

export function create(name: string, payloadBytes: number): SharedMapping {
  return SharedMapping.create({ name, namespace: 'local', payloadBytes });
}

export function open(name: string, options: Partial<Parameters<typeof SharedMapping.open>[0]> = {}): Promise<SharedMapping> {
  return SharedMapping.open({ name, namespace: 'local', access: 'read', timeoutMs: 300, ...options });
}

/** Runs `body` with a fresh mapping and closes it. */
export async function withMapping(
  payloadBytes: number,
  body: (mapping: SharedMapping, name: string) => void | Promise<void>,
): Promise<void> {
  const name = freshName();
  const mapping = create(name, payloadBytes);
  try {
    await body(mapping, name);
  } finally {
    while (!mapping.closed) mapping.close();
  }
}

export async function failure(action: () => unknown): Promise<SharedCameraError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof SharedCameraError) return error;
    throw error;
  }
  return assert.fail('it did not fail');
}

/** Checks that it fails with this code, and that the error tells a person what to do. */
export async function fails(code: ErrorCode, action: () => unknown): Promise<SharedCameraError> {
  const error = await failure(action);
  assert.equal(error.code, code, `${error.code}: ${error.message}`);
  assert.ok(error.message.length > 0 && error.likelyCause.length > 0 && error.remedy.length > 0);
  return error;
}

/** The raw lock word of a mapping, and the way to force it: what a faulty foreign program would do. */
export function wordOf(mapping: SharedMapping): { get(): number; set(value: number): void } {
  const framelock: Framelock = loadFramelock();
  const { word } = mapping.watchView();
  const get = () => framelock.load(word);
  return { get, set: (value) => assert.ok(framelock.exchange(word, get(), value).swapped) };
}

/** Stamped as the peer does it: every eight bytes hold the frame number. */
export function stamped(bytes: number, stamp: number): Uint8Array {
  const words = new BigUint64Array(Math.ceil(bytes / 8)).fill(BigInt(stamp));
  return new Uint8Array(words.buffer).subarray(0, bytes).slice();
}

/** The stamp of a frame; fails when two frames are mixed in it. */
export function stampOf(frame: Uint8Array): number {
  const words = new BigUint64Array(frame.buffer, frame.byteOffset, Math.floor(frame.length / 8));
  const first = words[0] ?? 0n;
  const torn = words.findIndex((word) => word !== first);
  assert.equal(torn, -1, `frame is torn at ${torn * 8}: ${words[torn]} after ${first}`);
  return Number(first);
}

export async function elapsedMs(action: () => unknown): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/**
 * Whether a call came back at its deadline. The promise is 20 %; what is added is for a machine that does other things too, and where other
 * programs keep the cores busy, all of it takes as much longer as a second of ours does.
 */
export function cameBackInTime(ms: number, timeoutMs: number): boolean {
  const most = timeoutMs * 1.2 + 100;
  return ms >= timeoutMs - 5 && (ms < most || ms < (most * promisedSecond()) / 1000);
}

export function startPeer(program: string, args: readonly (string | number)[], uid?: number): PeerProcess {
  const child = spawn(program, args.map(String), {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exit = new Promise<PeerExit>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    pid: child.pid ?? 0,
    exited: () => exit,
    said: (text) =>
      new Promise((resolve, reject) => {
        look = () => stdout.includes(text) && resolve();
        look();
        void exit.then((end) => reject(new Error(`the peer ended with ${end.code} before it said "${text}": ${end.stderr}`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      return exit;
    },
  };
}
