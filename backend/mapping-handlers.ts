import type { CommandHandlers } from './command-door.ts';
import { type MappingCommandAnswers, mappingCommandSchemas } from './contract-mappings.ts';

type Standalone = 'doctor.installation' | 'doctor.log';
type MappingCommand = Exclude<keyof MappingCommandAnswers, Standalone>;

/** Commands of the mapping manager and the lock doctor that need the native parts. */
export type MappingHandlers<S> = Pick<CommandHandlers<S>, MappingCommand>;

/** Handlers that ask for the real ones only when a command comes. */
export function forwardMappingCommands<S>(handlers: () => MappingHandlers<S>): MappingHandlers<S> {
  const forward = (name: MappingCommand) => (session: S, argument: never) => handlers()[name](session, argument);
  const names = Object.keys(mappingCommandSchemas) as MappingCommand[];
  return Object.fromEntries(names.map((name) => [name, forward(name)])) as unknown as MappingHandlers<S>;
}
