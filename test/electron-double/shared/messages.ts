/** What the main process and the isolated world of a page tell each other. */
import type { Encoded } from './codec.ts';

/** To the page, over one long response: each is a record of lengths, JSON and binaries, in order. */
export type ToPage =
  | { readonly type: 'ipc'; readonly channel: string; readonly values: Encoded; readonly ports: readonly number[] }
  | { readonly type: 'reply'; readonly id: number; readonly result: Encoded }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  | { readonly type: 'port-message'; readonly port: number; readonly value: Encoded; readonly ports: readonly number[] }
  | { readonly type: 'port-closed'; readonly port: number }
  | { readonly type: 'fullscreen'; readonly id: number; readonly allowed: boolean };

/** From the page, through a binding that only the isolated world has; binaries as base64. */
export type ToMain =
  | { readonly type: 'hello'; readonly link: string }
  | { readonly type: 'trouble'; readonly text: string }
  | { readonly type: 'send'; readonly channel: string; readonly values: TextEncoded; readonly ports: readonly number[] }
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly values: TextEncoded }
  | { readonly type: 'port-message'; readonly port: number; readonly value: TextEncoded; readonly ports: readonly number[] }
  | { readonly type: 'port-closed'; readonly port: number }
  | { readonly type: 'fullscreen'; readonly id: number };

export interface TextEncoded {
  readonly tree: Encoded['tree'];
  readonly binaries: readonly string[];
}

/** Paths under this one are the double's own on every origin that it serves. */
export const LINK_PATH = '/.electron-double/';
export const BINDING = 'electronDoubleUp';
export const WORLD = 'Electron Isolated Context';

/** Ports that a page makes get odd numbers, those of the main process even ones. */
export type Side = 'main' | 'page';

/** Two lengths of four bytes: of the JSON, and of the binaries together. */
export const RECORD_HEADER_BYTES = 8;
