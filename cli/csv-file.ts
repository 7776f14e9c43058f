import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { fileError } from '../native/camera/new-file.ts';
import { SharedCameraError } from '../native/core/errors.ts';

/** A table that grows line by line. It is made with its first line, and a file that is there already is not touched. */
export class CsvFile<K extends string> {
  readonly #path: string;
  readonly #header: Readonly<Record<K, string>>;
  readonly #keys: readonly K[];
  #file: number | undefined;

  /** The header of each column, by key. */
  constructor(path: string, header: Readonly<Record<K, string>>) {
    this.#path = path;
    this.#header = header;
    this.#keys = Object.keys(header) as K[];
    if (existsSync(path))
      throw new SharedCameraError('EXISTS', `The file "${path}" exists already.`, { remedy: 'Choose another file name.' });
  }

  /** Nothing stands for what is not known. */
  add(values: Readonly<Record<K, string | number | null>>): void {
    if (this.#file === undefined) {
      this.#file = this.#open();
      this.#write(this.#file, this.#header);
    }
    this.#write(this.#file, values);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): number {
    try {
      return openSync(this.#path, 'wx');
    } catch (error) {
      throw fileError(error, this.#path);
    }
  }

  #write(file: number, values: Readonly<Record<K, string | number | null>>): void {
    try {
      writeSync(file, `${this.#keys.map((key) => String(values[key] ?? '')).join(',')}\n`);
    } catch (error) {
      throw new SharedCameraError('OS_ERROR', `"${this.#path}" cannot be written any further (${String(error)}).`, {
        remedy: 'Make room. What stands in it is right, but for the last line.',
      });
    }
  }
}
