import type { MappingSize } from '../native/core/mapping-size.ts';
import { type Sentence, say } from '../native/core/sentences/sentence.ts';
import type { Mapping, MappingHolder } from './contract-mappings.ts';

export function whoUsesIt(holders: readonly MappingHolder[]): Sentence {
  const who = holders.map(({ pid, program }) => (pid > 0 ? `${program} (${pid})` : program)).join(', ');
  return say('holders.haveOpen', { count: holders.length, who });
}

function othersOf(holders: readonly MappingHolder[]): readonly MappingHolder[] {
  return holders.filter(({ self }) => !self);
}

export function resizeSteps(
  { name, realBytes }: Mapping,
  to: MappingSize,
  holders: readonly MappingHolder[],
): readonly Sentence[] {
  const others = othersOf(holders);
  const ours = others.filter((holder) => holder.ours);
  const foreign = others.filter((holder) => !holder.ours);
  return [
    say('plan.made', { bytes: to.realBytes, before: realBytes ?? 0 }),
    say('plan.takesName', { name }),
    ...(ours.length > 0 ? [say('plan.oursFollow', { who: whoUsesIt(ours) })] : []),
    ...(foreign.length > 0 ? [say('plan.foreignStay', { who: whoUsesIt(foreign), bytes: to.peerBytes })] : []),
    say('plan.oldGoes'),
  ];
}

export function removalSteps({ name }: Mapping, holders: readonly MappingHolder[], onlyLetGo: boolean): readonly Sentence[] {
  const others = othersOf(holders);
  if (onlyLetGo) return [say('plan.letsGo', { name }), say('plan.nameLives', { who: whoUsesIt(others) })];
  return [
    say('plan.nameRemoved', { name }),
    others.length === 0 ? say('plan.freed') : say('plan.keepMemory', { who: whoUsesIt(others) }),
  ];
}
