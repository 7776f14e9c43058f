#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../out/main/cli.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('error: The command line has not been built yet.\n  do:    run `npm run build` in the folder of the project.');
  process.exitCode = 1;
}
