import { bytesText, groupDigits } from '../native/core/digits.ts';
import type { MappingSize } from '../native/core/mapping-size.ts';
import type { Mapping, MappingHolder } from './contract-mappings.ts';

export function whoUsesIt(holders: readonly MappingHolder[]): string {
  const names = holders.map(({ pid, program }) => (pid > 0 ? `${program} (${pid})` : program)).join(', ');
  return `${names} ${holders.length === 1 ? 'has' : 'have'} it open`;
}

function othersOf(holders: readonly MappingHolder[]): readonly MappingHolder[] {
  return holders.filter(({ self }) => !self);
}

export function resizeSteps({ name, realBytes }: Mapping, to: MappingSize, holders: readonly MappingHolder[]): readonly string[] {
  const others = othersOf(holders);
  const ours = others.filter((holder) => holder.ours);
  const foreign = others.filter((holder) => !holder.ours);
  return [
    `A new mapping of ${bytesText(to.realBytes)} is made beside the old one of ${groupDigits(realBytes ?? 0)}.`,
    `It takes the name "${name}" in one step; this program keeps it alive.`,
    ...(ours.length > 0
      ? [`${whoUsesIt(ours)}: viewers of ours notice within a second and follow; a publisher of ours has to be started again.`]
      : []),
    ...(foreign.length > 0
      ? [
          `${whoUsesIt(foreign)}: they stay on the old memory, unseen by others, until they open the name again with ${bytesText(to.peerBytes)}.`,
        ]
      : []),
    'The old memory goes when the last of them closes it.',
  ];
}

export function removalSteps({ name }: Mapping, holders: readonly MappingHolder[], onlyLetGo: boolean): readonly string[] {
  const others = othersOf(holders);
  if (onlyLetGo)
    return [`This program lets "${name}" go.`, `${whoUsesIt(others)}: the name lives until the last of them closes it.`];
  return [
    `The name "${name}" is removed, and its entry in the camera list.`,
    others.length === 0
      ? 'Nobody else has it open: its memory is freed.'
      : `${whoUsesIt(others)}: they keep the memory, but nobody can open it any more, and frames written to it reach no new viewer.`,
  ];
}
