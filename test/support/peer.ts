import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getuid } from 'node:process';
import { ensureFolder, ROOT, TEST_CACHE } from './paths.ts';
import type { Exit, TestProcess } from './processes.ts';
import type { Scope } from './scope.ts';

/** Exit codes of the peers. */
export const PEER_EXIT = { done: 0, cannotOpen: 1, usage: 2, unlockFailed: 3, torn: 4, refused: 5 } as const;

/** A program that speaks the wire format and shares no code with the product. */
export interface Peer {
  readonly title: string;
  readonly source: string;
}

const OWN: Peer = { title: 'the peer of this project', source: resolve(ROOT, 'test/peer/peer.c') };
const BESIDE: Peer = { title: 'the peer beside the project', source: resolve(ROOT, '../shared/peer/peer.c') };

/** For `describe.each`: our own peer, and the one that may lie beside the clone. */
export const PEERS: readonly Peer[] = [OWN, BESIDE].filter((peer) => existsSync(peer.source));
export const OWN_PEER: Peer = OWN;

/** Path of the compiled peer; compiled once for each version of its source. */
export function peerProgram(peer: Peer = OWN): string {
  const hash = createHash('sha256').update(readFileSync(peer.source)).digest('hex').slice(0, 12);
  const program = join(ensureFolder(TEST_CACHE), `peer-${hash}`);
  if (existsSync(program)) return program;
  const fresh = `${program}.${process.pid}`;
  execFileSync('cc', ['-O2', '-o', fresh, peer.source], { stdio: ['ignore', 'inherit', 'inherit'] });
  renameSync(fresh, program);
  return program;
}

/** What a peer must be told: peers know full names only. */
export function peerName(name: string, namespace: 'local' | 'global' | 'custom' = 'local'): string {
  if (namespace === 'custom') return `/${name}`;
  return namespace === 'local' ? `/shmcam.local.${getuid?.() ?? 0}.${name}` : `/shmcam.global.${name}`;
}

type PeerCommand = 'create' | 'write' | 'read' | 'raw' | 'hold-read' | 'hold-write' | 'die-read' | 'die-write' | 'word';

/** Starts `peer COMMAND NAME PAYLOAD ...`; `name` is a name of ours in the local namespace. */
export function startPeer(
  scope: Scope,
  command: PeerCommand,
  name: string,
  payloadBytes: number,
  args: readonly (string | number)[] = [],
  peer: Peer = OWN,
): TestProcess {
  return scope.start(peerProgram(peer), [command, peerName(name), String(payloadBytes), ...args.map(String)]);
}

export function runPeer(...args: Parameters<typeof startPeer>): Promise<Exit> {
  return startPeer(...args).exited();
}

/** A mapping made by the peer, without trailer and with the crate's way of initialising it; goes with the scope. */
export async function peerCreates(scope: Scope, name: string, payloadBytes: number, peer: Peer = OWN): Promise<TestProcess> {
  const process = startPeer(scope, 'create', name, payloadBytes, [600_000], peer);
  await process.said('created');
  return process;
}

/** A peer that holds one lock until it is killed, or for `ms`. */
export async function peerHolds(
  scope: Scope,
  what: 'read' | 'write',
  name: string,
  payloadBytes: number,
  ms = 600_000,
  peer: Peer = OWN,
): Promise<TestProcess> {
  const process = startPeer(scope, `hold-${what}`, name, payloadBytes, [ms], peer);
  await process.said('held');
  return process;
}

/** The lock word as the peer sees it, eight hex digits. */
export async function peerWord(scope: Scope, name: string, payloadBytes: number, set?: string): Promise<string> {
  const { stdout } = await runPeer(scope, 'word', name, payloadBytes, set === undefined ? [] : [set]);
  return stdout.trim();
}
