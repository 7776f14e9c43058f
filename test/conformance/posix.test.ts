import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { tightLayout } from '../../native/core/layout.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { PEERS, peerProgram } from '../support/peer.ts';
import { create, fails, freshName, NAME_PREFIX, open, osNameOf, stamped, startPeer } from './helpers.ts';
import { addConformanceTests, addConformanceTestsWithPeer } from './suite.ts';
import type { PeerProcess, World } from './world.ts';

const shm = (osName: string) => `/dev/shm${osName}`;

function posixWorld(title: string, program: string): World {
  return {
    title,
    test: (name, body) => it(name, body),
    rounds: 10_000,
    peer: (...args) => startPeer(program, args),
    resources: () => ({
      descriptors: readdirSync('/proc/self/fd').length,
      views: readFileSync('/proc/self/maps', 'utf8')
        .split('\n')
        .filter((line) => line.includes('/dev/shm/')).length,
    }),
    stop: (pid) => {
      process.kill(pid, 'SIGSTOP');
      return () => void process.kill(pid, 'SIGCONT');
    },
    spoilLastError: () => expect(() => getOsBackend().removeName(getOsBackend().name(freshName('absent'), 'local'))).toThrow(),
    otherObjects: {
      'a directory': (osName) => {
        mkdirSync(shm(osName));
        return () => rmSync(shm(osName), { recursive: true });
      },
      'a pipe': (osName) => {
        execFileSync('mkfifo', [shm(osName)]);
        return () => rmSync(shm(osName));
      },
      'a symbolic link': (osName) => {
        writeFileSync(shm(`${osName}.target`), new Uint8Array(4096), { mode: 0o600 });
        symlinkSync(shm(`${osName}.target`), shm(osName));
        return () => {
          rmSync(shm(osName));
          rmSync(shm(`${osName}.target`));
        };
      },
    },
    sparseSection: (osName, bytes) => {
      writeFileSync(shm(osName), '', { mode: 0o600 });
      truncateSync(shm(osName), bytes);
      return () => rmSync(shm(osName));
    },
  };
}

// What killed peers and failed tests leave behind.
afterAll(() => {
  for (const object of readdirSync('/dev/shm')) if (object.includes(NAME_PREFIX)) rmSync(shm(`/${object}`), { force: true });
});

addConformanceTests(posixWorld('Linux', peerProgram()));

describe.each(PEERS)('with $title', (peer) => {
  addConformanceTestsWithPeer(posixWorld('Linux', peerProgram(peer)));
});

