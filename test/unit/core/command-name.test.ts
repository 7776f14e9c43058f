import { describe, expect, it } from 'vitest';
import { commandName } from '../../../native/core/command-name.ts';

describe('a mapping on the command line', () => {
  it.each([
    ['CapturedCam_0', 'local', 'CapturedCam_0'],
    ['gate-2.left', 'global', 'gate-2.left --namespace global'],
    ['two words', 'local', '"two words"'],
    ['x;reboot', 'custom', '"x;reboot" --namespace custom'],
    ['$(reboot)`date`"', 'local', '"\\$(reboot)\\`date\\`\\""'],
  ] as const)('%s in %s', (name, namespace, shown) => {
    expect(commandName(name, namespace)).toBe(shown);
  });
});
