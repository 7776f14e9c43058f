// The rings that start the product as a user does need its bundles. `node test/run.mjs` has made them already and says so.
import { ensureBuilt } from './build.mjs';

export default function setup(): void {
  if (!process.env['SHARED_CAMERA_BUILT']) ensureBuilt();
}
