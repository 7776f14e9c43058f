import { expect, it } from 'vitest';
import type { Mapping, MappingDetail, Plan } from '../../../backend/contract-mappings.ts';
import { removalSteps } from '../../../backend/plan-words.ts';
import { outputOf } from '../../../cli/host.ts';
import { inspectText } from '../../../cli/inspect-text.ts';
import { planText } from '../../../cli/plan-question.ts';
import { HistogramCounter } from '../../../native/core/histogram.ts';
import { mappingSize } from '../../../native/core/mapping-size.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { explainSize } from '../../../native/core/size-words.ts';
import { recordedHost } from './stand-ins.ts';

const output = outputOf(recordedHost(), {});
const mapping = { name: 'cam', verdict: 'free', lock: { word: '00000000', state: 'free', readers: 0 } } as Mapping;

it('a plan is told in sentences', () => {
  const plan: Plan = {
    ...{ token: '', expiresAt: 0, refusal: null },
    holders: { list: [], complete: false, reason: verbatim('One process hides.') },
    steps: removalSteps(mapping, [], false),
  };
  const [who, ...steps] = planText(plan, output).split('\n');
  expect(who).toBe('open in nobody (not all could be seen: One process hides.)');
  expect(steps).toEqual([expect.stringMatching(/^ {2}1\. .*cam.*\.$/), expect.stringMatching(/^ {2}2\. .*\.$/)]);
});

it('what an inspected mapping is made of is told in sentences', () => {
  const size = mappingSize({ payloadBytes: 921_600, pageBytes: 4096, trailer: true });
  const detail: MappingDetail = {
    ...{ mapping, sampledSince: 0, intervalMs: 2, samples: 1, transitions: [], transitionsTotal: 0, waits: null, regions: [] },
    holds: new HistogramCounter().snapshot(),
    explanation: explainSize({ ...size, payloadKnown: true }),
  };
  const text = inspectText(detail, output);
  expect(text).toMatch(/921\s600 bytes/);
  expect(text).not.toContain('[object');
});
