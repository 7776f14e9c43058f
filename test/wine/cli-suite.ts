import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import { UNTIL_INPUT_ENDS } from '../../backend/demo-camera.ts';
import { freshName, osNameOf, startPeer } from '../conformance/helpers.ts';
import type { PeerProcess, World } from '../conformance/world.ts';
import { type Answer, CommandLine } from './command-line.ts';

const LAYOUT = ['-W', 64, '-H', 48, '-f', 'RGB24'] as const;
const PAYLOAD = 64 * 48 * 3;
const BALL = ['--source', 'pattern:ball', ...LAYOUT, '--fps', 30] as const;

interface Bench {
  readonly cam: CommandLine;
  /** A mapping name that nobody else uses. */
  readonly name: string;
  peer(command: string, ...args: readonly (string | number)[]): PeerProcess;
  /** Stops a process where it is; the result lets it go on. */
  stop(pid: number): () => void;
}

/** `sharedcam` itself, as it is built, on the Windows code: each test with a home of its own, several at a time. */
export function addCommandLineTests(world: World, cli: string, peer: string): void {
  const within = (body: (bench: Bench) => Promise<void>) => async (context: TestContext) => {
    const cam = new CommandLine(cli);
    const name = freshName('cli');
    const peers: PeerProcess[] = [];
    context.after(async () => {
      await Promise.all(peers.map((one) => one.kill()));
      await cam.close();
    });
    await body({
      cam,
      name,
      stop: (pid) => world.stop(pid),
      peer: (command, ...args) => {
        const started = startPeer(peer, [command, osNameOf(name), PAYLOAD, ...args]);
        peers.push(started);
        return started;
      },
    });
  };
  describe(`the command line (${world.title})`, { concurrency: 4 }, () => {
    for (const [title, body] of Object.entries(TESTS)) test(title, { timeout: 150_000 }, within(body));
    test(
      '4: a name that is something else, and left as it is',
      { timeout: 150_000 },
      within((bench) => squatted(bench, world)),
    );
  });
}

