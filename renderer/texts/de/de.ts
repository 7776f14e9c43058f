import type { Shape } from '../../../native/core/sentences/text-keys.ts';
import type { en } from '../en/en.ts';
import { actions } from './actions.ts';
import { alarms } from './alarms.ts';
import { cameras } from './cameras.ts';
import { change } from './change.ts';
import { common } from './common.ts';
import { create } from './create.ts';
import { desktop } from './desktop.ts';
import { dialogs } from './dialogs.ts';
import { display } from './display.ts';
import { doctor } from './doctor.ts';
import { formats } from './formats.ts';
import { guess } from './guess.ts';
import { health } from './health.ts';
import { inspector } from './inspector.ts';
import { layout } from './layout.ts';
import { live } from './live.ts';
import { look } from './look.ts';
import { mappings } from './mappings.ts';
import { page } from './page.ts';
import { palette } from './palette.ts';
import { recordings } from './recordings.ts';
import { said } from './said/said.ts';
import { settings } from './settings.ts';
import { views } from './views.ts';

export const de: Shape<typeof en> = {
  actions,
  alarms,
  cameras,
  change,
  common,
  create,
  desktop,
  dialogs,
  display,
  doctor,
  formats,
  guess,
  health,
  inspector,
  layout,
  live,
  look,
  mappings,
  page,
  palette,
  recordings,
  said,
  settings,
  views,
};
