import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { getOsBackend } from '../../native/os/index.ts';
import { searchPathOnly } from '../../native/os/program-search.ts';
import { PAGE_READWRITE, SEC_RESERVE } from '../../native/os/win32/constants.ts';
import { bindDll, kernel32, PAGE_FILE } from '../../native/os/win32/kernel32.ts';
import { startPeer } from '../conformance/helpers.ts';
import { addConformanceTests, addConformanceTestsWithPeer } from '../conformance/suite.ts';
import type { World } from '../conformance/world.ts';
import { addCommandLineTests } from './cli-suite.ts';

/** Runs inside the Windows Node. Arguments: which part of the suite, the built command line, then the peers. */
interface TestKernel32 {
  GetProcessHandleCount(process: bigint, count: Uint8Array): number;
  CreateEventW(security: null, manual: number, initial: number, name: string): bigint;
  CreateMutexW(security: null, owner: number, name: string): bigint;
  CreateFileMappingW(file: bigint, security: null, protection: number, high: number, low: number, name: string): bigint;
}

const dll = bindDll<TestKernel32>('kernel32.dll', {
  GetProcessHandleCount: 'int GetProcessHandleCount(uintptr_t process, void *count)',
  CreateEventW: 'uintptr_t CreateEventW(void *security, int manual, int initial, str16 name)',
  CreateMutexW: 'uintptr_t CreateMutexW(void *security, int owner, str16 name)',
  CreateFileMappingW:
    'uintptr_t CreateFileMappingW(uintptr_t file, void *security, uint32_t protection, uint32_t high, uint32_t low, str16 name)',
});

interface TestNtdll {
  NtSuspendProcess(process: bigint): number;
  NtResumeProcess(process: bigint): number;
}

const nt = bindDll<TestNtdll>('ntdll.dll', {
  NtSuspendProcess: 'int32_t NtSuspendProcess(uintptr_t process)',
  NtResumeProcess: 'int32_t NtResumeProcess(uintptr_t process)',
});

const PROCESS_SUSPEND_RESUME = 0x800;

/** As a debugger stops it. */
function stop(pid: number): () => void {
  const process = kernel32().OpenProcess(PROCESS_SUSPEND_RESUME, 0, pid);
  assert.equal(nt.NtSuspendProcess(process), 0);
  return () => {
    assert.equal(nt.NtResumeProcess(process), 0);
    kernel32().CloseHandle(process);
  };
}

const os = getOsBackend();
const closing = (handle: bigint) => () => void kernel32().CloseHandle(handle);

function world(peer: string): World {
  return {
    title: 'Wine, not Windows',
    test: (title, body) => void test(title, body),
    rounds: 2000,
    peer: (...args) => startPeer(peer, args),
    resources: () => ({ handles: handles(), views: mappedViews() }),
    stop,
    spoilLastError: () => kernel32().SetLastError(183),
    otherObjects: {
      'an event': (osName) => closing(dll.CreateEventW(null, 0, 0, osName)),
      'a mutex': (osName) => closing(dll.CreateMutexW(null, 0, osName)),
      'a section without memory': (osName) => {
        const protection = (PAGE_READWRITE | SEC_RESERVE) >>> 0;
        const handle = dll.CreateFileMappingW(PAGE_FILE, null, protection, 0, 1_000_000, osName);
        assert.notEqual(handle, 0n);
        return closing(handle);
      },
    },
    sparseSection: (osName, bytes) => {
      const name = { name: osName.slice(osName.indexOf('\\') + 1), namespace: 'local', osName } as const;
      const section = os.createSection(name, bytes, { share: 'private', largePages: false });
      return () => section.close();
    },
  };
}

function handles(): number {
  const count = new Uint32Array(1);
  dll.GetProcessHandleCount(kernel32().GetCurrentProcess(), new Uint8Array(count.buffer));
  return count[0] ?? 0;
}

/** Walks the address space: https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-memory_basic_information */
function mappedViews(): number {
  const MEM_MAPPED = 0x40000;
  const information = new DataView(new ArrayBuffer(48));
  const bases = new Set<bigint>();
  let address = 0x10000n;
  while (kernel32().VirtualQuery(address, new Uint8Array(information.buffer), 48) !== 0) {
    if (information.getUint32(40, true) === MEM_MAPPED) bases.add(information.getBigUint64(8, true));
    address = information.getBigUint64(0, true) + information.getBigUint64(24, true);
  }
  return bases.size;
}

const [part = '', cli = '', own = '', ...others] = process.argv.slice(2);

function addSearchPathTest(): void {
  test('a program that lies in the current folder is not taken for one of the search path (Wine, not Windows)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    copyFileSync(own, join(folder, 'planted-tool.exe'));
    const start = () => spawnSync('planted-tool', [], { cwd: folder, timeout: 20_000 }).error;
    try {
      assert.equal(start(), undefined);
      searchPathOnly();
      assert.match(String(start()), /ENOENT/);
    } finally {
      rmSync(folder, { recursive: true, maxRetries: 5 });
    }
  });
}

if (part === 'conformance') {
  addSearchPathTest();
  addConformanceTests(world(own));
  for (const peer of [own, ...others]) addConformanceTestsWithPeer(world(peer));
} else {
  addCommandLineTests(world(own), cli, own);
}
