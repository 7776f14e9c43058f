import type { SharedMapping } from '../native/camera/shared-mapping.ts';
import type { Output } from './output.ts';

/** Looks after the lock of a mapping in use: when it stays held by somebody who is proven to be dead, it is freed, and that is told. */
export class LockHealer {
  private readonly mapping: SharedMapping;
  private readonly output: Output;
  private attempt: Promise<void> | undefined;

  constructor(mapping: SharedMapping, output: Output) {
    this.mapping = mapping;
    this.output = output;
  }

  /** Called with what the last attempt at the lock met. Starts at most one look, which takes a second and blocks nothing. */
  see(problem: { readonly code: string } | undefined): void {
    if (problem?.code !== 'TIMEOUT' || this.attempt) return;
    this.attempt = this.heal().finally(() => {
      this.attempt = undefined;
    });
  }

  async idle(): Promise<void> {
    await this.attempt;
  }

  private async heal(): Promise<void> {
    try {
      const report = await this.mapping.recoverIfAlone();
      if (report) this.output.warn(`The lock was freed (${report.before} -> ${report.after}): ${report.evidence.join(' ')}`);
    } catch (error) {
      this.output.warn(`The stuck lock could not be looked into: ${error instanceof Error ? error.message : error}`);
    }
  }
}
