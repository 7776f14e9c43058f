import type { SENTENCES } from '../../../../native/core/sentences/sentences.ts';
import type { Shape } from '../../../../native/core/sentences/text-keys.ts';
import { checks } from './checks.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { guess } from './guess.ts';
import { limits } from './limits.ts';
import { holders, openLine, plan, size, trailer } from './mappings.ts';
import { program } from './program.ts';

/** What the backend says. */
export const said: Shape<typeof SENTENCES> = {
  checks,
  doctor,
  errors,
  guess,
  holders,
  limits,
  openLine,
  plan,
  program,
  size,
  trailer,
};
