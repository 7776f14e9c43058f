import { join } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';
import { APP_ID } from '../../../electron/main/app-id.ts';
import { ROOT } from '../../support/paths.ts';

const load = () => getConfig(ROOT, join(ROOT, 'electron-builder.yml'), null);

describe('electron-builder.yml', () => {
  it('fits the schema of electron-builder', async () => {
    await expect(validateConfiguration(await load(), new DebugLogger(false))).resolves.toBeUndefined();
  });

  it('would not, were it wrong', async () => {
    const wrong = Object.assign(await load(), { asarUnpacked: ['x'] });
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/asarUnpacked/);
  });

  it('has the name by which Windows knows the program', async () => {
    expect((await load()).appId).toBe(APP_ID);
  });

  it('keeps native code out of the archive and the switches of Electron closed', async () => {
    const { asar, asarUnpack, electronFuses } = await load();
    expect(asar).toBe(true);
    expect(asarUnpack).toEqual(['node_modules/koffi/**', 'node_modules/@koromix/**']);
    expect(electronFuses).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true, grantFileProtocolExtraPrivileges: false });
  });
});
