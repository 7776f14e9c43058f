import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { SharedCameraError } from '../core/errors.ts';
import { STRUCTURE_BYTES } from './framelock-structs.ts';

/** The number in framelock.h that this binding was written for. */
const ABI = 2;

type Address = bigint | Uint8Array | null;
type Call<A extends unknown[], R> = KoffiFunc<(...args: A) => R>;

/** The exported functions of framelock.h, argument by argument. */
export interface FramelockFunctions {
  readonly fl_now: Call<[], bigint | number>;
  readonly fl_load: Call<[Address, Address], number>;
  readonly fl_exchange: Call<[Address, number, number, Address], number>;
  readonly fl_wait_initialised: Call<[Address, number, Address], number>;
  readonly fl_lock_read: Call<[Address, number, Address], number>;
  readonly fl_unlock_read: Call<[Address, Address], number>;
  readonly fl_lock_write: Call<[Address, number, Address], number>;
  readonly fl_unlock_write: Call<[Address, Address], number>;
  readonly fl_read: Call<[Address, Address, Address, Address, number, Address], number>;
  readonly fl_observe: Call<[Address, Address, Address, Address, number, Address], number>;
  readonly fl_write: Call<[Address, Address, number, number, Address, number, Address], number>;
  readonly fl_copy_out: Call<[Address, Address, Address, Address], number>;
  readonly fl_copy_in: Call<[Address, Address, number, number, Address], number>;
  readonly fl_prefault: Call<[Address, number, number], number>;
  readonly fl_poll: Call<[Address, number, Address, number, number], number>;
  readonly fl_wake: Call<[Address], void>;
}

const SIGNATURES: Readonly<Record<keyof FramelockFunctions, string>> = {
  fl_now: 'uint64_t fl_now()',
  fl_load: 'int32_t fl_load(void *word, void *seen)',
  fl_exchange: 'int32_t fl_exchange(void *word, uint32_t expected, uint32_t desired, void *seen)',
  fl_wait_initialised: 'int32_t fl_wait_initialised(void *word, uint64_t timeout, void *result)',
  fl_lock_read: 'int32_t fl_lock_read(void *word, uint64_t timeout, void *result)',
  fl_unlock_read: 'int32_t fl_unlock_read(void *word, void *result)',
  fl_lock_write: 'int32_t fl_lock_write(void *word, uint64_t timeout, void *result)',
  fl_unlock_write: 'int32_t fl_unlock_write(void *word, void *result)',
  fl_read: 'int32_t fl_read(void *view, void *plan, void *dst, void *trailer, uint64_t timeout, void *result)',
  fl_observe: 'int32_t fl_observe(void *view, void *plan, void *dst, void *trailer, uint64_t timeout, void *result)',
  fl_write:
    'int32_t fl_write(void *view, void *src, uint64_t bytes, uint32_t zero_tail, void *trailer, uint64_t timeout, void *result)',
  fl_copy_out: 'int32_t fl_copy_out(void *view, void *plan, void *dst, void *trailer)',
  fl_copy_in: 'int32_t fl_copy_in(void *view, void *src, uint64_t bytes, uint32_t zero_tail, void *trailer)',
  fl_prefault: 'int32_t fl_prefault(void *address, uint64_t bytes, uint32_t writable)',
  fl_poll: 'int32_t fl_poll(void *watches, uint32_t count, void *wake, uint64_t timeout, uint64_t interval)',
  fl_wake: 'void fl_wake(void *wake)',
};

/** Every place where the library may lie: named by hand, in a packaged program, in the source tree (also from a bundle inside it). */
function candidates(): string[] {
  const target = `${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'framelock.dll' : 'libframelock.so';
  const resources = 'resourcesPath' in process && typeof process.resourcesPath === 'string' ? process.resourcesPath : undefined;
  // The packed desktop program loads what it was packed with, and nothing that its surroundings name.
  const isPacked = resources !== undefined && !('defaultApp' in process && process.defaultApp);
  const override = process.env['SHAREDCAM_FRAMELOCK'];
  if (override && !isPacked) return [override];
  const paths: string[] = resources === undefined ? [] : [join(resources, 'framelock', target, file)];
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    paths.push(join(folder, 'native', 'framelock', 'build', target, file));
    if (folder === dirname(folder)) return paths;
  }
}

export function loadFramelockLibrary(): FramelockFunctions {
  const paths = candidates();
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw refused(`The compiled part of the program was not found. Looked for ${paths.join(', ')}.`);
  let library: LibraryHandle;
  try {
    library = koffi.load(path);
  } catch (error) {
    throw refused(`${path} does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
  checkInterface(library, path);
  const functions = Object.fromEntries(Object.entries(SIGNATURES).map(([name, signature]) => [name, library.func(signature)]));
  return functions as unknown as FramelockFunctions;
}

/** A library built from another state of the sources would read our structures wrongly. */
function checkInterface(library: LibraryHandle, path: string): void {
  const remedy = 'Run `npm run build:native`.';
  const cause = 'The compiled part and the program come from different versions.';
  let abi: number;
  let sizes: number[];
  try {
    abi = Number(library.func('uint32_t fl_abi()')());
    const sizeOf = library.func('uint32_t fl_sizeof(uint32_t structure)');
    sizes = STRUCTURE_BYTES.map((_, structure) => Number(sizeOf(structure)));
  } catch (error) {
    throw refused(`${path} is no framelock: ${error instanceof Error ? error.message : String(error)}`, { cause, remedy });
  }
  if (abi !== ABI) throw refused(`${path} has interface ${abi}, this program needs ${ABI}.`, { cause, remedy });
  const wrong = STRUCTURE_BYTES.findIndex((bytes, structure) => bytes !== sizes[structure]);
  if (wrong >= 0)
    throw refused(`${path}: structure ${wrong} has ${sizes[wrong]} bytes, this program needs ${STRUCTURE_BYTES[wrong]}.`, {
      cause,
      remedy,
    });
}

function refused(message: string, options: { cause?: string; remedy?: string } = {}): SharedCameraError {
  return new SharedCameraError('NATIVE_LIBRARY', message, options);
}