const TESTS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'a publisher ends with its input where that was asked for, and cleans up: Windows has no signal for it': async ({
    cam,
    name,
  }) => {
    const publisher = cam.start('publish', name, ...BALL, '--json', UNTIL_INPUT_ENDS);
    await publisher.said(/"ready"/);
    publisher.child.stdin?.end();
    const { code, stdout } = await publisher.exited();
    assert.equal(code, 0);
    assert.match(stdout, /"frames"/);
    assert.equal((await cam.run('info', name)).error?.code, 'NOT_FOUND');
  },
  '1-5: made, listed, told, refused a second time, gone with its maker': async ({ cam, name }) => {
    const maker = cam.start('create', name, ...LAYOUT, '--json');
    await maker.said(/"ready"/);
    const info = await cam.run('info', name);
    assert.equal(info.code, 0);
    match(info.value, { name, payloadBytes: PAYLOAD, lock: { word: '00000000', state: 'free' }, trailer: { width: 64 } });
    const list = (await cam.run('list', '--long')).value as { name: string }[];
    const mine = list.find((mapping) => mapping.name === name);
    // Sections of other programs lie in the same place.
    assert.deepEqual(
      list.filter((mapping) => mapping.name.startsWith('node-debug-handler')),
      [],
    );
    match(mine, { namespace: 'local', payloadBytes: PAYLOAD, largePages: false, verdict: 'free' });
    assert.ok(readFileSync(cam.path('shmem_camindices.txt'), 'utf8').includes(name));
    const again = await cam.run('create', name, ...LAYOUT);
    match(again, { code: 5, error: { code: 'EXISTS' } });
    const large = await cam.run('watch', name, '-W', 640, '-H', 480, '-f', 'RGB24', '--timeout', 300);
    match(large, { code: 6, error: { code: 'SIZE_MISMATCH' } });
    match(await cam.run('watch', name, '--timeout', 300), { code: 7, error: { code: 'TIMEOUT' } });
    await maker.kill();
    match(await cam.run('info', name), { code: 3, error: { code: 'NOT_FOUND' } });
  },

  '30: a recording that runs is not mended; one whose program was killed is': async ({ cam, name }) => {
    const publisher = cam.start('publish', name, ...BALL, '--json');
    await publisher.said(/"ready"/);
    const [take, part] = [cam.path('take.mcap'), cam.path('take.mcap.part')];
    const recorder = cam.start('record', name, take, '--json');
    await recorder.said(/"frames":[1-9]/);
    const refused = await cam.run('record', '--recover', part);
    match(refused, { code: 2, error: { code: 'USAGE' } });
    assert.match(refused.error?.message ?? '', /is being written by another program/);
    await recorder.kill();
    match(await cam.run('record', '--recover', part), { code: 0, value: { file: take, untouched: false } });
    assert.equal(existsSync(part), false);
    match(await cam.run('record', '--recover', take), { code: 0, value: { untouched: true } });
  },

  '2: wrong usage says what is allowed': async ({ cam }) => {
    match(await cam.run('info', 'a/b'), { code: 2, error: { code: 'NAME_INVALID' } });
    match(await cam.run('publish', 'cam', '--source', 'pattern:plaid'), { code: 2, error: { code: 'USAGE' } });
  },

  'published, watched, kept as a picture and as bytes, and a second writer refused': async ({ cam, name }) => {
    const publisher = cam.start('publish', name, ...BALL, '--json');
    await publisher.said(/"ready"/);
    const seen = await cam.run('watch', name, '--count', 10);
    match(seen, { code: 0, value: { summary: true, frames: 10, torn: 0 } });
    const [picture, bytes] = [cam.path('ball.png'), cam.path('ball.raw')];
    match(await cam.run('snapshot', name, picture), { code: 0 });
    assert.equal(readFileSync(picture).subarray(1, 4).toString('latin1'), 'PNG');
    match(await cam.run('dump', name, bytes), { code: 0 });
    assert.equal(statSync(bytes).size, PAYLOAD);
    match(await cam.run('dump', name, bytes), { code: 5 });
    match(await cam.run('publish', name, ...BALL), { code: 5, error: { code: 'EXISTS' } });
    match(await cam.run('publish', name, ...BALL, '--existing', '--frames', 3), { code: 5, error: { code: 'SECOND_WRITER' } });
    match(await cam.run('doctor', name), { code: 0, value: { healed: null, rung: 0 } });
  },

  'publishes so many frames as it was told, and leaves nothing': async ({ cam, name }) => {
    match(await cam.run('publish', name, ...BALL, '--frames', 15), { code: 0, value: { frames: 15 } });
    match(await cam.run('info', name), { code: 3 });
    assert.equal(readFileSync(cam.path('shmem_camindices.txt'), 'utf8').includes(name), false);
  },

  '7, 9: a writer that died in its copy, with a stranger attached: told, not stolen, forced and taken down': async (bench) => {
    const { cam, name, peer } = bench;
    const stranger = peer('create', 600_000);
    await stranger.said('created');
    assert.equal((await peer('die-write').exited()).code, 0);
    match(await cam.run('watch', name, ...LAYOUT, '--timeout', 300), { code: 7, error: { code: 'TIMEOUT' } });
    const sick = await cam.run('doctor', name, '--fix');
    match(sick, { code: 7, value: { verdict: 'stuck', rung: 3, healed: null, lock: { word: '80000000' } } });
    match(await cam.run('unlock', name), { code: 7, value: { released: false, after: '80000000' } });
    const forced = await cam.run('doctor', name, '--fix', '--confirm', name);
    match(forced, { code: 0, value: { healed: { released: true, before: '80000000', after: '00000000' } } });
    const log = (await cam.run('doctor', '--log')).value as readonly { id: string }[];
    match(log[0], { deed: 'force', rung: 3, done: true, by: { automatic: false } });
    match(await cam.run('doctor', '--undo', log[0]?.id ?? ''), { code: 0, value: { after: '80000000' } });
    match(await cam.run('unlock', name, '--force'), { code: 0, value: { released: true, reason: 'forced' } });
  },

  '8: a publisher of ours that died in its copy, with a reader of ours: freed by itself': async ({ cam, name }) => {
    // It waits for the name, so that it is there before the publisher dies.
    const reader = cam.start('watch', name, '--timeout', 8000);
    const publisher = cam.start('publish', name, ...BALL, '--fault', 'die-in-write', '--json');
    await publisher.said(/"ready"/);
    await publisher.exited();
    // Its name lives on with the reader's handle; the reader frees the lock, and then waits in vain for more.
    assert.equal((await reader.exited()).code, 7);
    assert.match(reader.stderr, /The lock was freed \(80000000 -> 00000000\)/);
    match((await cam.run('doctor', '--log')).value, [{ deed: 'release', done: true, by: { automatic: true } }]);
  },

  '10: a publisher of ours that died while it read: released by the doctor, who proves that only one is left who looks': async ({
    cam,
    name,
  }) => {
    const observer = cam.start('watch', name, '--observe', '--timeout', 140_000);
    // So long it takes to start: it has to be there before the publisher dies.
    match(await cam.run('info', name), { code: 3 });
    const publisher = cam.start('publish', name, ...BALL, '--fault', 'die-in-read', '--json');
    await publisher.said(/"ready"/);
    await publisher.exited();
    match(await cam.run('info', name), { code: 0, value: { lock: { word: '00000001' } } });
    const { code, value } = await cam.run('doctor', name, '--fix');
    match(value, { rung: 1, healed: { released: true, before: '00000001', after: '00000000' } });
    assert.equal(code, 0);
    await observer.kill();
  },

  '10: a reader that died while it reads: told, and released once nobody is left but one of ours who only looks': async (
    bench,
  ) => {
    const { cam, name, peer } = bench;
    const stranger = peer('create', 600_000);
    await stranger.said('created');
    const holder = peer('hold-read', 600_000);
    await holder.said('held');
    // Has it open before the stranger goes, with whom the name would go too.
    const observer = cam.start('watch', name, ...LAYOUT, '--observe', '--timeout', 140_000);
    await holder.kill();
    match(await cam.run('doctor', name, '--fix'), { code: 7, value: { verdict: 'stuck', rung: 3, healed: null } });
    match(await cam.run('info', name), { code: 0, value: { lock: { word: '00000001', state: 'reading', readers: 1 } } });
    await until(
      () => cam.run('doctor', name),
      ({ value }) => (value as { holders: { list: unknown[] } }).holders.list.length === 2,
    );
    await stranger.kill();
    await until(
      () => cam.run('doctor', name, '--fix'),
      ({ code }) => code === 0,
    );
    match(await cam.run('info', name), { code: 0, value: { lock: { word: '00000000' } } });
    await observer.kill();
  },

  '11, 12: held for long, then given back: told as in use, never taken away': async ({ cam, name }) => {
    const publisher = cam.start('publish', name, ...BALL, '--fault', 'hold:4000', '--json');
    await publisher.said(/"ready"/);
    await until(
      () => cam.run('info', name),
      (answer) => wordOf(answer) === '80000000',
    );
    const refused = await cam.run('unlock', name);
    if (refused.code !== 0) match(refused, { code: 7, value: { released: false, after: '80000000' } });
    match(await cam.run('watch', name, '--count', 3, '--timeout', 20_000), { code: 0, value: { frames: 3, torn: 0 } });
  },

  '11, 12, 21: a publisher that is stopped, goes on, dies, and comes back into the mapping that was kept for it': async ({
    cam,
    name,
    stop,
  }) => {
    const publisher = cam.start('publish', name, ...BALL, '--json');
    await publisher.said(/"ready"/);
    const holder = cam.start('hold', name);
    await holder.said(/kept alive/);
    const goOn = stop(publisher.child.pid ?? 0);
    match(await cam.run('watch', name, '--timeout', 300), { code: 7, error: { code: 'TIMEOUT' } });
    const { value } = await cam.run('info', name);
    const list = (value as { holders: { list: { program: string; state: string; user: string }[] } }).holders.list;
    match(
      list.find(({ program }) => program === 'sharedcam publish'),
      { state: 'stopped' },
    );
    match(
      list.find(({ program }) => program === 'sharedcam hold'),
      { state: 'running' },
    );
    assert.ok(list.every(({ user }) => user.length > 0));
    goOn();
    match(await cam.run('watch', name, '--count', 3), { code: 0, value: { frames: 3, torn: 0 } });
    await publisher.kill();
    match(await cam.run('info', name), { code: 0 });
    const second = cam.start('publish', name, ...BALL, '--json');
    await second.said(/"ready"/);
    match(await cam.run('watch', name, '--count', 3), { code: 0, value: { frames: 3, torn: 0 } });
  },

  'half-frames, flip-format, stop: what viewers can and cannot know': async ({ cam, name }) => {
    const start = async (fault: string) => {
      const publisher = cam.start('publish', name, ...BALL, '--fault', fault, '--json');
      await publisher.said(/"ready"/);
      return publisher;
    };
    const half = await start('half-frames');
    match(await cam.run('watch', name, '--count', 40), { code: 0, value: { frames: 40, torn: 0 } });
    await half.kill();
    const flipping = await start('flip-format');
    for (const format of ['GRAY8', 'RGB24'])
      await until(
        () => cam.run('info', name),
        ({ value }) => (value as { trailer?: { format?: string } } | undefined)?.trailer?.format === format,
      );
    await flipping.kill();
    await start('stop');
    await until(
      () => cam.run('watch', name, '--timeout', 1000, '--count', 3),
      ({ code }) => code === 7,
    );
    match(await cam.run('doctor', name), { code: 0, value: { verdict: 'free' } });
  },

  '13, 14: words without a meaning are told and left alone': async ({ cam, name, peer }) => {
    await peer('create', 600_000).said('created');
    for (const [word, code, verdict] of [
      ['ff000000', 8, 'uninitialised'],
      ['80000001', 9, 'corrupt'],
    ] as const) {
      assert.equal((await peer('word', word).exited()).code, 0);
      match(await cam.run('dump', name, cam.path('x.raw'), '--timeout', 300), { code });
      match(await cam.run('doctor', name), { code, value: { verdict, lock: { word } } });
      assert.equal(wordOf(await cam.run('info', name, '--timeout', 300)), word);
    }
    assert.equal(existsSync(cam.path('x.raw')), false);
  },

  'wrong-size, no-init: what is wrong is said': async ({ cam, name }) => {
    const small = cam.start('publish', name, ...BALL, '--fault', 'wrong-size', '--json');
    await small.said(/"ready"/);
    const refused = await cam.run('snapshot', name, cam.path('a.png'), '-W', 128, '-H', 96, '-f', 'RGB24');
    match(refused, { code: 6, error: { code: 'SIZE_MISMATCH' } });
    await small.kill();
    const fresh = cam.start('publish', name, ...BALL, '--fault', 'no-init', '--json');
    await fresh.said(/"ready"/);
    await until(
      () => cam.run('watch', name, '--timeout', 300, '--count', 1),
      ({ code }) => code === 8,
    );
  },

  '21: a producer that is killed and started again is followed': async ({ cam, name }) => {
    const first = cam.start('publish', name, ...BALL, '--json');
    await first.said(/"ready"/);
    await first.kill();
    match(await cam.run('info', name), { code: 3 });
    const second = cam.start('publish', name, ...BALL, '--json');
    await second.said(/"ready"/);
    match(await cam.run('watch', name, '--count', 3), { code: 0, value: { frames: 3 } });
  },

  '21: a producer that comes back with another size while a viewer has the old one open': async ({ cam, name }) => {
    const first = cam.start('publish', name, ...BALL, '--json');
    await first.said(/"ready"/);
    // Ends when nothing new comes, as viewers let go of what stands still.
    const viewer = cam.start('watch', name, '--timeout', 4000, '--json');
    await viewer.said(/"frame"/);
    await first.kill();
    const other = ['--source', 'pattern:ball', '-W', 128, '-H', 96, '-f', 'RGB24', '--fps', 30] as const;
    const second = cam.start('publish', name, ...other, '--json');
    await second.said(/"ready"/);
    match(await cam.run('info', name), { code: 0, value: { trailer: { width: 128 } } });
  },

  '23: names that are not allowed': async ({ cam }) => {
    match(await cam.run('create', 'x'.repeat(300), ...LAYOUT), { code: 2, error: { code: 'NAME_INVALID' } });
    match(await cam.run('create', 'a\\b', ...LAYOUT), { code: 2, error: { code: 'NAME_INVALID' } });
  },

  'the doctor checks the installation, and writes a bundle': async ({ cam }) => {
    const file = cam.path('bundle.json');
    const { value } = await cam.run('doctor', '--bundle', file);
    const { checks } = (value as { installation: { checks: { id: string; level: string; text: string }[] } }).installation;
    for (const id of ['koffi', 'framelock', 'pages', 'settings'])
      match(
        checks.find((check) => check.id === id),
        { level: 'ok' },
      );
    match(JSON.parse(readFileSync(file, 'utf8')), { pixels: 'left out' });
  },

  'serves the window': async ({ cam }) => {
    const server = cam.start('serve', '--json');
    await server.said(/"ready"/);
    const { url } = JSON.parse(server.stdout.split('\n')[0] ?? '') as { url: string };
    // Wine lacks what Node's sockets ask of a connection to this machine, so that nobody can go there from here.
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{20,}\/$/);
  },
};

