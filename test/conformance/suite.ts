import { addFrameTests } from './suite-frames.ts';
import { addLifetimeTests } from './suite-lifetime.ts';
import { addLockTests } from './suite-locks.ts';
import { addManagerTests } from './suite-manager.ts';
import { addOpeningTests } from './suite-opening.ts';
import { addPeerTests } from './suite-peers.ts';
import type { World } from './world.ts';

/**
 * One suite for every operating system. Plain functions and node:assert, so that the runner of the Windows Node can run it as well as
 * vitest. Numbers in the titles are those of the list of promises.
 */
export function addConformanceTests(world: World): void {
  const titled = withTitles(world);
  addOpeningTests(titled);
  addFrameTests(titled);
  addLockTests(titled);
  addLifetimeTests(titled);
}

/** The part in which another program takes part, to be run with each of them. */
export function addConformanceTestsWithPeer(world: World): void {
  const titled = withTitles(world);
  addPeerTests(titled);
  addManagerTests(titled);
}

function withTitles(world: World): World {
  return { ...world, test: (title, body) => world.test(`${title} [${world.title}]`, body) };
}
