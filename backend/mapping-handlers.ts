/** The commands of the mapping manager and the lock doctor, for the command door. */
import { SharedCameraError } from '../native/core/errors.ts';
import type { CommandHandlers } from './command-door.ts';
import { type MappingCommandAnswers, mappingCommandSchemas } from './contract-mappings.ts';

export type MappingCommand = keyof MappingCommandAnswers;
export type MappingHandlers<S> = Pick<CommandHandlers<S>, MappingCommand>;

export function mappingHandlers<S>(): MappingHandlers<S> {
  const refuse = () => {
    throw new SharedCameraError('UNSUPPORTED', 'This build has no mapping manager.');
  };
  return Object.fromEntries(Object.keys(mappingCommandSchemas).map((name) => [name, refuse])) as unknown as MappingHandlers<S>;
}
