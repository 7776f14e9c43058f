/** The part of the contract about the demo camera: a publisher of a moving test picture, in a process of its own. */
import type { CameraId } from './contract.ts';
import { nothing } from './contract-schemas.ts';

export const demoCommandSchemas = {
  /** Starts it, or answers where it is at work already. It ends with the program. */
  'demo.start': nothing,
} as const;

export interface DemoCommandAnswers {
  'demo.start': { readonly camera: CameraId };
}
