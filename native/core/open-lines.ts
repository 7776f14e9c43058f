import type { MappingName, NamePlatform } from './names.ts';
import { type Sentence, say } from './sentences/sentence.ts';
import { minimumSectionBytes } from './sizes.ts';

export type OpenLanguage = 'Rust' | 'C' | 'C#' | 'Python' | 'TypeScript';

/** What a program in that language writes to open the mapping. */
export interface OpenLine {
  readonly language: OpenLanguage;
  readonly code: string;
  /** What has to be known about it. */
  readonly note: Sentence;
}

/** Names hold printable ASCII: a quote would end the string of another language, and the backslash of a prefix would change it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

/** Ready lines for peers; all of them map the lock word and the payload, and nothing behind. */
export function openLines(name: MappingName, payloadBytes: number, platform: NamePlatform): readonly OpenLine[] {
  const bytes = minimumSectionBytes(payloadBytes);
  return platform === 'win32' ? windowsLines(name, payloadBytes, bytes) : posixLines(name, payloadBytes, bytes);
}

function windowsLines({ name, namespace, osName }: MappingName, payloadBytes: number, bytes: number): readonly OpenLine[] {
  const full = quoted(osName);
  const kind = { local: 'LOCAL', global: 'GLOBAL', custom: 'CUSTOM' }[namespace];
  return [
    {
      language: 'Rust',
      code: `let mmf = winmmf::MemoryMappedFile::<winmmf::RWLock>::open(NonZeroUsize::new(${payloadBytes}).unwrap(), ${quoted(name)}, winmmf::Namespace::${kind}, false)?;`,
      note: say('openLine.winmmf'),
    },
    {
      language: 'C',
      code: `HANDLE h = OpenFileMappingA(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, ${full}); void *p = MapViewOfFile(h, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, ${bytes});`,
      note: say('openLine.first'),
    },
    {
      language: 'C#',
      code: `using var map = MemoryMappedFile.OpenExisting(${full}); using var view = map.CreateViewAccessor(0, ${bytes});`,
      note: say('openLine.interlocked'),
    },
    {
      language: 'Python',
      code: `m = mmap.mmap(-1, ${bytes}, tagname=${full})`,
      note: say('openLine.pythonMakes'),
    },
    typescriptLine({ name, namespace, osName }, payloadBytes),
  ];
}

function posixLines(name: MappingName, payloadBytes: number, bytes: number): readonly OpenLine[] {
  const full = quoted(name.osName);
  const file = quoted(`/dev/shm${name.osName}`);
  return [
    {
      language: 'Rust',
      code: `let file = OpenOptions::new().read(true).write(true).open(${file})?; let map = unsafe { MmapOptions::new().len(${bytes}).map_mut(&file)? };`,
      note: say('openLine.memmap2'),
    },
    {
      language: 'C',
      code: `int fd = shm_open(${full}, O_RDWR, 0); void *p = mmap(NULL, ${bytes}, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);`,
      note: say('openLine.first'),
    },
    {
      language: 'C#',
      code: `using var map = MemoryMappedFile.CreateFromFile(${file}, FileMode.Open, null, ${bytes}); using var view = map.CreateViewAccessor(0, ${bytes});`,
      note: say('openLine.dotnet'),
    },
    {
      language: 'Python',
      code: `f = open(${file}, "r+b"); m = mmap.mmap(f.fileno(), ${bytes})`,
      note: say('openLine.python'),
    },
    typescriptLine(name, payloadBytes),
  ];
}

function typescriptLine({ name, namespace }: MappingName, payloadBytes: number): OpenLine {
  return {
    language: 'TypeScript',
    code: `const camera = await SharedMapping.open({ name: ${quoted(name)}, namespace: '${namespace}', access: 'read', payloadBytes: ${payloadBytes} });`,
    note: say('openLine.ours'),
  };
}
