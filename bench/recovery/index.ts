import { randomUUID } from 'node:crypto';
import { KeptLocks } from '../../backend/kept-locks.ts';
import { diagnose } from '../../native/camera/doctor/diagnose.ts';
import { openForLock, patientOf } from '../../native/camera/doctor/patient.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { compile, LineChild } from '../child.ts';
import { type BenchResult, printWhenMain, row } from '../support.ts';

const PAYLOAD = 1_769_472;
const ROUNDS = 10;

/** B12: a writer dies inside its copy, and the lock with it. How long until it is free again, or until somebody is told. */
export async function run(): Promise<BenchResult> {
  const peer = compile('peer', ['test/peer/peer.c']);
  const freed: number[] = [];
  const told: number[] = [];
  const forced: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    freed.push(await recovered(peer));
    const foreign = await withStranger(peer);
    told.push(foreign.toldMs);
    forced.push(foreign.forcedMs);
  }
  return {
    id: 'B12',
    title: 'From the death of a writer inside its copy of 1.77 MB',
    peer: 'nothing to compare with: the lock of the crate stays taken for ever',
    rows: [
      row('nobody else attached: until the lock is free', 'ms', freed, []),
      row('a foreign program attached: until the doctor has told it', 'ms', told, []),
      row('the same: from the forced release until the lock is free', 'ms', forced, []),
    ],
    note: 'The mapping is kept alive by this program, which looks at its word ten times a second and waits for a second without a change.',
  };
}

async function recovered(peer: string): Promise<number> {
  const name = `bench-${randomUUID()}`;
  const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: PAYLOAD });
  let died = 0;
  let isFree = (_ms: number) => {};
  const free = new Promise<number>((resolve) => {
    isFree = resolve;
  });
  const locks = new KeptLocks({
    kept: () => new Map([[name, { mapping }]]),
    now: () => loadFramelock().now(),
    heal: async (_, since) => {
      if (await mapping.recoverIfAlone(since)) isFree(performance.now() - died);
    },
  });
  locks.changed();
  try {
    await dieInCopy(peer, mapping);
    died = performance.now();
    return await free;
  } finally {
    await locks.close();
    mapping.close();
  }
}

async function withStranger(peer: string): Promise<{ readonly toldMs: number; readonly forcedMs: number }> {
  const name = `bench-${randomUUID()}`;
  const { osName } = getOsBackend().name(name, 'local');
  const stranger = new LineChild(peer, ['create', osName, String(PAYLOAD), '60000']);
  await stranger.heard();
  const mapping = await openForLock({ name, namespace: 'local' });
  try {
    await dieInCopy(peer, mapping);
    const died = performance.now();
    const { verdict, rung } = await diagnose(patientOf(mapping), getOsBackend());
    if (verdict !== 'stuck' || rung !== 3) throw new Error(`The doctor said ${verdict}, rung ${rung}.`);
    const toldMs = performance.now() - died;
    const begun = performance.now();
    const { released } = await mapping.release({ force: true });
    if (!released) throw new Error('The lock was not released.');
    return { toldMs, forcedMs: performance.now() - begun };
  } finally {
    mapping.close();
    stranger.end('SIGKILL');
    await stranger.ended();
    getOsBackend().removeName(getOsBackend().name(name, 'local'));
  }
}

async function dieInCopy(peer: string, mapping: SharedMapping): Promise<void> {
  const writer = new LineChild(peer, ['die-write', mapping.name.osName, String(PAYLOAD)]);
  await writer.ended();
}

await printWhenMain(import.meta.url, run);
