import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An ffmpeg that writes a little, tells of it, and then does nothing until it is killed. Answers its path; its folder may stand first in PATH. */
export function stuckFfmpeg(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'ffmpeg');
  const script = [
    '#!/bin/sh',
    'for last; do :; done',
    'printf half >"$(echo "$last" | cut -c6-)"',
    'echo total_size=4',
    'exec sleep 600',
  ];
  writeFileSync(program, `${script.join('\n')}\n`);
  chmodSync(program, 0o755);
  return program;
}
