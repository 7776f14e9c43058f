/**
 * Everything behind the two shells, put together: one Backend per process, one Session per page. A shell brings the transport (how
 * requests, events and frames travel) and who may open a session; all that a request means is decided here, the same for both.
 */
import type { AppInfo, CommandAnswers, CommandName, EventName, Events } from './contract.ts';
import type { SinkFactory } from './stream-hub.ts';

export type { FrameSink, SinkFactory } from './stream-hub.ts';

export interface BackendOptions {
  readonly shell: AppInfo['shell'];
  readonly version: string;
  /** Folder of the settings file; by default SHAREDCAM_HOME or the user's configuration folder. */
  readonly settingsDir?: string;
  /** Refusals and failures, one line each; stderr by default. */
  readonly log?: (line: string) => void;
}

export type EventSink = <E extends EventName>(event: E, value: Events[E]) => void;

export interface Session {
  /** Name and argument as they came from the page, unchecked. Rejects with a SharedCameraError, always (`toErrorReport(error)`). */
  request(command: unknown, argument: unknown): Promise<CommandAnswers[CommandName]>;
  /** A credit as it came from the page, unchecked: what is no credit of an open stream is ignored. */
  credit(value: unknown): void;
  /** Closes the streams (and their sinks) of this page. Afterwards requests are refused with CLOSED. */
  close(): void;
}

export interface Backend {
  openSession(openSink: SinkFactory, onEvent: EventSink): Session;
  /** Closes every session, mapping and the waiting thread; resolves when nothing keeps the process alive any more. */
  close(): Promise<void>;
}
