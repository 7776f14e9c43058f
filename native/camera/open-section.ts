import { SharedCameraError } from '../core/errors.ts';
import type { MappingName } from '../core/names.ts';
import type { OpenSectionOptions, OsBackend, Section } from '../os/os-backend.ts';
import { sleep } from './sleep.ts';

const LOOK_MS = 5;

/** Opens a section. On POSIX its creator makes the name first and gives it a size then: between the two it is waited for. */
export async function openSized(
  os: OsBackend,
  name: MappingName,
  options: OpenSectionOptions,
  deadline: number,
): Promise<Section> {
  for (;;) {
    try {
      return os.openSection(name, options);
    } catch (error) {
      const unsized = error instanceof SharedCameraError && error.code === 'SIZE_MISMATCH' && error.details['have'] === 0;
      if (!unsized || performance.now() >= deadline) throw error;
      await sleep(LOOK_MS);
    }
  }
}

/** One section under several mappings of this process. */
export class SectionUsers {
  readonly section: Section;
  readonly #os: OsBackend;
  readonly #created: boolean;
  #users = 0;

  constructor(os: OsBackend, section: Section, created: boolean) {
    this.#os = os;
    this.section = section;
    this.#created = created;
  }

  add(): void {
    this.#users++;
  }

  /** Closes the section with its last user. The creator removes the name then, unless somebody keeps it; an opener never does. */
  remove(): void {
    this.#users--;
    if (this.#users > 0) return;
    try {
      if (this.#created && this.section.isCurrent() && !this.section.nameKept()) this.#os.removeName(this.section.name);
    } finally {
      this.section.close();
    }
  }
}
