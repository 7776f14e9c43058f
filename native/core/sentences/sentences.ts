import { checks } from './checks.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { guess } from './guess.ts';
import { limits } from './limits.ts';
import { holders, openLine, plan, size, trailer } from './mappings.ts';
import { program } from './program.ts';

export const SENTENCES = {
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
} as const;
