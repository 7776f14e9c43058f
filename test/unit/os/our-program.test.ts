import { expect, test } from 'vitest';
import { ourProgram } from '../../../native/os/our-program.ts';

test.each([
  ['/usr/bin/node /opt/viewer/bin/sharedcam.mjs publish cam --source pattern:ball ', 'sharedcam publish'],
  ['"C:\\Program Files\\nodejs\\node.exe" "C:\\My Viewer\\out\\main\\cli.js" hold cam', 'sharedcam hold'],
  ['"C:\\Program Files\\Viewer\\sharedcam.exe" serve', 'sharedcam serve'],
  ['sharedcam list', 'sharedcam list'],
  ['/usr/bin/node /opt/other/sharedcam.mjs.bak publish cam', undefined],
  ['/usr/bin/node server.js', undefined],
  ['/usr/bin/node /opt/viewer/bin/sharedcam.mjs --help', undefined],
  ['', undefined],
])('%s', (commandLine, name) => expect(ourProgram(commandLine)).toBe(name));
