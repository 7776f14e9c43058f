#!/usr/bin/env node
// Compiles the decoders to WebAssembly and writes them as a module of the page, so that there is no file to fetch: node build.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = dirname(fileURLToPath(import.meta.url));
const output = join(folder, 'build/decoders-wasm.ts');

const { error, binary, stderr } = await compile();
if (error) {
  console.error(`simd: ${error.message}\n${stderr}`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `export const DECODERS_WASM = '${Buffer.from(binary).toString('base64')}';\n`);
  console.log(`simd: ${relative(process.cwd(), output)}, ${binary.length} bytes`);
}

async function compile() {
  let binary;
  const stderr = asc.createMemoryStream();
  const writeFile = (_name, contents) => {
    binary = contents;
  };
  const { error } = await asc.main(
    [
      ...['memory.ts', 'yuv.ts', 'rgb.ts', 'gray.ts'].map((name) => join(folder, name)),
      ...['--baseDir', '/'],
      ...['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--use', 'abort='],
      ...['--outFile', 'decoders.wasm'],
    ],
    { stderr, stdout: stderr, writeFile },
  );
  return { error, binary, stderr: stderr.toString() };
}
