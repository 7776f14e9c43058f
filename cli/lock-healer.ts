import type { ReleaseReport, SharedMapping } from '../native/camera/shared-mapping.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import type { Output } from './output.ts';
import { noteRecovery } from './release-log.ts';

export function freedText({ before, after, evidence }: ReleaseReport): string {
  return `The lock was freed (${before} -> ${after}): ${evidence.map((each) => inEnglish(each)).join(' ')}`;
}

/** Looks after the lock of a mapping in use: when it stays held by somebody who is proven to be dead, it is freed, and that is told. */
export class LockHealer {
  private readonly mapping: SharedMapping;
  private readonly output: Output;
  private attempt: Promise<void> | undefined;

  constructor(mapping: SharedMapping, output: Output) {
    this.mapping = mapping;
    this.output = output;
  }

  /** The lock was busy. Starts at most one look at a time, which takes a second and blocks nothing. */
  look(): void {
    this.attempt ??= this.heal().finally(() => {
      this.attempt = undefined;
    });
  }

  async idle(): Promise<void> {
    await this.attempt;
  }

  /** That it fails changes nothing: the lock stays busy, which ends in an error of its own. */
  private async heal(): Promise<void> {
    const report = await this.mapping.recoverIfAlone().catch(() => undefined);
    if (!report) return;
    this.output.warn(freedText(report));
    noteRecovery(this.mapping, report, this.output);
  }
}
