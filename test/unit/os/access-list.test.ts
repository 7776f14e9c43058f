import { expect, it } from 'vitest';
import { shareOf } from '../../../native/os/win32/access-list.ts';

const OWN = 'S-1-5-21-1004336348-1177238915-682003330-512';

it.each([
  [`D:P(A;;GA;;;${OWN})(A;;GA;;;SY)`, 'private'],
  [`D:P(A;;GA;;;${OWN})(A;;GA;;;SY)(A;;GA;;;AU)`, 'users'],
  [`D:(A;;0xf001f;;;BU)(A;;GA;;;${OWN})`, 'users'],
  [`D:(A;;0xf001f;;;IU)`, 'users'],
  [`D:(A;;GA;;;WD)`, 'everybody'],
  // Who is kept out has no share in it.
  [`D:P(D;;GA;;;WD)(A;;GA;;;${OWN})`, 'private'],
  [`D:P(D;;GA;;;AU)(A;;GA;;;WD)`, 'everybody'],
  ['D:P', 'private'],
])('%s is %s', (list, share) => {
  expect(shareOf(list)).toBe(share);
});