/** Another process of this program, which runs the script and stays. */
function ours(script: string, uid?: number): PeerProcess {
  const imports = `
    import { SharedMapping } from './native/camera/shared-mapping.ts';
    import { loadFramelock } from './native/os/framelock.ts';`;
  const stay = 'setInterval(() => {}, 1000);';
  return startPeer(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', imports + script + stay], uid);
}

describe('what only POSIX has', () => {
  const root = process.getuid?.() === 0;

  it('24: objects are private by default, and shared on purpose only', () => {
    const umask = process.umask(0o077);
    for (const [share, mode] of [
      ['private', 0o600],
      ['users', 0o666],
    ] as const) {
      const mapping = SharedMapping.create({ name: freshName(), namespace: 'local', payloadBytes: 10, share });
      expect(statSync(shm(mapping.name.osName)).mode & 0o777).toBe(mode);
      mapping.close();
    }
    process.umask(umask);
  });

  it('24: an object that was shared on purpose opens for its owner, one that was left open by mistake only when trusted', async () => {
    const name = freshName();
    const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: 10, share: 'users' });
    (await open(name)).close();
    chmodSync(shm(mapping.name.osName), 0o666);
    await fails('UNSAFE_OWNER', () => open(name));
    (await open(name, { trust: true })).close();
    mapping.close();
  });

  it.skipIf(!root)('24: an object of another user opens only when trusted', async () => {
    const name = freshName();
    const mapping = create(name, 10);
    chownSync(shm(mapping.name.osName), 65_534, 65_534);
    const error = await fails('UNSAFE_OWNER', () => open(name));
    expect(error.details).toMatchObject({ owner: 65_534, uid: 0 });
    (await open(name, { trust: true })).close();
    mapping.close();
  });

  it.skipIf(!root)('5: an object that this user may not open is ACCESS_DENIED', async () => {
    const name = freshName();
    const mapping = create(name, 10);
    process.seteuid?.(65_534);
    try {
      await fails('ACCESS_DENIED', () => open(name));
    } finally {
      process.seteuid?.(0);
    }
    mapping.close();
  });

  it('25: an empty object is a SIZE_MISMATCH after the deadline, and opens when it is sized meanwhile', async () => {
    const name = freshName();
    const path = shm(osNameOf(name));
    writeFileSync(path, '', { mode: 0o600 });
    const started = performance.now();
    const error = await fails('SIZE_MISMATCH', () => open(name, { timeoutMs: 200 }));
    expect(error.details['have']).toBe(0);
    expect(performance.now() - started).toBeGreaterThanOrEqual(195);
    setTimeout(() => truncateSync(path, 8192), 50);
    const mapping = await open(name, { timeoutMs: 5000 });
    expect(mapping.realBytes).toBe(8192);
    mapping.close();
    rmSync(path);
  });

  it('25: an object without room for a lock and a byte is a SIZE_MISMATCH with both numbers', async () => {
    const name = freshName();
    const path = shm(osNameOf(name));
    writeFileSync(path, 'abc', { mode: 0o600 });
    const error = await fails('SIZE_MISMATCH', () => open(name));
    expect(error.details).toMatchObject({ have: 3, need: 5, missing: 2 });
    rmSync(path);
  });

  it('25: an object that is truncated while it is mapped is an error, not a SIGBUS', async () => {
    const name = freshName();
    const mapping = create(name, 100_000);
    const reader = await open(name, { payloadBytes: 100_000 });
    const observer = await open(name, { payloadBytes: 100_000, access: 'observe' });
    const frame = new Uint8Array(100_000);
    truncateSync(shm(mapping.name.osName), 8192);
    await fails('VANISHED', () => reader.read(frame));
    await fails('VANISHED', () => reader.readAsync(frame));
    await fails('VANISHED', () => observer.read(frame));
    await fails('VANISHED', () => mapping.write(frame));
    expect(reader.inspect().mappedBytes).toBe(8192);
    truncateSync(shm(mapping.name.osName), 0);
    await fails('VANISHED', () => reader.read(frame));
    await fails('VANISHED', () => reader.lockWord());
    await fails('SIZE_MISMATCH', () => open(name, { timeoutMs: 0 }));
    for (const each of [reader, observer, mapping]) each.close();
  });

  it('21: a producer that makes a new mapping of the same name is noticed', async () => {
    const name = freshName();
    const first = create(name, 1000);
    const reader = await open(name);
    expect(reader.isCurrent()).toBe(true);
    first.close();
    expect(reader.isCurrent()).toBe(false);
    const second = create(name, 9000);
    expect(reader.isCurrent()).toBe(false);
    const again = await open(name);
    expect([again.isCurrent(), again.realBytes]).toEqual([true, second.realBytes]);
    for (const each of [reader, again, second]) each.close();
  });

  it('what a program left that was killed while it replaced a mapping is removed by the next who does', async () => {
    const name = freshName();
    const left = (pid: number) => shm(`/.${osNameOf(name).slice(1)}.successor-${pid}`);
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    const old = create(name, 100);
    for (const pid of [process.pid, dead, process.ppid]) writeFileSync(left(pid), 'half made');
    try {
      const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: 5000, replace: true });
      expect((await open(name)).realBytes).toBe(8192);
      expect([process.pid, dead, process.ppid].map((pid) => existsSync(left(pid)))).toEqual([false, false, true]);
      mapping.close();
    } finally {
      old.close();
      for (const pid of [process.pid, dead, process.ppid]) rmSync(left(pid), { force: true });
    }
  });

  it('a creator removes its own name only, not that of its successor', () => {
    const name = freshName();
    const first = create(name, 1000);
    rmSync(shm(first.name.osName));
    const second = create(name, 1000);
    first.close();
    expect(second.isCurrent()).toBe(true);
    second.close();
    expect(second.closed).toBe(true);
  });

  it('1: 1000 rounds of creating and opening in parallel lose no count and tear no frame', async () => {
    const [name, bytes, rounds] = [freshName(), 50_000, 1000];
    const opener = ours(`
      import { freshName, stampOf } from './test/conformance/helpers.ts';
      const frame = new Uint8Array(${bytes});
      for (let round = 1; round <= ${rounds}; ) {
        const reader = await SharedMapping.open({ name: '${name}-' + round, namespace: 'local', access: 'read', payloadBytes: ${bytes} }).catch(() => undefined);
        if (!reader) continue;
        let stamp = 0;
        while (stamp !== round) {
          reader.read(frame);
          stamp = stampOf(frame);
          if (stamp !== 0 && stamp !== round) throw new Error('frame ' + stamp + ' in round ' + round);
        }
        reader.close();
        console.log('round ' + round++ + '.');
      }`);
    for (let round = 1; round <= rounds; round++) {
      const mapping = create(`${name}-${round}`, bytes);
      mapping.write(stamped(bytes, round));
      await opener.said(`round ${round}.`);
      expect(mapping.lockWord().word).toBe('00000000');
      mapping.close();
    }
    await opener.kill();
  });

  it.skipIf(!root)('an ordinary user never has the whole proof, and is told why', async () => {
    const viewer = ours(
      `
      const mapping = SharedMapping.create({ name: '${freshName()}', namespace: 'local', payloadBytes: 10 });
      console.log(JSON.stringify(mapping.holders()) + '.');
      mapping.close();`,
      65_534,
    );
    await viewer.said('}.');
    const { stdout } = await viewer.kill();
    expect(JSON.parse(stdout.slice(0, -2))).toEqual({
      holders: [],
      complete: false,
      unseen: 'privileged',
      reason: { says: 'holders.unseenPrivileged', values: { count: expect.any(Number) } },
    });
  });

  it('a publisher of ours that died in its copy is recovered from beside other viewers of ours', async () => {
    const name = freshName();
    const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: 100 });
    mapping.describe(tightLayout('GRAY8', 10, 10), '');
    mapping.claimWriter().release();
    const publisher = ours(`
      const mapping = await SharedMapping.open({ name: '${name}', namespace: 'local', access: 'write' });
      mapping.describe({ width: 10, height: 10, strideBytes: 10, format: 'GRAY8', offsetBytes: 0 }, '');
      loadFramelock().lockWrite(mapping.watchView().word, 0);
      console.log('ready');`);
    const viewer = ours(`
      globalThis.viewer = await SharedMapping.open({ name: '${name}', namespace: 'local', access: 'read' });
      console.log('ready');`);
    await Promise.all([publisher.said('ready'), viewer.said('ready')]);
    expect(mapping.holders().holders.every((holder) => holder.ours)).toBe(true);
    expect(await mapping.recoverIfAlone()).toBeUndefined();
    await fails('SECOND_WRITER', () => mapping.claimWriter());
    await publisher.kill();
    const report = await mapping.recoverIfAlone();
    expect(report).toMatchObject({ released: true, reason: 'publisher-died', before: '80000000', after: '00000000' });
    await viewer.kill();
    mapping.close();
  });

  const inOwnProcesses = (variable: string, ...command: string[]) =>
    spawnSync('unshare', ['-p', '-f', '--mount-proc', ...command], {
      encoding: 'utf8',
      env: { ...process.env, SHAREDCAM_OWN_SHM: variable },
    });
  const canNest = root && inOwnProcesses('', 'true').status === 0;

  it.skipIf(!canNest)(
    'in a container nobody is provably alone, unless its starter says so (needs root and the right to nest)',
    () => {
      const script = `
      import { hiddenProcesses } from './native/os/posix/holders.ts';
      console.log(hiddenProcesses()?.says);`;
      const line = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', script];
      expect(inOwnProcesses('', ...line).stdout).toBe('holders.container\n');
      expect(inOwnProcesses('1', ...line).stdout).toBe('undefined\n');
    },
  );

  // Root may have a /dev/shm of its own; in many containers not even root.
  const inSmallMemory = (...command: string[]) =>
    spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /dev/shm && exec "$@"', 'sh', ...command], {
      encoding: 'utf8',
    });
  const canMount = root && inSmallMemory('true').status === 0;

  it.skipIf(!canMount)('a full /dev/shm is an error when the mapping is made (needs root and the right to mount)', () => {
    const script = `
      import { SharedMapping } from './native/camera/shared-mapping.ts';
      const make = (payloadBytes) => SharedMapping.create({ name: 'full', namespace: 'local', payloadBytes });
      try { make(2_000_000); } catch (error) { console.log(error.code); }
      make(500_000).write(new Uint8Array(500_000));
      console.log('whole');`;
    const { stdout } = inSmallMemory(process.execPath, '--import', 'tsx', '--input-type=module', '-e', script);
    expect(stdout.trim().split('\n')).toEqual(['NOT_ENOUGH_MEMORY', 'whole']);
  });
});