async function squatted({ cam, name }: Bench, world: World): Promise<void> {
  for (const [kind, make] of Object.entries(world.otherObjects)) {
    const remove = make(osNameOf(name));
    match(await cam.run('info', name), { code: 4, error: { code: 'WRONG_TYPE' } }, kind);
    // Any section takes the name, whether or not it can be read.
    const code = kind.startsWith('a section') ? 'EXISTS' : 'WRONG_TYPE';
    match(await cam.run('create', name, ...LAYOUT), { error: { code } }, kind);
    remove();
  }
}

function wordOf({ value }: { readonly value: unknown }): string {
  return (value as { lock?: { word?: string } } | undefined)?.lock?.word ?? '';
}

async function until(ask: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return;
    assert.ok(performance.now() < deadline, `waited in vain, last: ${JSON.stringify(answer)}`);
  }
}

/** Everything that `expected` names is the same in `actual`. */
function match(actual: unknown, expected: object, what = ''): void {
  const said = `${what} ${JSON.stringify(actual)}`;
  for (const [key, value] of Object.entries(expected)) {
    const found = (actual as Record<string, unknown> | undefined | null)?.[key];
    if (typeof value === 'object' && value !== null) match(found, value, `${what}${key}:`);
    else assert.equal(found, value, `${key}: ${said}`);
  }
}
