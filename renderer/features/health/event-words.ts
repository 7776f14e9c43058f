import type { Alarm, CameraState, HealthEvent } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { formatBytes, formatDuration, formatMicroseconds, formatMilliseconds, formatRate } from '../../ui/format.ts';
import { stateWords } from '../cameras/state-words.ts';
import { describeLayout } from '../live/explain-state.ts';
import type { SegmentState } from './timeline-segments.ts';

export function eventWords(event: HealthEvent, name: string): string {
  switch (event.kind) {
    case 'state':
      return event.before === null
        ? t('health.event.found', { state: segmentWord(event.state) })
        : t('health.event.state', { before: segmentWord(event.before), state: segmentWord(event.state) });
    case 'publisher-ended':
      return t(event.killed ? 'health.event.publisherKilled' : 'health.event.publisherEnded', { pid: event.pid });
    case 'resized':
      return t('health.event.resized', { before: formatBytes(event.before), bytes: formatBytes(event.bytes) });
    case 'layout':
      return t('health.event.layout', { before: describeLayout(event.before), layout: describeLayout(event.layout) });
    case 'alarm':
      return t('health.event.alarm', { words: alarmWords({ ...event, label: name }) });
    default:
      return t(`health.event.${event.kind}`);
  }
}

type Told = Pick<Alarm, 'measure' | 'value' | 'threshold' | 'label'>;

export function alarmWords({ measure, value, threshold, label }: Told): string {
  const values = { name: label, value: measureText(measure, value), threshold: measureText(measure, threshold) };
  return t(`alarms.words.${measure}`, values);
}

function measureText(measure: Alarm['measure'], value: number): string {
  switch (measure) {
    case 'not-live':
    case 'still':
      return formatDuration(value * 1000);
    case 'rate':
      return t('common.fps', { rate: formatRate(value) });
    case 'age':
      return formatMilliseconds(value);
    case 'lock-wait':
      return formatMicroseconds(value);
    case 'drops':
    case 'torn':
      return `${value} ${t(`alarms.unit.${measure}`)}`;
  }
}

const OTHER_WORDS = { still: 'health.stillWord', gone: 'health.goneWord', unknown: 'health.unknownWord' } as const;

export function segmentWord(state: SegmentState): string {
  return isCameraState(state) ? stateWords(state).word : t(OTHER_WORDS[state]);
}

/** Colour of a stretch of the timeline; its pattern says the same. */
export function segmentTone(state: SegmentState): string {
  if (isCameraState(state)) return stateWords(state).tone;
  return state === 'still' ? 'attention' : 'idle';
}

function isCameraState(state: SegmentState): state is CameraState {
  return !(state in OTHER_WORDS);
}
