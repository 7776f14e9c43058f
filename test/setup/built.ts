// The rings that start the product as a user does need its bundles; `node test/run.mjs` has made them already, `npx vitest` may not have.
import { ensureBuilt } from './build.mjs';

export default function setup(): void {
  ensureBuilt();
}
